import { sql } from 'kysely'
import { SheetTemplate } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { ExportTables } from './tables.ts'

/** A template as somebody changed it. */
export interface StoredTemplate {
  readonly id: string
  readonly form: SheetTemplate
  readonly version: number
  readonly changedBy: string
  readonly changedAt: Date
}

/** What a street changed or added. */
export async function readTemplates(tx: Tx, street: string): Promise<StoredTemplate[]> {
  const rows = await tx.$pickTables<ExportTables>().selectFrom('sheet_template').selectAll().where('street', '=', street).orderBy('id').execute()
  return rows.map((row) => ({ id: row.id, form: SheetTemplate.parse(row.form), version: row.version, changedBy: row.changed_name, changedAt: row.changed_at }))
}

/** Keeps the next version. @returns whether nobody else was quicker */
export async function writeTemplate(tx: Tx, street: string, { id, form, version, changedBy, changedAt }: StoredTemplate): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into sheet_template (street, id, form, version, changed_name, changed_at) select ${street}::ltree, ${id}::text, ${form}::jsonb, ${version}::int, ${changedBy}::text, ${changedAt}::timestamptz
      where ${version}::int = 1 or exists (select from sheet_template where street = ${street}::ltree and id = ${id})
    on conflict (street, id) do update set form = excluded.form, version = excluded.version, changed_name = excluded.changed_name, changed_at = excluded.changed_at where sheet_template.version = excluded.version - 1
    returning id`.execute(tx)
  return rows.length > 0
}

/** Sheets that were filled from the pool since a moment, by name, in sight. */
export async function countFilledSheets(tx: Tx, since: Date): Promise<{ name: string; times: number; rows: number }[]> {
  const { rows } = await sql<{ name: string; times: number; rows: number }>`
    select template ->> 'name' as name, count(*)::int as times, sum(rows)::int as rows from export_job where template is not null and state in ('done', 'expired') and created_at >= ${since}::timestamptz group by 1 order by 2 desc, 1`.execute(tx)
  return [...rows]
}
