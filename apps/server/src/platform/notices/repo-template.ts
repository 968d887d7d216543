import type { Kysely } from 'kysely'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { NoticeTables } from './tables.ts'

const own = (db: Kysely<Database>) => db.$pickTables<NoticeTables>()

/** A text the street changed. */
export interface StoredTemplate {
  readonly key: string
  readonly title: string
  readonly text: string
  readonly version: number
  readonly changedBy: string
  readonly changedAt: Date
}

export async function readTemplates(db: Kysely<Database>): Promise<StoredTemplate[]> {
  return own(db).selectFrom('notice_template').select(['key', 'title', 'text', 'version', 'changed_by as changedBy', 'changed_at as changedAt']).execute()
}

/** The same of one key, locked; undefined while the original is in use. */
export async function lockTemplate(tx: Tx, key: string): Promise<StoredTemplate | undefined> {
  return own(tx).selectFrom('notice_template').select(['key', 'title', 'text', 'version', 'changed_by as changedBy', 'changed_at as changedAt']).where('key', '=', key).forUpdate().executeTakeFirst()
}

/** Writes a text; false when somebody else was first. */
export async function writeTemplate(tx: Tx, { key, title, text, version, changedBy, changedAt }: StoredTemplate): Promise<boolean> {
  const values = { title, text, version, changed_by: changedBy, changed_at: changedAt }
  const result = await own(tx).insertInto('notice_template').values({ key, ...values })
    .onConflict((clash) => clash.column('key').doUpdateSet(values).where('notice_template.version', '=', version - 1)).executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function deleteTemplate(tx: Tx, key: string): Promise<void> {
  await own(tx).deleteFrom('notice_template').where('key', '=', key).execute()
}
