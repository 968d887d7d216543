import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../kernel/db/index.ts'
import type { RuleContent } from './choose.ts'
import { StoredContent } from './repo.ts'
import type { DutyTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DutyTables>()
const Rules = z.array(StoredContent)

export interface StoredDraft {
  readonly path: string
  /** Counts every change, also through publishing and dropping. */
  readonly revision: number
  /** Null: nobody is writing. */
  readonly rules: readonly RuleContent[] | null
  readonly editor: string
  readonly changedAt: Date
}

/** The draft of a street; null when there never was one. */
export async function readDraft(tx: Tx, path: string): Promise<StoredDraft | null> {
  const row = await own(tx).selectFrom('duty_draft').selectAll().where('path', '=', path).executeTakeFirst()
  return row ? { path, revision: row.revision, rules: row.rules === null ? null : Rules.parse(row.rules), editor: row.editor_name, changedAt: row.changed_at } : null
}

/** Writes a draft whole. */
export async function writeDraft(tx: Tx, draft: StoredDraft): Promise<void> {
  const values = { revision: draft.revision, rules: draft.rules && [...draft.rules], editor_name: draft.editor, changed_at: draft.changedAt }
  await own(tx).insertInto('duty_draft').values({ path: draft.path, ...values }).onConflict((clash) => clash.column('path').doUpdateSet(values)).execute()
}

/** Those who write a street's rules wait for one another. */
export async function lockSet(tx: Tx, path: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`duty ${path}`}, 0))`.execute(tx)
}

export interface StoredVersion {
  readonly path: string
  readonly number: number
  readonly note: string
  readonly authorId: string | null
  readonly author: string
  readonly publishedAt: Date
  readonly restoredFrom: number | null
  readonly rules: readonly RuleContent[]
}

const KEPT_IN_LIST = 100

/** The newest versions of a street's set, newest first. */
export async function readVersions(tx: Tx, path: string): Promise<StoredVersion[]> {
  const rows = await own(tx).selectFrom('duty_version').selectAll().where('path', '=', path).orderBy('number', 'desc').limit(KEPT_IN_LIST).execute()
  return rows.map((row) => ({
    path, number: row.number, note: row.note, authorId: row.author_id, author: row.author_name, publishedAt: row.published_at,
    restoredFrom: row.restored_from, rules: Rules.parse(row.rules),
  }))
}

/** Keeps a published set for good. */
export async function insertVersion(tx: Tx, version: StoredVersion): Promise<void> {
  await own(tx).insertInto('duty_version').values({
    path: version.path, number: version.number, note: version.note, author_id: version.authorId, author_name: version.author,
    published_at: version.publishedAt, restored_from: version.restoredFrom, rules: [...version.rules],
  }).execute()
}
