import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Care of people who live alone: who, with consent; contacts in order; devices; absences; reminders; what happened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPeople(db)
  await createReminders(db)
  await secure(db)
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table care_person (
      id uuid primary key,
      version integer not null default 1,
      kind text not null,
      area_path ltree not null,
      area_name text not null,
      room text,
      name_cipher bytea,
      name_index bytea,
      phone_cipher bytea,
      phone_index bytea,
      note_cipher bytea,
      pool_person_id uuid,
      consent_by text not null check (consent_by in ('self', 'guardian')),
      consent_name_cipher bytea,
      consent_day date not null,
      consent_scopes text[] not null,
      away_from timestamptz,
      away_until timestamptz,
      away_said_cipher bytea,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      ended_at timestamptz,
      ended_reason text,
      check (ended_at is not null or name_cipher is not null),
      check ((away_from is null) = (away_until is null))
    );
    comment on table care_person is 'Somebody under care. Personal fields are encrypted each; when care ends they are deleted and only that there was care remains.';
    create index care_person_by_path on care_person using gist (area_path);
    create index care_person_by_phone on care_person (phone_index) where phone_index is not null;
    create index care_person_by_name on care_person (name_index) where name_index is not null;

    create table care_contact (
      id uuid primary key,
      person_id uuid not null references care_person,
      place integer not null,
      kind text not null check (kind in ('family', 'building-chief', 'neighbour', 'grid-worker')),
      name_cipher bytea not null,
      phone_cipher bytea not null,
      relation text,
      user_id uuid,
      consent_day date
    );
    comment on table care_contact is 'Whom to call for a person, in order; nobody is called who has not agreed.';
    create index care_contact_by_person on care_contact (person_id, place);

    create table care_device (
      device_id text primary key references device,
      person_id uuid not null references care_person,
      scope text not null
    );
    comment on table care_device is 'Which devices watch over whom, each within what the person agreed to.';
    create index care_device_by_person on care_device (person_id);

    create table care_event (
      id uuid primary key,
      person_id uuid not null references care_person,
      at timestamptz not null,
      kind text not null,
      text text not null,
      by_name text
    );
    comment on table care_event is 'What happened in a person''s care, without names and numbers.';
    create index care_event_by_person on care_event (person_id, at desc);
  `.execute(db)
}

async function createReminders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table care_reminder (
      id uuid primary key,
      person_id uuid not null references care_person,
      device_id text not null references device,
      kind text not null check (kind in ('medicine', 'alarm-clock', 'weather')),
      text text not null,
      times text[] not null,
      weekdays integer[] not null,
      last_day date,
      next_at timestamptz,
      created_at timestamptz not null,
      created_by text not null
    );
    comment on table care_reminder is 'What a one-key-call device says at which times; next_at is null when nothing is to come.';
    create index care_reminder_due on care_reminder (next_at) where next_at is not null;
    create index care_reminder_by_person on care_reminder (person_id);

    create table care_test_call (
      device_id text not null references device,
      month date not null,
      person_id uuid not null references care_person,
      called_at timestamptz not null,
      command_id uuid not null,
      answered_at timestamptz,
      reminded_at timestamptz,
      primary key (device_id, month)
    );
    comment on table care_test_call is 'The monthly test call of each one-key device and when it was answered by its test key; no contact is ever called by it.';
    create index care_test_call_by_person on care_test_call (person_id, month desc);
  `.execute(db)
}

/** Care is for those whose area the person lives in; all around follows the person. */
async function secure(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table care_person enable row level security;
    alter table care_person force row level security;
    create policy care_person_scope on care_person
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
  for (const table of ['care_contact', 'care_device', 'care_event', 'care_reminder', 'care_test_call']) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy ${sql.id(`${table}_seen`)} on ${sql.table(table)} using ((select yihu_all()) or exists (select from care_person p where p.id = person_id));
    `.execute(db)
  }
}
