import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Whoever sees a person may note that they looked: also at one who lives elsewhere and only owns, works or helps here. What is noted is read where it lies, as before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop policy person_access_scope on person_access`.execute(db)
  await sql`create policy person_access_scope on person_access
    using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
    with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]) or exists (select from person p where p.id = person_id))`.execute(db)
}
