import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Service hours that people set; without a row the shipped ones count. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table service_hours (
      version integer primary key check (version > 0),
      hours jsonb not null,
      source text not null,
      saved_by uuid not null,
      saved_at timestamptz not null
    );
    comment on table service_hours is 'Every set of service hours, the newest counts. Carries no area: one calendar for all.';
    create trigger service_hours_append_only before update or delete on service_hours for each row execute function refuse_rewrite();
    revoke update, delete, truncate on service_hours from yihu_app;
    create trigger service_hours_revise after insert or update or delete or truncate on service_hours
      for each statement execute function yihu_revise('calendar');
  `.execute(db)
}
