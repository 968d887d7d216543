import { sql } from 'kysely'
import { RoundForm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()

/** A round as stored. */
export interface StoredRound {
  readonly id: string
  readonly form: RoundForm
  readonly version: number
  readonly changedBy: string
  readonly changedAt: Date
}

/** Rounds of an area in sight, by place and hour; without an area all in sight. */
export async function readRounds(tx: Tx, area?: string): Promise<StoredRound[]> {
  let rows = own(tx).selectFrom('grid_round').select(['id', 'form', 'version', 'changed_name', 'changed_at'])
  if (area !== undefined) rows = rows.where(sql<boolean>`area_path <@ ${area}::ltree`)
  const found = await rows.orderBy('area_path').orderBy(sql`form->>'from'`).orderBy('id').execute()
  return found.map(({ id, form, version, changed_name: changedBy, changed_at: changedAt }) => ({ id, form: RoundForm.parse(form), version, changedBy, changedAt }))
}

const columnsOf = ({ id, form, version, changedBy, changedAt }: StoredRound) => ({ id, area_path: form.areaPath, user_id: form.userId, form, version, changed_name: changedBy, changed_at: changedAt })

/** Writes the next version of a round, or its first. @returns false when somebody else was faster, or there is none in sight */
export async function writeRound(tx: Tx, round: StoredRound): Promise<boolean> {
  const { id, ...columns } = columnsOf(round)
  if (round.version === 1) return (await own(tx).insertInto('grid_round').values({ id, ...columns }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()) !== undefined
  return (await own(tx).updateTable('grid_round').set(columns).where('id', '=', id).where('version', '=', round.version - 1).returning('id').executeTakeFirst()) !== undefined
}

/** Writes rounds that were planned before. */
export async function insertRounds(tx: Tx, rounds: readonly StoredRound[]): Promise<void> {
  if (rounds.length > 0) await own(tx).insertInto('grid_round').values(rounds.map(columnsOf)).execute()
}

/** Takes a round away. @returns it as it was; undefined: another version is in force, or there is none in sight */
export async function deleteRound(tx: Tx, { id, version }: { readonly id: string; readonly version: number }): Promise<{ form: RoundForm } | undefined> {
  const row = await own(tx).deleteFrom('grid_round').where('id', '=', id).where('version', '=', version).returning('form').executeTakeFirst()
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
    where exists (select from grid_visit v where v.day = o.day::date and v.area_path <@ o.path::ltree and v.at between o.since::timestamptz and o.until::timestamptz)`.execute(tx)
  return new Set(rows.map(({ nth }) => nth))
}
