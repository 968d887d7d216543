import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What people are told, and the messages that leave the house for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice (
      id uuid primary key,
      user_id uuid not null,
      at timestamptz not null,
      kind text not null,
      title text not null,
      text text not null,
      case_id uuid,
      case_number text,
      card text check (card in ('green', 'yellow', 'red')),
      read_at timestamptz,
      dedupe_key text,
      constraint notice_once unique (user_id, dedupe_key)
    );
    comment on table notice is 'A person''s notices. The same dedupe_key tells a person only once.';
    create index notice_by_user on notice (user_id, id desc);
    create index notice_unread on notice (user_id, id desc) where read_at is null;
    create index notice_by_case on notice (case_id) where case_id is not null;

    alter table notice enable row level security;
    alter table notice force row level security;
    create policy notice_read on notice for select using ((select yihu_all()) or user_id = (select yihu_user()));
    create policy notice_update on notice for update using ((select yihu_all()) or user_id = (select yihu_user()));
    create policy notice_delete on notice for delete using ((select yihu_all()));
    create policy notice_insert on notice for insert with check (true);

    create table notice_outgoing (
      id uuid primary key,
      key text not null unique,
      channel text not null,
      title text not null,
      text text not null,
      is_urgent boolean not null default false,
      state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
      attempts integer not null default 0,
      due_at timestamptz not null,
      created_at timestamptz not null,
      sent_at timestamptz,
      last_error text
    );
    comment on table notice_outgoing is 'Messages for channels outside; key makes each leave once. failed = given up, shown to the administrator.';
    create index notice_outgoing_due on notice_outgoing (due_at) where state in ('waiting', 'sending');

    alter table notice_outgoing enable row level security;
    alter table notice_outgoing force row level security;
    create policy notice_outgoing_system on notice_outgoing using ((select yihu_all()));
    create policy notice_outgoing_insert on notice_outgoing for insert with check (true);
  `.execute(db)
}
