import { sql } from 'kysely'
import type { Selectable, SqlBool } from 'kysely'
import type { ActivityForm, StoryState } from '@yihu/contracts'
import type { PlaceCount } from '@yihu/domain'
import type { Database, Tx } from '../../../kernel/db/index.ts'
import type { ShowcaseTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<ShowcaseTables>()

/** An activity as stored. */
export interface StoredActivity {
  readonly id: string
  readonly path: string
  readonly form: ActivityForm
  readonly state: StoryState
  readonly version: number
  readonly writtenBy: string
  readonly writtenName: string
  readonly decidedName: string | null
  readonly note: string
  readonly changedAt: Date
  readonly storyId: string | null
}

function storedOf(row: Selectable<Database['activity']>): StoredActivity {
  return {
    id: row.id, path: row.path, state: row.state as StoryState, // checked by the table
    form: { title: row.title, place: row.place, audience: row.audience, body: row.body, startsAt: row.starts_at.toISOString(), endsAt: row.ends_at.toISOString(), seats: row.seats, volunteerSeats: row.volunteer_seats },
    version: row.version, writtenBy: row.written_by, writtenName: row.written_name, decidedName: row.decided_name, note: row.note, changedAt: row.changed_at, storyId: row.story_id,
  }
}

/** From then on nobody signs up or cancels, and hours are noted. */
export function hasBegun({ form: { startsAt } }: StoredActivity, now: number): boolean {
  return Date.parse(startsAt) <= now
}

/** Activities of a street that everybody may read and that ended after a moment, the latest to begin first. */
export async function publishedActivities(tx: Tx, { street, endedAfter, limit }: { street: string; endedAfter: Date; limit: number }): Promise<StoredActivity[]> {
  return (await published(tx, street).where('ends_at', '>', endedAfter).orderBy('starts_at', 'desc').orderBy('activity.id').limit(limit).execute()).map(readByAll)
}

/** One activity of a street that everybody may read. */
export async function publishedActivity(tx: Tx, { street, id }: { street: string; id: string }): Promise<StoredActivity | undefined> {
  const row = await published(tx, street).where('activity.id', '=', id).executeTakeFirst()
  return row && readByAll(row)
}

function readByAll({ shown_story: story, ...row }: Selectable<Database['activity']> & { shown_story: string | null }): StoredActivity {
  return storedOf({ ...row, story_id: story })
}

/** A story that was taken down meanwhile is told of no more. */
function published(tx: Tx, street: string) {
  return own(tx).selectFrom('activity').leftJoin('story', (join) => join.onRef('story.id', '=', 'activity.story_id').on('story.state', '=', 'published'))
    .selectAll('activity').select('story.id as shown_story').where('activity.state', '=', 'published').where(sql<SqlBool>`activity.path <@ ${street}::ltree`)
}

/** One activity in sight. */
export async function activityOf(tx: Tx, id: string): Promise<StoredActivity | undefined> {
  const row = await own(tx).selectFrom('activity').selectAll().where('id', '=', id).executeTakeFirst()
  return row && storedOf(row)
}

/** The same, locked until the end of the transaction: who takes a seat of it waits for whoever takes one now. */
export async function lockActivity(tx: Tx, id: string): Promise<StoredActivity | undefined> {
  const row = await own(tx).selectFrom('activity').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && storedOf(row)
}

/** Activities by id, whatever their state. */
export async function activitiesById(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredActivity>> {
  if (ids.length === 0) return new Map()
  const rows = await own(tx).selectFrom('activity').selectAll().where('id', 'in', [...ids]).execute()
  return new Map(rows.map((row) => [row.id, storedOf(row)]))
}

/** From a moment to another, in milliseconds. */
interface Span {
  readonly from: number
  readonly until: number
}

/** Activities in sight, the latest to begin first; of a time only those that begin in it. */
export async function deskActivities(tx: Tx, { span, area, state, limit }: { span: Span | undefined; area: string | undefined; state: StoryState | undefined; limit: number }): Promise<StoredActivity[]> {
  let query = own(tx).selectFrom('activity').selectAll().orderBy('starts_at', 'desc').orderBy('id').limit(limit)
  if (span) query = query.where('starts_at', '>=', new Date(span.from)).where('starts_at', '<', new Date(span.until))
  if (area !== undefined) query = query.where(sql<SqlBool>`path <@ ${area}::ltree`)
  if (state !== undefined) query = query.where('state', '=', state)
  return (await query.execute()).map(storedOf)
}

export async function insertActivities(tx: Tx, activities: readonly StoredActivity[]): Promise<void> {
  await own(tx).insertInto('activity').values(activities.map((activity) => ({ id: activity.id, path: activity.path, ...changing(activity) }))).execute()
}

/** Writes the next version of a locked activity. */
export async function updateActivity(tx: Tx, activity: StoredActivity): Promise<void> {
  await own(tx).updateTable('activity').set(changing(activity)).where('id', '=', activity.id).execute()
}

function changing({ form: { startsAt, endsAt, volunteerSeats, ...form }, state, version, writtenBy, writtenName, decidedName, note, changedAt, storyId }: StoredActivity) {
  return {
    ...form, starts_at: new Date(startsAt), ends_at: new Date(endsAt), volunteer_seats: volunteerSeats, state, version, written_by: writtenBy, written_name: writtenName, decided_name: decidedName, note, changed_at: changedAt, story_id: storyId,
  }
}

/** How many published activities in sight below an area begin within a time. */
export async function countActivities(tx: Tx, { area, from, until }: Span & { area: string }): Promise<number> {
  const row = await own(tx).selectFrom('activity').select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'published').where(sql<SqlBool>`path <@ ${area}::ltree`).where('starts_at', '>=', new Date(from)).where('starts_at', '<', new Date(until)).executeTakeFirstOrThrow()
  return row.count
}

/** The same of each place. */
export async function activitiesByPlace(tx: Tx, { from, until }: Span): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`
    select path::text as path, count(*)::int as count from activity where state = 'published' and starts_at >= ${new Date(from)} and starts_at < ${new Date(until)} group by 1`.execute(tx)
  return [...rows]
}
