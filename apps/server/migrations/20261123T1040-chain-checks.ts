import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Runs of the check of all hash chains, with how far they are and what they found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table chain_check (
      id uuid primary key,
      state text not null check (state in ('running', 'done', 'failed')),
      started_by text,
      started_at timestamptz not null,
      beat_at timestamptz not null,
      finished_at timestamptz,
      rows_done bigint not null default 0,
      rows_total bigint not null,
      chains jsonb not null default '[]'
    );
    comment on table chain_check is 'Carries no area: read by the auditor only. started_by null: every night by itself.';
    create index chain_check_by_start on chain_check (started_at desc);
    create unique index chain_check_one_running on chain_check (state) where state = 'running';
    create index audit_row_by_object on audit_row using gin (object gin_trgm_ops);
  `.execute(db)
}
