import { Fault, PERSON_FIGURES } from '@yihu/contracts'
import type { AnswerOf, PersonFigure, personFigures, QueryOf } from '@yihu/contracts'
import { CODE_TABLES, localDate, tellPlaces, tellTable } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, isWithin, systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'
import { areasOf } from '../areas/index.ts'
import { tallyBy, tallyPersons } from './repo-figures.ts'

const AGES: Readonly<Record<string, string>> = Object.fromEntries(Array.from({ length: 10 }, (_, decade) => [String(decade), decade === 9 ? '90 岁以上' : `${decade * 10}–${decade * 10 + 9} 岁`]))
const UNKNOWN = '未登记'
/** What yes and no are called. */
const YES_NO: Readonly<Record<string, Readonly<Record<string, string>>>> = { special: { 1: '特殊人群', 0: '其他居民' }, party: { 1: '在网络里', 0: '不在网络里' }, contact: { 1: '有人联系', 0: '没有人联系' } }
const CODED: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...CODE_TABLES, ...YES_NO, age: AGES }
const SOURCES: Readonly<Record<string, string>> = { party: 'person、relation', contact: 'household、relation' }

/** What else is told of the same people (indicators): all of them, and a sum of some values; the table must not give away more beside it. */
const TOLD: Readonly<Partial<Record<PersonFigure, { readonly whole?: readonly string[]; readonly sum: { readonly values: readonly string[]; readonly what: readonly string[] } }>>> = {
  residence: { sum: { values: ['floating'], what: ['floating', 'all'] } },
  age: { sum: { values: ['6', '7', '8', '9'], what: ['elder', 'all'] } },
  special: { sum: { values: ['1'], what: ['special', 'all'] } },
  political: { sum: { values: ['01'], what: ['members', 'all'] } },
  party: { whole: ['members', 'all'], sum: { values: ['1'], what: ['covered', 'members', 'all'] } },
}

const FRESH_MS = 30_000
const MOST = 20

/** A table as it was counted at a moment, with what may be told of it to anybody. */
interface Counted {
  readonly at: number
  readonly paths: readonly string[]
  readonly values: readonly string[]
  readonly whole: ReturnType<typeof tellPlaces>
  readonly table: ReturnType<typeof tellTable>
}

/** One memory a database handle, that is one a server. */
const memories = new WeakMap<Db, Readings<Counted>>()

function countedOf({ db }: Context, by: PersonFigure, now: number): Promise<Counted> {
  const memory = memories.get(db) ?? createReadings<Counted>({ freshMs: FRESH_MS, most: MOST })
  memories.set(db, memory)
  return memory.get(by, now, async () => {
    const { rows, tally } = await db.transact(systemScope, async (tx) => ({ rows: await tallyBy(tx, by, localDate(now)), tally: await tallyPersons(tx, localDate(now)) }))
    const values = [...new Set(rows.flatMap(({ counts }) => Object.keys(counts)))].toSorted()
    const { whole: what = ['all'], sum } = TOLD[by] ?? {}
    const sums = rows.map(({ path, counts }) => ({ path, counts: { all: Object.values(counts).reduce((total, count) => total + count, 0) } }))
    const whole = tellPlaces(by === 'contact' ? sums : tally, what)
    return { at: now, paths: rows.map(({ path }) => path), values, whole, table: tellTable(rows, values, { whole, sum: sum && { values: sum.values, told: tellPlaces(tally, sum.what) } }) }
  })
}

/**
 * How many people live in each part of an area, by one property. What is told of a place is the same for everybody and the same as
 * on screens and on the map (`tellPlaces`, `tellTable`), so nobody can subtract. @throws Fault area-unknown
 */
export async function figuresOf(context: Context, { scope }: Actor, { area, by }: QueryOf<typeof personFigures>): Promise<AnswerOf<typeof personFigures>> {
  const tree = await areasOf(context)
  if (!tree.byPath(area)) throw new Fault('area-unknown', { details: { code: area } })
  const { at, paths, values, whole, table } = await countedOf(context, by, context.clock.now())
  const names = CODED[by] ?? {}
  const keys = YES_NO[by] ? values.toReversed() : values
  // Who stands in no part of it is a line of the area itself.
  const parts = [...new Set(paths.filter((path) => isWithin(path, area)).map((path) => partOf(path, area)))].toSorted().filter((path) => covers(scope, path === `${area}.` ? area : path))
  const cells = (path: string) => keys.map((key) => ({ key, name: key === '' ? UNKNOWN : (names[key] ?? key), count: table(path, key) }))
  const rows = parts.map((path) => ({ path: path === `${area}.` ? area : path, name: tree.nameOf(path === `${area}.` ? area : path), total: whole(path)?.count ?? null, cells: cells(path) }))
  const isInSight = covers(scope, area)
  return {
    definition: PERSON_FIGURES[by].definition, source: SOURCES[by] ?? 'person', total: (isInSight ? whole(area)?.count : null) ?? null, columns: cells(area).map((cell) => (isInSight ? cell : { ...cell, count: null })),
    held: rows.flatMap((row) => row.cells).filter(({ count }) => count === null).length, asOf: new Date(at).toISOString(), rows,
  }
}

/** The part of an area that a place in it belongs to. */
function partOf(path: string, area: string): string {
  return path === area ? `${area}.` : path.split('.').slice(0, area.split('.').length + 1).join('.')
}
