import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { StoryForm as WrittenForm, StoryKind, StoryState } from '@yihu/contracts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { ShowcaseTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<ShowcaseTables>()

/** The words of a piece; its pictures lie in `repo-picture.ts`. */
export type StoryForm = Omit<WrittenForm, 'pictures'>

/** A piece as stored. */
export interface StoredStory {
  readonly id: string
  readonly path: string
  readonly form: StoryForm
  readonly state: StoryState
  readonly version: number
  readonly writtenBy: string
  readonly writtenName: string
  readonly decidedName: string | null
  readonly note: string
  readonly changedAt: Date
  readonly publishedAt: Date | null
}

function storedOf(row: Selectable<Database['story']>): StoredStory {
  return {
    id: row.id, path: row.path, form: { kind: row.kind as StoryKind, title: row.title, body: row.body }, state: row.state as StoryState, // both checked by the table
    version: row.version, writtenBy: row.written_by, writtenName: row.written_name, decidedName: row.decided_name, note: row.note, changedAt: row.changed_at, publishedAt: row.published_at,
  }
}

/** Pieces of a street that everybody may read, the latest first. */
export async function publishedStories(tx: Tx, { street, limit }: { street: string; limit: number }): Promise<StoredStory[]> {
  const rows = await published(tx, street).orderBy('published_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(storedOf)
}

/** One piece of a street that everybody may read. */
export async function publishedStory(tx: Tx, { street, id }: { street: string; id: string }): Promise<StoredStory | undefined> {
  const row = await published(tx, street).where('id', '=', id).executeTakeFirst()
  return row && storedOf(row)
}

function published(tx: Tx, street: string) {
  return own(tx).selectFrom('story').selectAll().where('state', '=', 'published').where(sql<boolean>`path <@ ${street}::ltree`)
}

/** One piece in sight, locked until the end of the transaction. */
export async function lockStory(tx: Tx, id: string): Promise<StoredStory | undefined> {
  const row = await own(tx).selectFrom('story').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && storedOf(row)
}

/** What pieces in sight are called and how they stand, by id. */
export async function titlesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, { readonly title: string; readonly state: StoryState }>> {
  if (ids.length === 0) return new Map()
  const rows = await own(tx).selectFrom('story').select(['id', 'title', 'state']).where('id', 'in', [...ids]).execute()
  return new Map(rows.map(({ id, title, state }) => [id, { title, state: state as StoryState }])) // checked by the table
}

/** Pieces in sight whatever their state, those changed last first. */
export async function deskStories(tx: Tx, limit: number): Promise<StoredStory[]> {
  return (await own(tx).selectFrom('story').selectAll().orderBy('changed_at', 'desc').orderBy('id').limit(limit).execute()).map(storedOf)
}

export async function insertStories(tx: Tx, stories: readonly StoredStory[]): Promise<void> {
  await own(tx).insertInto('story').values(stories.map((story) => ({ id: story.id, path: story.path, ...changing(story) }))).execute()
}

/** Writes the next version of a locked piece. */
export async function updateStory(tx: Tx, story: StoredStory): Promise<void> {
  await own(tx).updateTable('story').set(changing(story)).where('id', '=', story.id).execute()
}

function changing({ form, state, version, writtenBy, writtenName, decidedName, note, changedAt, publishedAt }: StoredStory) {
  return { ...form, state, version, written_by: writtenBy, written_name: writtenName, decided_name: decidedName, note, changed_at: changedAt, published_at: publishedAt }
}
