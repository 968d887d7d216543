import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Exports of lists: what was asked for, by whom, who approved it, how far it is, how often it was fetched. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table export_job (
      id uuid primary key,
      path ltree not null,
      created_by uuid not null,
      created_name text not null,
      created_at timestamptz not null,
      query jsonb not null,
      filter_text text not null,
      sight jsonb not null,
      format text not null check (format in ('xlsx', 'csv')),
      is_masked boolean not null,
      purpose text not null,
      state text not null check (state in ('waiting', 'declined', 'running', 'done', 'failed', 'expired')),
      rows integer not null,
      done integer not null default 0,
      as_of timestamptz,
      decided_by uuid,
      decided_name text,
      decided_at timestamptz,
      decision_note text,
      file_key bytea,
      file_mac bytea,
      bytes bigint,
      problem text,
      finished_at timestamptz,
      expires_at timestamptz not null,
      downloads integer not null default 0,
      attempts integer not null default 0,
      lease uuid,
      leased_until timestamptz,
      check (is_masked or state in ('waiting', 'declined', 'expired') or decided_by is not null),
      check (decided_by is distinct from created_by)
    );
    comment on table export_job is 'A list on its way out. What names people needs a second person; the table itself refuses one without.';
    comment on column export_job.sight is 'What its maker saw when asking: areas, units, permissions to watch all units.';
    comment on column export_job.file_key is 'Sealed key of the file, which lies encrypted in the exports folder; null when the file is gone.';
    create index export_job_by_path on export_job using gist (path);
    create index export_job_mine on export_job (created_by, created_at desc);
    create index export_job_waiting on export_job (created_at) where state = 'waiting';
    create index export_job_running on export_job (leased_until) where state = 'running';
    create index export_job_expiring on export_job (expires_at) where state in ('waiting', 'done');

    alter table export_job enable row level security;
    alter table export_job force row level security;
    create policy export_job_scope on export_job
      using ((select yihu_all()) or created_by = (select yihu_user()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or created_by = (select yihu_user()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
