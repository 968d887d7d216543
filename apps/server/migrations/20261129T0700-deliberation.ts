import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** 五步议事: halls, proposals with their flow, who supports, which households vote, ballots that name nobody, paper as entered, ratings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createProposals(db)
  await createVoting(db)
  await secure(db)
}

async function createProposals(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table deliberation_hall (
      path ltree primary key,
      form jsonb not null,
      version integer not null check (version > 0),
      changed_name text not null,
      changed_at timestamptz not null
    );
    comment on table deliberation_hall is '一厅一品: the hall of a community, its name and what it is known for.';

    create table deliberation (
      id uuid primary key,
      path ltree not null,
      area_name text not null,
      number text not null unique,
      client_id text not null unique,
      version integer not null default 1,
      title text not null,
      body text not null,
      place text not null,
      core jsonb not null,
      state text not null generated always as (core ->> 'state') stored check (state in
        ('received', 'open', 'merged', 'withdrawn', 'refused', 'scheduled', 'voting', 'failed', 'passed', 'doing', 'rating', 'closed')),
      merge_into uuid references deliberation,
      supports integer not null default 0,
      name_cipher bytea not null,
      phone_cipher bytea not null,
      phone_index bytea not null,
      raised_at timestamptz not null,
      published_at timestamptz,
      entered_name text
    );
    comment on table deliberation is 'One proposal on its way through the five steps; the core is the flow''s own state (modules/community/deliberation). The author is encrypted.';
    create index deliberation_newest on deliberation (raised_at desc, id desc);
    create index deliberation_by_path on deliberation using gist (path);
    create index deliberation_by_phone on deliberation (phone_index);
    create index deliberation_merging on deliberation (merge_into) where merge_into is not null;

    create table deliberation_counter (
      street ltree not null,
      year integer not null,
      last integer not null,
      primary key (street, year)
    );
    comment on table deliberation_counter is 'Gapless yearly serial of proposals per street.';

    create table deliberation_support (
      deliberation_id uuid not null references deliberation,
      phone_index bytea not null,
      at timestamptz not null,
      primary key (deliberation_id, phone_index)
    );
    comment on table deliberation_support is 'Who supports: a keyed hash of a telephone, once each.';

    create table deliberation_case (
      deliberation_id uuid not null references deliberation,
      case_id uuid not null references case_file,
      primary key (deliberation_id, case_id)
    );
    comment on table deliberation_case is 'What a decision is done by.';
    create index deliberation_case_by_case on deliberation_case (case_id);
  `.execute(db)
}

async function createVoting(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table deliberation_household (
      id uuid primary key,
      deliberation_id uuid not null references deliberation,
      code text not null,
      square_metres numeric(10, 2) not null,
      turn integer not null,
      code_index bytea not null unique,
      excluded_reason text,
      voted text check (voted in ('online', 'paper')),
      unique (deliberation_id, code)
    );
    comment on table deliberation_household is 'The roll of a vote: whether a household has voted, never what.';

    create table deliberation_ballot (
      id uuid primary key default gen_random_uuid(),
      deliberation_id uuid not null references deliberation,
      choice text not null check (choice in ('for', 'against', 'abstain')),
      square_metres numeric(10, 2) not null
    );
    comment on table deliberation_ballot is 'Votes cast online: no household, no time, a random id. The area stands only where it counts.';
    create index deliberation_ballot_by_proposal on deliberation_ballot (deliberation_id);

    create table deliberation_paper (
      deliberation_id uuid not null references deliberation,
      entered_by uuid not null,
      entered_name text not null,
      households text[] not null,
      ballots jsonb not null,
      at timestamptz not null,
      ordinal integer not null,
      primary key (deliberation_id, entered_by)
    );
    comment on table deliberation_paper is 'The ballot box as each of up to three people counted it.';

    create table deliberation_rating (
      deliberation_id uuid not null references deliberation,
      rater_index bytea not null,
      solved boolean not null,
      satisfaction smallint not null check (satisfaction between 1 and 5),
      comment text not null,
      at timestamptz not null,
      primary key (deliberation_id, rater_index)
    );
    comment on table deliberation_rating is 'What supporters and households that voted say of what was done; once each, by a keyed hash.';
  `.execute(db)
}

/** A proposal is for those whose area it lies in, and looked at by who works in a part of its community (a grid worker counts papers); all around it follows the proposal. Whoever works in a street takes its next number. */
async function secure(db: Kysely<unknown>): Promise<void> {
  for (const table of ['deliberation', 'deliberation_hall']) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy ${sql.id(`${table}_scope`)} on ${sql.table(table)}
        using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]) or path @> any ((select yihu_scope())::ltree[]))
        with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
    `.execute(db)
  }
  for (const table of ['deliberation_support', 'deliberation_case', 'deliberation_household', 'deliberation_ballot', 'deliberation_paper', 'deliberation_rating']) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy ${sql.id(`${table}_seen`)} on ${sql.table(table)} using ((select yihu_all()) or exists (select from deliberation d where d.id = deliberation_id));
    `.execute(db)
  }
  await sql`
    alter table deliberation_counter enable row level security;
    alter table deliberation_counter force row level security;
    create policy deliberation_counter_scope on deliberation_counter
      using ((select yihu_all()) or street @> any ((select yihu_scope())::ltree[]) or street <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
