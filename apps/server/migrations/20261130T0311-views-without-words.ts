import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Saved filters keep no words (a name or telephone may stand in them); the words of an export lie sealed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update desk_setting set value = jsonb_set(value, '{views}', (select coalesce(jsonb_agg(jsonb_set(view, '{search}', (view -> 'search') - 'q') order by at), '[]') from jsonb_array_elements(value -> 'views') with ordinality as v(view, at)))
    where jsonb_typeof(value -> 'views') = 'array' and value::text like '%"q":%'`.execute(db)
  await sql`alter table export_job add column words bytea`.execute(db)
  await sql`update export_job set state = case when state in ('waiting', 'running') then 'expired' else state end, query = query - 'q', filter_text = regexp_replace(filter_text, '；?关键词：.*$', '') where query ? 'q'`.execute(db)
}
