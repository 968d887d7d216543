import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Cases, their append-only trace, reporters, attachments, numbering; and the signals they came from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createCases(db)
  await createTrace(db)
  await createAround(db)
  await secure(db)
}

/** `core` is the flow's own state (packages/domain); the columns lists need are generated from it and cannot drift. */
async function createCases(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_file (
      id uuid primary key,
      street text not null,
      number text not null unique,
      version integer not null default 1,
      source text not null,
      title text not null,
      text text not null,
      area_path ltree not null,
      area_name text not null,
      place_source text not null check (place_source in ('point', 'code', 'address', 'none')),
      address text,
      lon double precision,
      lat double precision,
      core jsonb not null,
      state text not null generated always as (core ->> 'state') stored,
      outcome text generated always as (core ->> 'outcome') stored,
      class_code text generated always as (core ->> 'classCode') stored,
      owner_unit text generated always as (core ->> 'ownerUnit') stored,
      pending_kind text generated always as (core -> 'pending' ->> 'kind') stored,
      is_urged boolean not null generated always as (core -> 'urgedAt' <> 'null'::jsonb) stored,
      merged_into uuid,
      parent_id uuid references case_file,
      class_reason jsonb,
      dispatch_reason jsonb,
      fixed_due_at timestamptz,
      due_at timestamptz,
      stage_due_at timestamptz,
      calendar_version text not null,
      card text not null default 'green' check (card in ('green', 'yellow', 'red')),
      registered_at timestamptz not null,
      changed_at timestamptz not null,
      search text not null
    );
    comment on table case_file is 'One matter that needs attention: one owner, one deadline, one answer.';
    create index case_file_newest on case_file (registered_at desc, id desc);
    create index case_file_by_due on case_file (coalesce(due_at, 'infinity'::timestamptz), id)
      where state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking') and merged_into is null;
    create index case_file_accepting on case_file (coalesce(due_at, 'infinity'::timestamptz), id)
      where state in ('registered', 'verifying') and merged_into is null;
    create index case_file_dispatching on case_file (coalesce(due_at, 'infinity'::timestamptz), id)
      where state = 'filed' and merged_into is null;
    create index case_file_checking on case_file (coalesce(due_at, 'infinity'::timestamptz), id)
      where state in ('replied', 'checking', 'closed') and merged_into is null;
    create index case_file_handling on case_file (owner_unit, coalesce(due_at, 'infinity'::timestamptz), id)
      where state in ('dispatched', 'handling', 'suspended', 'escalated') and merged_into is null;
    create index case_file_pending on case_file (coalesce(due_at, 'infinity'::timestamptz), id) where pending_kind is not null;
    create index case_file_urged on case_file (coalesce(due_at, 'infinity'::timestamptz), id) where is_urged;
    create index case_file_by_path on case_file using gist (area_path);
    create index case_file_by_parent on case_file (parent_id) where parent_id is not null;
    create index case_file_by_survivor on case_file (merged_into) where merged_into is not null;
    create index case_file_open_place on case_file using gist (point(lon, lat))
      where state not in ('closed', 'archived', 'void') and merged_into is null and lon is not null;
    create index case_file_search on case_file using gin (search gin_trgm_ops);
    create index case_file_calls on case_file using gin ((core -> 'calledUnits') jsonb_path_ops)
      where core -> 'calledUnits' <> '[]'::jsonb;

    create table case_counter (
      street text not null,
      day date not null,
      last integer not null,
      primary key (street, day)
    );
    comment on table case_counter is 'Gapless daily serial of case numbers per street.';
  `.execute(db)
}

async function createTrace(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_event (
      street text not null,
      seq bigint not null,
      at timestamptz not null,
      case_id uuid not null,
      kind text not null,
      actor_id uuid,
      actor_name text not null,
      unit_id text,
      from_state text,
      to_state text not null,
      payload jsonb not null,
      prev bytea not null,
      hash bytea not null,
      primary key (street, seq, at)
    ) partition by range (at);
    comment on table case_event is 'Every move, append-only, chained by SM3 over its canonical form and the previous hash, per street.';
    create index case_event_by_case on case_event (case_id, seq);
    create table case_event_rest partition of case_event default;

    create function ensure_case_event_month(day date) returns void language plpgsql security definer set search_path = public as $f$
    declare first date := date_trunc('month', day)::date;
    begin
      if to_regclass('case_event_' || to_char(first, 'YYYYMM')) is null then
        execute format('create table %I partition of case_event for values from (%L) to (%L)',
          'case_event_' || to_char(first, 'YYYYMM'), first, first + interval '1 month');
        execute format('alter table %I enable row level security', 'case_event_' || to_char(first, 'YYYYMM'));
        execute format('alter table %I force row level security', 'case_event_' || to_char(first, 'YYYYMM'));
      end if;
    end $f$;

    create function refuse_rewrite() returns trigger language plpgsql as $f$
    begin
      raise exception 'append-only: % on %', tg_op, tg_table_name using errcode = '42501';
    end $f$;
    create trigger case_event_append_only before update or delete on case_event for each row execute function refuse_rewrite();
    revoke update, delete, truncate on case_event, case_event_rest from yihu_app;
  `.execute(db)
}

