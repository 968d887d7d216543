import { sql } from 'kysely'
import { RoundForm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()

/** A version of a round as stored. */
export interface StoredRound {
  readonly id: string
  readonly form: RoundForm
  readonly version: number
  readonly changedBy: string
  readonly changedAt: Date
  /** When another version took its place, or it was taken out of the plan; null: it is in force. */
  readonly endedAt: Date | null
}

interface RoundFilter {
  /** Within this place; left out: all in sight. */
  readonly area?: string | undefined
  /** Those of these people alone. */
  readonly people?: readonly string[]
  /** Past versions too that were in force since then; left out: what is in force. */
  readonly since?: Date
}

/** Rounds in sight, by place and hour. */
export async function readRounds(tx: Tx, { area, people, since }: RoundFilter): Promise<StoredRound[]> {
  let rows = own(tx).selectFrom('grid_round').select(['id', 'form', 'version', 'changed_name', 'changed_at', 'ended_at'])
  rows = rows.where((eb) => (since ? eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', since)]) : eb('ended_at', 'is', null)))
  if (area !== undefined) rows = rows.where(sql<boolean>`area_path <@ ${area}::ltree`)
  if (people) rows = rows.where('user_id', 'in', [...people])
  const found = await rows.orderBy('area_path').orderBy(sql`form->>'from'`).orderBy('id').orderBy('version').execute()
  return found.map(({ id, form, version, changed_name: changedBy, changed_at: changedAt, ended_at: endedAt }) => ({ id, form: RoundForm.parse(form), version, changedBy, changedAt, endedAt }))
}

const columnsOf = ({ id, form, version, changedBy, changedAt, endedAt }: StoredRound) => ({ id, area_path: form.areaPath, user_id: form.userId, form, version, changed_name: changedBy, changed_at: changedAt, ended_at: endedAt })

/** Writes the next version of a round, or its first; what was in force before stays as its past. @returns false when somebody else was faster, or there is none in sight */
export async function writeRound(tx: Tx, round: StoredRound): Promise<boolean> {
  if (round.version > 1 && !(await endRound(tx, { id: round.id, version: round.version - 1, at: round.changedAt }))) return false
  return (await own(tx).insertInto('grid_round').values(columnsOf(round)).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()) !== undefined
}

/** Writes rounds that were planned before. */
export async function insertRounds(tx: Tx, rounds: readonly StoredRound[]): Promise<void> {
  if (rounds.length > 0) await own(tx).insertInto('grid_round').values(rounds.map(columnsOf)).execute()
}

/** From now on a version is in force no more. @returns it as it was; undefined: another version is in force, or there is none in sight */
export async function endRound(tx: Tx, { id, version, at }: { readonly id: string; readonly version: number; readonly at: Date }): Promise<{ form: RoundForm } | undefined> {
  const row = await own(tx).updateTable('grid_round').set({ ended_at: at }).where('id', '=', id).where('version', '=', version).where('ended_at', 'is', null).returning('form').executeTakeFirst()
  return row && { form: RoundForm.parse(row.form) }
}

/** A place and the hours in which a record there counts. */
export interface Span {
  readonly path: string
  readonly day: string
  readonly since: number
  readonly until: number
}

/** In which of these somebody recorded a visit there. */
export async function visitedIn(tx: Tx, spans: readonly Span[]): Promise<ReadonlySet<number>> {
  if (spans.length === 0) return new Set()
  const { rows } = await sql<{ nth: number }>`
    select (o.nth - 1)::int as nth
    from unnest(${spans.map(({ path }) => path)}::text[], ${spans.map(({ day }) => day)}::text[], ${spans.map(({ since }) => new Date(since).toISOString())}::text[], ${spans.map(({ until }) => new Date(until).toISOString())}::text[])
      with ordinality as o(path, day, since, until, nth)
    where exists (select from grid_visit v where v.by_id is not null and v.day = o.day::date and v.area_path <@ o.path::ltree and v.at between o.since::timestamptz and o.until::timestamptz)`.execute(tx)
  return new Set(rows.map(({ nth }) => nth))
}
