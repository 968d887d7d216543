import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { VisitReceipt } from '@yihu/contracts'
import type { PlaceCount, VisitAct, VisitResult, VisitSubject } from '@yihu/domain'
import type { ListPlace } from '../../kernel/cursor.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { GridTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()

/** A visit as stored. */
export interface StoredVisit {
  readonly id: string
  readonly path: string
  readonly kind: VisitSubject
  readonly subjectId: string
  readonly routine: string | null
  readonly act: VisitAct
  readonly result: VisitResult
  /** The day of `at` in Shanghai. */
  readonly day: string
  readonly at: Date
  readonly receivedAt: Date
  readonly isEvening: boolean
  /** Stairs climbed to get there, in storeys. */
  readonly flights: number
  readonly note: Buffer | null
  /** Field → what was said of it; never a value. */
  readonly verified: Readonly<Record<string, string>>
  readonly receipt: VisitReceipt
  readonly byId: string | null
  /** Who was there as a neighbour, of the register; then `byName` is their post. */
  readonly byPerson?: string | null
  readonly byName: string
}

const BATCH = 2000

function columnsOf({ path, kind, subjectId, receivedAt, isEvening, note, byId, byPerson = null, byName, ...plain }: StoredVisit) {
  return { ...plain, area_path: path, subject_kind: kind, subject_id: subjectId, received_at: receivedAt, is_evening: isEvening, note_cipher: note, by_id: byId, by_person: byPerson, by_name: byName }
}

function visitOf({ area_path, subject_kind, subject_id, received_at, is_evening, note_cipher, by_id, by_person, by_name, act, result, verified, receipt, ...plain }: Selectable<Database['grid_visit']>): StoredVisit {
  return {
    ...plain, path: area_path, kind: subject_kind as VisitSubject, subjectId: subject_id, receivedAt: received_at, isEvening: is_evening, note: note_cipher, byId: by_id, byPerson: by_person, byName: by_name, // checked by the table
    act: act as VisitAct, result: result as VisitResult, verified: verified as Record<string, string>, receipt: VisitReceipt.parse(receipt), // the same; written by this module alone
  }
}

/** Writes a visit. @returns whether its id is new */
export async function insertVisit(tx: Tx, visit: StoredVisit): Promise<boolean> {
  return (await own(tx).insertInto('grid_visit').values(columnsOf(visit)).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()) !== undefined
}

/** Writes visits that were made before. */
export async function insertVisits(tx: Tx, visits: readonly StoredVisit[]): Promise<void> {
  for (let at = 0; at < visits.length; at += BATCH) await own(tx).insertInto('grid_visit').values(visits.slice(at, at + BATCH).map(columnsOf)).execute()
}

/** Visits to these persons, the latest first. */
export async function visitsTo(tx: Tx, personIds: readonly string[]): Promise<StoredVisit[]> {
  const rows = await own(tx).selectFrom('grid_visit').selectAll().where('subject_kind', '=', 'person').where('subject_id', 'in', [...personIds]).orderBy('at', 'desc').orderBy('id').execute()
  return rows.map(visitOf)
}

/** Destroys what visits to these persons say of them: notes, what was verified, photos; answers which, and the photos that are to leave the store. */
export async function blankVisits(tx: Tx, personIds: readonly string[]): Promise<{ ids: string[]; photos: string[] }> {
  const visits = own(tx).selectFrom('grid_visit').select('id').where('subject_kind', '=', 'person').where('subject_id', 'in', [...personIds])
  const photos = await own(tx).deleteFrom('grid_visit_photo').where('visit_id', 'in', visits).returning('file_hash').execute()
  const blank = await own(tx).updateTable('grid_visit').set({ note_cipher: null, verified: {} }).where('subject_kind', '=', 'person').where('subject_id', 'in', [...personIds]).returning('id').execute()
  return { ids: blank.map(({ id }) => id), photos: photos.map((photo) => photo.file_hash) }
}

/** What was answered to a visit in sight. */
export async function receiptOf(tx: Tx, id: string): Promise<VisitReceipt | undefined> {
  const row = await own(tx).selectFrom('grid_visit').select('receipt').where('id', '=', id).executeTakeFirst()
  return row && VisitReceipt.parse(row.receipt)
}

export async function keepReceipt(tx: Tx, receipt: VisitReceipt): Promise<void> {
  await own(tx).updateTable('grid_visit').set({ receipt }).where('id', '=', receipt.id).execute()
}

interface VisitFilter {
  readonly areas: readonly string[]
  readonly kind?: VisitSubject | undefined
  readonly subjectId?: string | undefined
  readonly since?: string | undefined
  readonly routine?: string | undefined
  /** Not those of these routines. */
  readonly except?: readonly string[]
  readonly after?: ListPlace | undefined
  readonly limit: number
}

