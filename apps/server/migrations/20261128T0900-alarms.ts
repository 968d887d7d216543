import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Settings of scenarios by area and version, what triggers remember, alarms with their story. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSettings(db)
  await createMemory(db)
  await createAlarms(db)
}

/** Settings are no personal data: everybody reads them; who is responsible for the area changes them. */
async function createSettings(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table scenario_setting (
      path ltree not null,
      scenario text not null,
      version integer not null,
      is_on boolean not null,
      settings jsonb not null,
      ends_on date,
      changed_by uuid,
      changed_name text not null,
      changed_at timestamptz not null,
      primary key (path, scenario, version)
    );
    comment on table scenario_setting is 'What an area has set for a scenario; the highest version counts, there and below. Rows are never changed.';
    create index scenario_setting_by_path on scenario_setting using gist (path);
    create trigger scenario_setting_revise after insert or update or delete or truncate on scenario_setting
      for each statement execute function yihu_revise('scenario_setting');
    alter table scenario_setting enable row level security;
    alter table scenario_setting force row level security;
    create policy scenario_setting_read on scenario_setting for select using (true);
    create policy scenario_setting_insert on scenario_setting for insert
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
    create policy scenario_setting_delete on scenario_setting for delete using ((select yihu_all()));
  `.execute(db)
}

async function createMemory(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table trigger_memory (
      scenario text not null,
      subject text not null,
      path ltree not null,
      device_id text not null,
      setting text not null,
      memory json not null,
      due_at timestamptz,
      primary key (scenario, subject)
    ) with (fillfactor = 70);
    comment on table trigger_memory is 'What the triggers of a scenario remember of one subject (a device, a home, a zone …), and when time alone may change it.';
    alter table trigger_memory alter column memory set storage external;
    create index trigger_memory_due on trigger_memory (due_at) where due_at is not null;
    alter table trigger_memory enable row level security;
    alter table trigger_memory force row level security;
    create policy trigger_memory_system on trigger_memory using ((select yihu_all()));
  `.execute(db)
}

async function createAlarms(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table alarm (
      id uuid primary key,
      version integer not null default 1,
      path ltree not null,
      area_name text not null,
      scenario text not null,
      subject text not null,
      device_id text not null,
      device_name text not null,
      unit_id text,
      lon double precision,
      lat double precision,
      address text,
      severity text not null check (severity in ('notice', 'minor', 'major', 'critical')),
      rank smallint not null generated always as (case severity when 'critical' then 3 when 'major' then 2 when 'minor' then 1 else 0 end) stored,
      state text not null check (state in ('held', 'ringing', 'acknowledged', 'coming', 'snoozed', 'cleared')),
      is_drill boolean not null default false,
      is_quiet boolean not null default false,
      what text not null,
      why jsonb not null,
      setting_path text,
      setting_version integer not null,
      raised_at timestamptz not null,
      taken_at timestamptz not null,
      rise_at timestamptz,
      taken_on_name text,
      taken_on_at timestamptz,
      snoozed_until timestamptz,
      rungs integer not null default 0,
      next_at timestamptz,
      case_at timestamptz,
      case_id uuid,
      case_number text,
      returns integer not null default 0,
      cleared_at timestamptz,
      cleared_how text check (cleared_how in ('signal', 'person', 'withdrawn', 'short', 'settings')),
      clear_reason text,
      is_false boolean not null default false,
      search text not null generated always as (what || ' ' || device_id || ' ' || device_name || ' ' || coalesce(address, '') || ' ' || area_name) stored,
      check ((state = 'cleared') = (cleared_at is not null))
    );
    comment on table alarm is 'One open alarm of a scenario and subject; a return within the rest after clearing is the same one. Quiet: the device is under maintenance.';
    create unique index alarm_one_open on alarm (scenario, subject) where state <> 'cleared' and not is_drill;
    create index alarm_by_subject on alarm (scenario, subject, raised_at desc);
    create index alarm_open on alarm (rank desc, raised_at desc, id desc) where state <> 'cleared';
    create index alarm_cleared on alarm (cleared_at desc, id desc) where state = 'cleared';
    create index alarm_by_device on alarm (device_id, raised_at desc);
    create index alarm_by_case on alarm (case_id) where case_id is not null;
    create index alarm_due on alarm (next_at) where next_at is not null;
    create index alarm_by_path on alarm using gist (path);
    create index alarm_search on alarm using gin (search gin_trgm_ops);
    alter table alarm enable row level security;
    alter table alarm force row level security;
    create policy alarm_scope on alarm
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));

    create table alarm_event (
      alarm_id uuid not null references alarm on delete cascade,
      seq integer not null,
      at timestamptz not null,
      kind text not null,
      by_name text,
      detail jsonb not null,
      primary key (alarm_id, seq)
    );
    comment on table alarm_event is 'The story of an alarm: how it rose and fell, whom it called, what people did.';
    alter table alarm_event enable row level security;
    alter table alarm_event force row level security;
    create policy alarm_event_seen on alarm_event using ((select yihu_all()) or exists (select from alarm a where a.id = alarm_event.alarm_id));
  `.execute(db)
}
