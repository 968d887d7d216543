import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Who takes over while a grid worker is away, and the areas lent to them for these days. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table area_loan (
      loan_id uuid not null,
      user_id uuid not null references user_account (id) on delete cascade,
      path ltree not null,
      since date not null,
      until date not null check (until >= since),
      primary key (loan_id, path)
    );
    comment on table area_loan is 'Areas that somebody sees for some days on top of their own; what it is for has the same id.';
    create index area_loan_by_user on area_loan (user_id, until);
    create index area_loan_by_path on area_loan using gist (path);

    create table grid_leave (
      id uuid primary key,
      paths ltree[] not null,
      user_id uuid not null,
      user_name text not null,
      since date not null,
      until date not null check (until >= since),
      plan jsonb not null,
      by_name text not null,
      at timestamptz not null,
      undone_at timestamptz,
      undone_by text
    );
    comment on table grid_leave is 'A worker who is away, how the work was spread over neighbours and why so; undone ones stay.';
    create index grid_leave_by_path on grid_leave using gist (paths);
    create index grid_leave_by_end on grid_leave (until);
  `.execute(db)
  for (const [name, path] of [['area_loan', 'path'], ['grid_leave', 'paths']] as const) {
    const inScope = sql`((select yihu_all()) or ${sql.ref(path)} <@ any ((select yihu_scope())::ltree[]))`
    await sql`alter table ${sql.table(name)} enable row level security`.execute(db)
    await sql`alter table ${sql.table(name)} force row level security`.execute(db)
    await sql`create policy ${sql.id(`${name}_scope`)} on ${sql.table(name)} using ${inScope} with check ${inScope}`.execute(db)
  }
}
