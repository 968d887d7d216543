import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What is done about units that answer for dangers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table check_sanction (
      id uuid primary key,
      area_path ltree not null,
      organisation_id uuid not null,
      grade text not null check (grade in ('notice', 'talk', 'report')),
      case_ids uuid[] not null check (cardinality(case_ids) > 0),
      text text not null,
      reason text not null,
      by_name text not null,
      at timestamptz not null,
      withdrawn_at timestamptz,
      withdrawn_name text,
      withdrawn_reason text,
      check ((withdrawn_at is null) = (withdrawn_name is null) and (withdrawn_at is null) = (withdrawn_reason is null))
    );
    comment on table check_sanction is 'A notice, talk or report about an organisation that answers for dangers, for cases; a withdrawn one stays and counts no more. Lies where the organisation is registered.';
    create index check_sanction_by_organisation on check_sanction (organisation_id);
    create index check_sanction_by_time on check_sanction (at, id);
    create index check_sanction_by_path on check_sanction using gist (area_path);
    alter table check_sanction enable row level security;
    alter table check_sanction force row level security;
    create policy check_sanction_scope on check_sanction
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
