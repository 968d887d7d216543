import { Fault, PERSON_FIGURES } from '@yihu/contracts'
import type { AnswerOf, personFigures, QueryOf } from '@yihu/contracts'
import { CODE_TABLES, localDate, suppress } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { countPersons } from './repo-figures.ts'

const AGES: Readonly<Record<string, string>> = Object.fromEntries(Array.from({ length: 10 }, (_, decade) => [String(decade), decade === 9 ? '90 岁以上' : `${decade * 10}–${decade * 10 + 9} 岁`]))
const UNKNOWN = '未登记'
/** What yes and no are called. */
const YES_NO: Readonly<Record<string, Readonly<Record<string, string>>>> = { special: { 1: '特殊人群', 0: '其他居民' }, party: { 1: '在网络里', 0: '不在网络里' }, contact: { 1: '有人联系', 0: '没有人联系' } }
const CODED: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...CODE_TABLES, ...YES_NO, age: AGES }
const SOURCES: Readonly<Record<string, string>> = { party: 'person、relation', contact: 'household、relation' }

/**
 * How many people live in each part of an area, by one property. The table is held back as a whole (see `suppress`), so
 * nobody can subtract. @throws area-unknown
 */
export async function figuresOf(context: Context, actor: Actor, { area, by }: QueryOf<typeof personFigures>): Promise<AnswerOf<typeof personFigures>> {
  const now = context.clock.now()
  const tree = await areasOf(context)
  if (!tree.byPath(area)) throw new Fault('area-unknown', { details: { code: area } })
  const counted = await context.db.transact(actor.scope, (tx) => countPersons(tx, { area, by, today: localDate(now) }))
  const names = CODED[by] ?? {}
  const sorted = [...new Set(counted.map(({ value }) => value))].toSorted()
  const keys = YES_NO[by] ? sorted.toReversed() : sorted
  const paths = [...new Set(counted.map(({ path }) => path))].toSorted()
  const count = new Map(counted.map((one) => [`${one.path} ${one.value}`, one.count]))
  const shown = suppress(paths.map((path) => keys.map((key) => count.get(`${path} ${key}`) ?? 0)))
  const cell = (key: string, value: number | null | undefined) => ({ key, name: key === '' ? UNKNOWN : (names[key] ?? key), count: value ?? null })
  const held = shown.cells.flat().filter((value) => value === null).length
  return {
    definition: PERSON_FIGURES[by].definition, source: SOURCES[by] ?? 'person', total: shown.total, columns: keys.map((key, x) => cell(key, shown.columnTotals[x])), held, asOf: new Date(now).toISOString(),
    rows: paths.map((path, y) => ({ path, name: tree.nameOf(path), total: shown.rowTotals[y] ?? null, cells: keys.map((key, x) => cell(key, shown.cells[y]?.[x])) })),
  }
}
