import { sql } from 'kysely'
import type { DoorResult } from '@yihu/contracts'
import type { ListPlace } from '../../../kernel/cursor.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { contactedRows } from '../../../platform/pool/index.ts'
import { settling } from '../repo-due.ts'

/** A neighbour's own visit. */
export interface OwnVisit {
  readonly id: string
  readonly at: Date
  readonly householdId: string
  readonly result: DoorResult
  readonly note: Buffer | null
}

const OWN = sql`id, at, subject_id as "householdId", result, note_cipher as note`

/** What one person recorded at doors in sight, the latest first; one more than asked when there are more. */
export async function visitsBy(tx: Tx, { personId, after, limit }: { readonly personId: string; readonly after: ListPlace | undefined; readonly limit: number }): Promise<OwnVisit[]> {
  const { rows } = await sql<OwnVisit>`
    select ${OWN} from grid_visit where by_person = ${personId} ${after ? sql`and (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``} order by at desc, id desc limit ${limit + 1}`.execute(tx)
  return [...rows]
}

/** One of them, by its id. */
export async function visitOfOwn(tx: Tx, { personId, id }: { readonly personId: string; readonly id: string }): Promise<OwnVisit | undefined> {
  const { rows } = await sql<OwnVisit>`select ${OWN} from grid_visit where by_person = ${personId} and id = ${id}`.execute(tx)
  return rows[0]
}

/** The last of each door. */
export async function lastOwnVisits(tx: Tx, { personId, householdIds }: { readonly personId: string; readonly householdIds: readonly string[] }): Promise<Map<string, OwnVisit>> {
  const { rows } = await sql<OwnVisit>`
    select distinct on (subject_id) ${OWN} from grid_visit where by_person = ${personId} and subject_id = any(${[...householdIds]}::text[]) order by subject_id, at desc`.execute(tx)
  return new Map(rows.map((row) => [row.householdId, row]))
}

export async function countOwnOn(tx: Tx, { personId, day }: { readonly personId: string; readonly day: string }): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*)::int as count from grid_visit where by_person = ${personId} and day = ${day}::date`.execute(tx)
  return row?.count ?? 0
}

/** Where nobody, of staff or neighbours, was let in since a day. */
const unvisitedSince = (since: string) => sql`not exists (select from grid_visit v where v.subject_id = s.id and v.act in ('visit', 'talk') and ${settling} and v.day >= ${since}::date)`

/** Households with a contact by area cut off at so many labels, and at how many of them nobody was since a day. */
export async function contactCoverage(tx: Tx, { area, labels, since }: { readonly area: string; readonly labels: number; readonly since: string }): Promise<Map<string, { readonly households: number; readonly unvisited: number }>> {
  const { rows } = await sql<{ path: string; households: number; unvisited: number }>`
    select subpath(s.path, 0, least(nlevel(s.path), ${sql.lit(labels)}))::text as path, count(*)::int as households, count(*) filter (where ${unvisitedSince(since)})::int as unvisited from (${contactedRows(area)}) s group by 1`.execute(tx)
  return new Map(rows.map(({ path, ...counted }) => [path, counted]))
}

/** These households, with the day somebody was there last, in the order of their places. */
export async function unvisitedIn(tx: Tx, { area, since, limit }: { readonly area: string; readonly since: string; readonly limit: number }): Promise<{ readonly id: string; readonly lastOn: string | null }[]> {
  const { rows } = await sql<{ id: string; lastOn: string | null }>`
    select s.id, (select max(v.day)::text from grid_visit v where v.subject_id = s.id and v.act in ('visit', 'talk') and ${settling}) as "lastOn"
    from (${contactedRows(area)}) s where ${unvisitedSince(since)} order by s.path, s.key limit ${limit}`.execute(tx)
  return [...rows]
}

/** Empties notes of neighbours that are older than a day. */
export async function forgetNotes(tx: Tx, before: string): Promise<void> {
  await sql`update grid_visit set note_cipher = null where by_person is not null and note_cipher is not null and day < ${before}::date`.execute(tx)
}

/** What these people of the register recorded at doors of others. */
export async function visitsByPersons(tx: Tx, personIds: readonly string[]): Promise<(OwnVisit & { readonly day: string })[]> {
  const { rows } = await sql<OwnVisit & { day: string }>`select ${OWN}, day::text as day from grid_visit where by_person = any(${[...personIds]}::uuid[]) order by at desc, id`.execute(tx)
  return [...rows]
}

/** Takes who it was out of these: that somebody knocked stays. */
export async function blankVisitsBy(tx: Tx, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update grid_visit set by_person = null, note_cipher = null where by_person = any(${[...personIds]}::uuid[]) returning id`.execute(tx)
  return rows.map(({ id }) => id)
}