async function createAround(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_reporter (
      case_id uuid primary key references case_file,
      name_cipher bytea,
      phone_cipher bytea,
      phone_index bytea,
      is_secret boolean not null default false
    );
    comment on table case_reporter is 'Who told us: encrypted per field, found by a keyed blind index, shown only for a purpose.';
    create index case_reporter_by_phone on case_reporter (phone_index) where phone_index is not null;

    create table attachment (
      id uuid primary key,
      file_hash text not null references file_object,
      name text not null,
      uploaded_by uuid,
      created_at timestamptz not null,
      case_id uuid references case_file,
      event_seq bigint
    );
    create index attachment_by_case on attachment (case_id) where case_id is not null;
    create index attachment_waiting on attachment (created_at) where case_id is null;

    create table signal (
      source text not null,
      sender_id text not null,
      street text not null,
      area_path ltree not null,
      kind text not null,
      at timestamptz not null,
      taken_at timestamptz not null,
      case_id uuid not null references case_file deferrable initially deferred,
      primary key (source, sender_id)
    );
    comment on table signal is 'What a source said. The sender''s own id: the same id twice is one signal.';
    create index signal_by_case on signal (case_id);
  `.execute(db)
}

/** Who sees a case: its area, the unit that holds it, the units called to it. Everything around a case follows the case. */
async function secure(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table case_file enable row level security;
    alter table case_file force row level security;
    create policy case_file_seen on case_file using (
      (select yihu_all())
      or area_path <@ any ((select yihu_scope())::ltree[])
      or owner_unit = any ((select yihu_units())::text[])
      or (core -> 'calledUnits' <> '[]'::jsonb and (core -> 'calledUnits') ?| (select yihu_units())::text[])
      or (core -> 'verification' ->> 'unitId') = any ((select yihu_units())::text[])
    );

    alter table case_event enable row level security;
    alter table case_event force row level security;
    alter table case_event_rest enable row level security;
    alter table case_event_rest force row level security;
    create policy case_event_seen on case_event using ((select yihu_all()) or exists (select from case_file c where c.id = case_id));

    alter table case_reporter enable row level security;
    alter table case_reporter force row level security;
    create policy case_reporter_seen on case_reporter using ((select yihu_all()) or exists (select from case_file c where c.id = case_id));

    alter table attachment enable row level security;
    alter table attachment force row level security;
    create policy attachment_seen on attachment using ((select yihu_all()) or exists (select from case_file c where c.id = case_id));

    alter table signal enable row level security;
    alter table signal force row level security;
    create policy signal_seen on signal using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
