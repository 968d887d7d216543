import { sql } from 'kysely'
import { ChecklistForm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { CheckTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CheckTables>()

/** A checklist as a street keeps it. */
export interface StoredList {
  readonly id: string
  readonly draft: ChecklistForm | null
  readonly revision: number
  readonly changedBy: string
  readonly changedAt: Date
}

/** One published version. */
export interface StoredVersion {
  readonly listId: string
  readonly version: number
  readonly form: ChecklistForm
  readonly note: string
  readonly publishedBy: string
  /** Null: it came with the program. */
  readonly publishedAt: Date | null
}

/** What a street changed or made, by id. */
export async function readLists(tx: Tx, street: string, id?: string): Promise<StoredList[]> {
  let rows = own(tx).selectFrom('checklist').selectAll().where('street', '=', street)
  if (id !== undefined) rows = rows.where('id', '=', id)
  return (await rows.orderBy('id').execute()).map((row) => ({
    id: row.id, draft: row.draft === null ? null : ChecklistForm.parse(row.draft), revision: row.revision, changedBy: row.changed_name, changedAt: row.changed_at,
  }))
}

/** Versions a street published, the latest first; of one list, or the latest of each. */
export async function readVersions(tx: Tx, street: string, { id }: { readonly id?: string } = {}): Promise<StoredVersion[]> {
  let rows = own(tx).selectFrom('checklist_version').selectAll().where('street', '=', street)
  rows = id === undefined ? rows.distinctOn('list_id').orderBy('list_id') : rows.where('list_id', '=', id)
  return (await rows.orderBy('version', 'desc').execute()).map((row) => ({
    listId: row.list_id, version: row.version, form: ChecklistForm.parse(row.form), note: row.note, publishedBy: row.published_name, publishedAt: row.published_at,
  }))
}

/** Keeps the next revision of a list. @returns whether nobody else was quicker */
export async function writeList(tx: Tx, street: string, { id, draft, revision, changedBy, changedAt }: StoredList): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into checklist (street, id, draft, revision, changed_name, changed_at) select ${street}::ltree, ${id}::uuid, ${draft}::jsonb, ${revision}::int, ${changedBy}::text, ${changedAt}::timestamptz
      where ${revision}::int = 1 or exists (select from checklist where street = ${street}::ltree and id = ${id}::uuid)
    on conflict (street, id) do update set draft = excluded.draft, revision = excluded.revision, changed_name = excluded.changed_name, changed_at = excluded.changed_at where checklist.revision = excluded.revision - 1
    returning id`.execute(tx)
  return rows.length > 0
}

/** Adds a version; it is never changed again. */
export async function insertVersion(tx: Tx, street: string, { listId, version, form, note, publishedBy, publishedAt }: StoredVersion & { readonly publishedAt: Date }): Promise<void> {
  await own(tx).insertInto('checklist_version').values({ street, list_id: listId, version, form, note, published_name: publishedBy, published_at: publishedAt }).execute()
}
