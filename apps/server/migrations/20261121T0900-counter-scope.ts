import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * Behind row-level security too: how many cases a street had on a day is for the platform itself; what is known of a
 * stored file (its name, where a photo was taken) is for those who see a row that refers to it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table case_counter enable row level security;
    alter table case_counter force row level security;
    create policy case_counter_seen on case_counter using ((select yihu_all()));

    create index attachment_by_file on attachment (file_hash);
    alter table file_object enable row level security;
    alter table file_object force row level security;
    create policy file_object_seen on file_object using ((select yihu_all()) or exists (select from attachment a where a.file_hash = hash));
  `.execute(db)
}
