import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The words of notices and resident messages where the street changed them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice_template (
      key text primary key,
      title text not null,
      text text not null,
      version integer not null check (version > 0),
      changed_by text not null,
      changed_at timestamptz not null
    );
    comment on table notice_template is 'Texts that differ from the shipped ones; a removed row is the original again. Carries no area: one wording for all.';
    create trigger notice_template_revise after insert or update or delete or truncate on notice_template
      for each statement execute function yihu_revise('notice_template');
  `.execute(db)
}
