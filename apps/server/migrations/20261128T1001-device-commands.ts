import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What devices are told: kept until sent, sent when the device is connected, closed by its answer or by time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table device_command (
      id uuid primary key,
      device_id text not null references device,
      kind text not null,
      payload jsonb not null,
      queued_at timestamptz not null,
      queued_by text not null,
      expires_at timestamptz not null,
      sent_at timestamptz,
      answered_at timestamptz,
      is_done boolean,
      answer text
    );
    comment on table device_command is 'Commands to devices; is_done is what the device itself answered.';
    create index device_command_by_device on device_command (device_id, queued_at desc);
    create index device_command_open on device_command (device_id, queued_at) where answered_at is null;

    alter table device_command enable row level security;
    alter table device_command force row level security;
    create policy device_command_seen on device_command using ((select yihu_all()) or exists (select from device d where d.id = device_id));
  `.execute(db)
}
