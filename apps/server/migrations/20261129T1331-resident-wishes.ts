import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Residents who want to be told once, in WeChat, when a report is done. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table resident_wish (
      id uuid primary key,
      case_id uuid not null,
      number text not null,
      open_cipher bytea not null,
      open_index bytea not null,
      at timestamptz not null,
      due_at timestamptz,
      done_at timestamptz,
      attempts smallint not null,
      unique (case_id, open_index)
    );
    comment on table resident_wish is 'Who wants to be told in WeChat when a report is done; the WeChat id is sealed and goes with the message, or after half a year.';
    create index resident_wish_due on resident_wish (due_at) where due_at is not null;
    create index resident_wish_by_age on resident_wish (at);
    alter table resident_wish enable row level security;
    alter table resident_wish force row level security;
    create policy resident_wish_closed on resident_wish using ((select yihu_all())) with check ((select yihu_all()));
  `.execute(db)
}