function matching(tx: Tx, { areas, kind, subjectId, since, routine, except = [] }: Omit<VisitFilter, 'limit' | 'after'>) {
  let rows = own(tx).selectFrom('grid_visit').where(sql<boolean>`area_path <@ any(${[...areas]}::ltree[])`)
  if (kind) rows = rows.where('subject_kind', '=', kind)
  if (subjectId) rows = rows.where('subject_id', '=', subjectId)
  if (since) rows = rows.where('day', '>=', since)
  if (routine) rows = rows.where('routine', '=', routine)
  if (except.length > 0) rows = rows.where((eb) => eb.or([eb('routine', 'is', null), eb('routine', 'not in', [...except])]))
  return rows
}

/** Visits in sight, the latest first; one more than asked when there are more. */
export async function readVisits(tx: Tx, { after, limit, ...filter }: VisitFilter): Promise<StoredVisit[]> {
  let rows = matching(tx, filter).selectAll()
  if (after) rows = rows.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  return (await rows.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit + 1).execute()).map(visitOf)
}

/** How many visits there are, counted no further than `most`. */
export async function countVisits(tx: Tx, filter: Omit<VisitFilter, 'limit' | 'after'>, most: number): Promise<number> {
  return (await matching(tx, filter).select('id').limit(most).execute()).length
}

interface AreaVisits {
  readonly visits: number
  readonly evenings: number
  readonly flights: number
}

/** What one person did since a day. */
export async function workOf(tx: Tx, byId: string, since: string): Promise<AreaVisits> {
  const { rows: [row] } = await sql<AreaVisits>`
    select count(*)::int as visits, count(*) filter (where is_evening)::int as evenings, coalesce(sum(flights), 0)::int as flights from grid_visit where by_id = ${byId}::uuid and day >= ${since}::date`.execute(tx)
  return row ?? { visits: 0, evenings: 0, flights: 0 }
}

/** Visits of staff by area since a day, cut off at so many labels: how many, how many of them in the evening, how many storeys were climbed. */
export async function countVisitsByArea(tx: Tx, { area, labels, since }: { readonly area: string; readonly labels: number; readonly since: string }): Promise<Map<string, AreaVisits>> {
  const { rows } = await sql<AreaVisits & { path: string }>`
    select subpath(area_path, 0, least(nlevel(area_path), ${sql.lit(labels)}))::text as path, count(*)::int as visits, count(*) filter (where is_evening)::int as evenings, coalesce(sum(flights), 0)::int as flights from grid_visit where by_id is not null and day >= ${since}::date and area_path <@ ${area}::ltree group by 1`.execute(tx)
  return new Map(rows.map(({ path, ...own }) => [path, own]))
}

/** When people recorded visits since a moment, in sight. */
export async function visitTimes(tx: Tx, { people, since }: { readonly people: readonly string[]; readonly since: Date }): Promise<{ person: string; at: Date }[]> {
  if (people.length === 0) return []
  const rows = await own(tx).selectFrom('grid_visit').select(['by_id', 'at']).where('by_id', 'in', [...people]).where('at', '>=', since).execute()
  return rows.flatMap(({ by_id, at }) => (by_id === null ? [] : [{ person: by_id, at }]))
}

/** How often a field was verified on visits in a place, and how often it was not right. */
export interface VerifiedCount {
  readonly kind: VisitSubject
  readonly field: string
  readonly path: string
  readonly asked: number
  readonly found: number
}

/** What was verified since a day: in an area, as of one place, or everywhere in sight, of each place. */
export async function countVerified(tx: Tx, { area, since }: { readonly area?: string; readonly since: string }): Promise<VerifiedCount[]> {
  const { rows } = await sql<VerifiedCount>`
    select subject_kind as kind, f.key as field, ${area === undefined ? sql`area_path::text` : sql`${area}::text`} as path, count(*)::int as asked, count(*) filter (where f.value <> 'right')::int as found
    from grid_visit cross join lateral jsonb_each_text(verified) f
    where verified <> '{}' and day >= ${since}::date and ${area === undefined ? sql`true` : sql`area_path <@ ${area}::ltree`} group by 1, 2, 3`.execute(tx)
  return [...rows]
}

/** Visits in an area since a day. */
export async function countVisitsSince(tx: Tx, { area, since }: { readonly area: string; readonly since: string }): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*)::int as count from grid_visit where day >= ${since}::date and area_path <@ ${area}::ltree`.execute(tx)
  return row?.count ?? 0
}

/** The same of each place. */
export async function visitsByPlaceSince(tx: Tx, since: string): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`select area_path::text as path, count(*)::int as count from grid_visit where day >= ${since}::date group by 1`.execute(tx)
  return [...rows]
}
