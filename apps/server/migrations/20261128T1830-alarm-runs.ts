import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Playbooks that are run: the steps as they were when the run began, what became of each, and what was kept as evidence. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table alarm_run (
      alarm_id uuid primary key references alarm on delete cascade,
      started_at timestamptz not null,
      started_by text not null,
      ended_at timestamptz,
      ended_by text,
      end_note text,
      next_due_at timestamptz
    );
    comment on table alarm_run is 'The playbook of an alarm while it is worked through and afterwards; next_due_at is when the next open step will be late.';
    create index alarm_run_due on alarm_run (next_due_at) where next_due_at is not null;

    create table alarm_step (
      alarm_id uuid not null references alarm_run on delete cascade,
      place integer not null,
      text text not null,
      role text not null,
      only_if text,
      proof text check (proof in ('photo', 'note', 'call')),
      due_at timestamptz,
      state text not null default 'open' check (state in ('open', 'done', 'skipped')),
      settled_at timestamptz,
      settled_by text,
      note text,
      late_told_at timestamptz,
      primary key (alarm_id, place),
      check ((state = 'open') = (settled_at is null))
    );
    comment on table alarm_step is 'A step of a run, as the scenario had it when the run began.';

    create table alarm_file (
      id uuid primary key,
      alarm_id uuid not null references alarm on delete cascade,
      place integer,
      file_hash text not null references file_object,
      name text not null,
      uploaded_by uuid not null,
      created_at timestamptz not null
    );
    comment on table alarm_file is 'Evidence of a step; without a place it waits for the step that names it.';
    create index alarm_file_by_alarm on alarm_file (alarm_id, place);
  `.execute(db)
  for (const table of ['alarm_run', 'alarm_step', 'alarm_file']) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy ${sql.id(`${table}_seen`)} on ${sql.table(table)} using ((select yihu_all()) or exists (select from alarm a where a.id = alarm_id));
    `.execute(db)
  }
  await sql`create policy file_object_of_alarm on file_object for select using (exists (select from alarm_file f where f.file_hash = file_object.hash))`.execute(db)
}
