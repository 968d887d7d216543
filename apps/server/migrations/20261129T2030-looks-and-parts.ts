import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * A look into a sensitive register says which one: its own readers are told of it, not those of another of its kind. Parts
 * have a version, so that two who change one see each other. Ends of relations lie never in the future: one that was
 * entered for a later day is open again until that day is entered.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    select set_config('yihu.scope', '*', true);
    alter table person_access add column register_id uuid references sensitive_register (id);
    comment on column person_access.register_id is 'The sensitive register that was looked into; null also for looks from before it was noted.';
    alter table part add column version integer not null default 1;
    create temporary table ending on commit drop as select id, from_id from relation where until > (now() at time zone 'Asia/Shanghai')::date;
    update relation set until = null where id in (select id from ending);
    select settle_people(array(select from_id from ending));
  `.execute(db)
}
