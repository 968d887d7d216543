import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A vote cast online is only added to the sums of its matter: a row per ballot could be joined with the household marked by the same transaction. What was cast before is folded in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    select set_config('yihu.scope', '*', true);
    create table deliberation_tally (
      deliberation_id uuid primary key references deliberation,
      for_votes integer not null default 0 check (for_votes >= 0),
      for_square_metres numeric(14, 2) not null default 0,
      against_votes integer not null default 0 check (against_votes >= 0),
      against_square_metres numeric(14, 2) not null default 0,
      abstain_votes integer not null default 0 check (abstain_votes >= 0),
      abstain_square_metres numeric(14, 2) not null default 0
    );
    comment on table deliberation_tally is 'What was cast online, summed: one row for a matter, never one for a ballot or for a choice. The area stands only where it counts.';
    insert into deliberation_tally
      select deliberation_id,
        count(*) filter (where choice = 'for'), coalesce(sum(square_metres) filter (where choice = 'for'), 0),
        count(*) filter (where choice = 'against'), coalesce(sum(square_metres) filter (where choice = 'against'), 0),
        count(*) filter (where choice = 'abstain'), coalesce(sum(square_metres) filter (where choice = 'abstain'), 0)
      from deliberation_ballot group by deliberation_id;
    drop table deliberation_ballot;
    alter table deliberation_tally enable row level security;
    alter table deliberation_tally force row level security;
    create policy deliberation_tally_seen on deliberation_tally using ((select yihu_all()) or exists (select from deliberation d where d.id = deliberation_id));
    comment on table deliberation_paper is 'The ballot box as each of the people counted it, until two are alike.';
  `.execute(db)
}
