import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Residents who signed in, the codes sent to telephones, family helpers with their consent, and what they did for somebody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table resident_account (
      id uuid primary key,
      phone_cipher bytea,
      phone_index bytea unique,
      wechat_index bytea unique,
      created_at timestamptz not null,
      check (phone_index is not null or wechat_index is not null),
      check ((phone_index is null) = (phone_cipher is null))
    );
    comment on table resident_account is 'Residents who signed in by telephone or WeChat; no staff. The telephone is sealed, the WeChat id only a blind index.';

    create table resident_session (
      token_hash bytea primary key,
      account_id uuid not null references resident_account on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );
    comment on table resident_session is 'Sessions of residents, apart from those of staff; only hashes of tokens.';
    create index resident_session_by_account on resident_session (account_id);

    create table resident_report (
      account_id uuid not null references resident_account on delete cascade,
      case_id uuid not null,
      at timestamptz not null,
      primary key (account_id, case_id)
    );
    comment on table resident_report is 'Reports made without a telephone that somebody added to their own by query code.';

    create table resident_consent (
      id uuid primary key,
      helper_account uuid not null references resident_account on delete cascade,
      helper_name_cipher bytea not null,
      parent_phone_cipher bytea not null,
      parent_phone_index bytea not null,
      parent_name_cipher bytea not null,
      scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['report', 'book', 'follow']),
      way text not null check (way in ('code', 'paper')),
      paper_note text check ((way = 'paper') = (paper_note is not null)),
      recorded_name text,
      asked_at timestamptz not null,
      agreed_at timestamptz,
      ends_at timestamptz not null,
      ended_at timestamptz,
      ended_by text check (ended_by in ('helper', 'parent', 'staff'))
    );
    comment on table resident_consent is 'That somebody may act for somebody else, for what and until when; asked until the parent''s code came back or a paper was recorded.';
    create index resident_consent_by_helper on resident_consent (helper_account);
    create index resident_consent_by_parent on resident_consent (parent_phone_index);

    create table resident_code (
      id uuid primary key,
      purpose text not null check (purpose in ('login', 'helper')),
      phone_index bytea not null,
      consent_id uuid references resident_consent on delete cascade,
      code_index bytea not null,
      tries smallint not null,
      sent_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    comment on table resident_code is 'Codes sent to telephones: keyed hashes, good for ten minutes and five tries.';
    create index resident_code_by_phone on resident_code (phone_index, sent_at);

    create table resident_act (
      id uuid primary key,
      consent_id uuid not null references resident_consent on delete cascade,
      at timestamptz not null,
      kind text not null check (kind in ('report', 'book', 'look')),
      object_id uuid not null,
      about text not null
    );
    comment on table resident_act is 'What a helper did or looked at for somebody, for that somebody to read.';
    create index resident_act_by_consent on resident_act (consent_id, at);

    alter table case_reporter add column through_cipher bytea;
    comment on column case_reporter.through_cipher is 'Who reported for the reporter, with consent.';
    alter table service_booking add column through_cipher bytea;
    create index service_booking_of_phone on service_booking (phone_index) where phone_index is not null;
  `.execute(db)
  for (const table of ['resident_account', 'resident_session', 'resident_report', 'resident_consent', 'resident_code', 'resident_act']) await close(db, table)
}

/** These belong to residents: no scope of staff reaches them. */
async function close(db: Kysely<unknown>, name: string): Promise<void> {
  const [table, policy] = [sql.table(name), sql.id(`${name}_closed`)]
  await sql`alter table ${table} enable row level security`.execute(db)
  await sql`alter table ${table} force row level security`.execute(db)
  await sql`create policy ${policy} on ${table} using ((select yihu_all())) with check ((select yihu_all()))`.execute(db)
}
