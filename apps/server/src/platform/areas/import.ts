import { Fault } from '@yihu/contracts'
import type { AnswerOf, AreaLevel, importAreas } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { AreaShape, CrsName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import type { StoredArea } from './area.ts'
import type { AreaIndex } from './area-index.ts'
import { readFile } from './import-file.ts'
import { writeAreas, writeHistory } from './repo.ts'
import { checkLevel } from './check-level.ts'
import { areasOf } from './current.ts'

type Ground = Pick<Context, 'db' | 'clock'>
type ImportAnswer = AnswerOf<typeof importAreas>

/** Codes that the audit row names; the history table has all. */
const MOST_CODES = 200

type Editor = Pick<Actor, 'userId' | 'username' | 'name' | 'scope'>

interface ImportOrder {
  readonly level: AreaLevel
  readonly crs: CrsName
  readonly isDryRun: boolean
  readonly reason: string
  readonly validFrom?: string | undefined
  /** The file's text. */
  readonly text: string
}

/**
 * Checks a GeoJSON file and, unless it is a dry run, writes it and keeps the borders it replaces. Gaps alone do not
 * stop an import (a street is brought in community by community); everything else does.
 * `actor` null: the system, from the command line.
 * @throws area-import-invalid with all problems as `current`
 */
export async function importFile(context: Ground, actor: Editor | null, order: ImportOrder): Promise<ImportAnswer> {
  const index = await areasOf(context)
  const today = localDate(context.clock.now())
  const validFrom = order.validFrom ?? today
  const { areas, problems: faults } = await readFile(parseJson(order.text), { ...order, validFrom, index, mayEdit: (path) => isInScope(actor, path) })
  const sorted = sortOut(areas, index)
  const topology = await checkLevel(index, order.level, { replaced: areas })
  const problems = [...faults, ...topology]
  const answer = { added: sorted.added.length, changed: sorted.changed.length, unchanged: sorted.unchanged, problems, written: false } as unknown as ImportAnswer // reason: readonly shapes to the wire's mutable ones
  if (order.isDryRun) return answer
  const blocking = problems.filter(({ kind }) => kind !== 'gap').length
  if (blocking > 0) throw new Fault('area-import-invalid', { details: { count: blocking }, current: answer })
  await write(context, actor, { ...order, ...sorted, validFrom, index })
  return { ...answer, written: true }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // told as "no FeatureCollection" by the reader
  }
}

/** Whether a person is responsible for a path. */
export function isInScope(actor: Editor | null, path: string): boolean {
  return covers(actor?.scope ?? systemScope, path)
}

interface Sorted {
  readonly added: StoredArea[]
  readonly changed: StoredArea[]
  readonly unchanged: number
}

function sortOut(areas: readonly StoredArea[], index: AreaIndex): Sorted {
  const added = areas.filter(({ code }) => !index.byCode(code))
  const changed = areas.filter((area) => {
    const known = index.byCode(area.code)
    return known !== undefined && textOf(known) !== textOf(area)
  })
  return { added, changed, unchanged: areas.length - added.length - changed.length }
}

/** What makes an area another one to its readers. */
function textOf({ name, address, aliases, geometry }: StoredArea): string {
  return JSON.stringify([name, address, aliases, geometry?.coordinates])
}

async function write(context: Ground, actor: Editor | null, order: ImportOrder & Sorted & { validFrom: string; index: AreaIndex }): Promise<void> {
  const { added, changed, index, validFrom, reason, level } = order
  const at = context.clock.now()
  const former = changed.flatMap((area) => {
    const known = index.byCode(area.code)
    const isMoved = known?.geometry && JSON.stringify(known.geometry) !== JSON.stringify(area.geometry)
    return isMoved && known.geometry ? [formerBorder(known, known.geometry, validFrom)] : []
  })
  const moved = new Set(former.map(({ code }) => code))
  const rows = [...added, ...changed.map((area) => (moved.has(area.code) ? area : { ...area, validFrom: index.byCode(area.code)?.validFrom ?? area.validFrom }))]
  if (rows.length === 0) return
  await context.db.transact(actor?.scope ?? systemScope, async (tx) => {
    await writeHistory(tx, former, { reason, by: actor?.userId ?? null, at: new Date(at) })
    await writeAreas(tx, rows)
    await emit(tx, [{ topic: 'area.changed', scopePath: null, payload: { level, added: added.length, changed: changed.length } }])
    await record(tx, { at, by: actor, action: 'area.import', object: level, result: 'done', detail: { reason, added: added.length, changed: changed.length, codes: rows.slice(0, MOST_CODES).map(({ code }) => code) } })
  })
}

/** A border on its last day: the day before the next one begins. */
export function formerBorder(known: StoredArea, geometry: AreaShape, validFrom: string) {
  const lastDay = new Date(Date.parse(`${validFrom}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return { code: known.code, path: known.path, geometry, validFrom: known.validFrom, validTo: lastDay < known.validFrom ? known.validFrom : lastDay }
}
