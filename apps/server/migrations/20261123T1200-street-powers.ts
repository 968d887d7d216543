import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The powers that the district delegated to the street (五项权力下放), and what the street did with the one of assessment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table street_power (
      street ltree not null,
      code text not null check (code in ('assessment', 'consent', 'planning', 'management', 'advice')),
      basis text not null,
      scope text not null,
      since date not null,
      until date check (until >= since),
      changed_by uuid,
      changed_name text not null,
      changed_at timestamptz not null,
      primary key (street, code)
    );
    comment on table street_power is 'A power the district delegated to the street, with the document it rests on and its days; product rules ask it before they let the street act.';
    alter table street_power enable row level security;
    alter table street_power force row level security;
    create policy street_power_seen on street_power for select
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
    create policy street_power_kept on street_power
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]));

    create table unit_score (
      street ltree not null,
      call_id text not null,
      case_id uuid not null references case_file,
      case_number text not null,
      unit_id text not null references unit,
      score smallint not null check (score between 1 and 5),
      note text not null,
      scored_by uuid,
      scored_name text not null,
      scored_at timestamptz not null,
      primary key (street, call_id)
    );
    comment on table unit_score is 'What the street says of how a unit of the district answered one call (街呼区应), under its power of assessment.';
    create index unit_score_by_unit on unit_score (unit_id, scored_at desc);
    alter table unit_score enable row level security;
    alter table unit_score force row level security;
    create policy unit_score_seen on unit_score for select
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]) or unit_id = any ((select yihu_units())::text[]));
    create policy unit_score_kept on unit_score
      using ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[])) with check ((select yihu_all()) or street <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
