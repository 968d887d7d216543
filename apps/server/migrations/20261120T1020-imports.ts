import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Imports of work-order sheets: the job with its progress, and the rows that could not be taken. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table import_job (
      id uuid primary key,
      path ltree not null,
      created_by uuid,
      created_name text not null,
      created_unit text,
      created_at timestamptz not null,
      file_name text not null,
      file_key bytea,
      source text not null,
      template text not null check (template in ('12345', 'messages', 'own')),
      state text not null check (state in ('preview', 'running', 'done', 'failed')),
      mapping jsonb not null,
      preview bytea not null,
      rows integer not null,
      done integer not null default 0,
      added integer not null default 0,
      repeated integer not null default 0,
      failed integer not null default 0,
      last_row integer not null default 0,
      attempts integer not null default 0,
      problem text,
      started_at timestamptz,
      finished_at timestamptz,
      lease uuid,
      leased_until timestamptz
    );
    comment on table import_job is 'A sheet on its way in. last_row moves in the transaction of its batch, so a killed import goes on where it was.';
    comment on column import_job.file_key is 'Sealed key of the uploaded file, which lies encrypted in the imports folder; null when the file is gone.';
    comment on column import_job.preview is 'Sealed: headers, sample cells, warnings, sample errors.';
    create index import_job_by_path on import_job using gist (path);
    create index import_job_newest on import_job (created_at desc, id desc);
    create index import_job_running on import_job (leased_until) where state = 'running';

    alter table import_job enable row level security;
    alter table import_job force row level security;
    create policy import_job_scope on import_job
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));

    create table import_row_error (
      job_id uuid not null references import_job on delete cascade,
      row integer not null,
      field text,
      "column" text not null,
      message text not null,
      cells bytea not null,
      primary key (job_id, row)
    );
    comment on table import_row_error is 'Rows that were not taken, with the reason; cells are sealed, they hold names and telephone numbers.';

    alter table import_row_error enable row level security;
    alter table import_row_error force row level security;
    create policy import_row_error_seen on import_row_error
      using ((select yihu_all()) or exists (select from import_job j where j.id = job_id))
      with check ((select yihu_all()) or exists (select from import_job j where j.id = job_id));
  `.execute(db)
}
