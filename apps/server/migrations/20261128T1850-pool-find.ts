import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The pool is found quickly also under row-level security, which only leakproof operators may pass: equal bytes do, containment in an array does not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index person_by_name_key;
    create index person_by_spelling on person ((name_keys[1]));
    create index person_by_initials on person ((name_keys[2]));
    create index person_by_given on person ((name_keys[3]));

    create index household_by_place on household (area_path, id);
    create index organisation_by_place on organisation (area_path, id);
    create index vehicle_by_place on vehicle (area_path, id);

    alter table organisation add column spelling text;
    comment on column organisation.spelling is 'Full pinyin and initials of the name; a nightly job fills it where it is missing.';
  `.execute(db)
}
