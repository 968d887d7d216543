import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What is done on phones without signal, each once, and the phones themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table offline_action (
      id uuid primary key,
      user_id uuid not null references user_account(id),
      device uuid not null,
      kind text not null,
      said_at timestamptz not null,
      at timestamptz not null,
      received_at timestamptz not null,
      outcome text not null check (outcome in ('applied', 'clash', 'refused')),
      answer jsonb not null default '{}'
    );
    comment on table offline_action is 'What somebody did on a phone, maybe without signal: its id is taken once and its answer kept. said_at: by the phone; at: corrected by what its clock was off.';
    create index offline_action_by_user on offline_action (user_id, received_at desc);

    create table patrol_device (
      id uuid not null,
      user_id uuid not null references user_account(id),
      name text not null,
      secret_cipher bytea not null,
      session_hash bytea,
      opened_at timestamptz not null,
      seen_at timestamptz not null,
      revoked_at timestamptz,
      primary key (id, user_id)
    );
    comment on table patrol_device is 'A phone of somebody: the key of what it keeps, sealed, released at login; once revoked never again.';
    create index patrol_device_by_user on patrol_device (user_id);
  `.execute(db)
  for (const name of ['offline_action', 'patrol_device']) {
    const isOwn = sql`((select yihu_all()) or user_id = (select yihu_user()))`
    await sql`alter table ${sql.table(name)} enable row level security`.execute(db)
    await sql`alter table ${sql.table(name)} force row level security`.execute(db)
    await sql`create policy ${sql.id(`${name}_own`)} on ${sql.table(name)} using ${isOwn} with check ${isOwn}`.execute(db)
  }
}
