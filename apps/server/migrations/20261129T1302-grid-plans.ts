import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Work that several units do side by side: a plan joins cases. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table grid_plan (
      id uuid primary key,
      area_path ltree not null,
      name text not null,
      begins date not null,
      version integer not null default 1 check (version > 0),
      made_name text not null,
      made_at timestamptz not null
    );
    comment on table grid_plan is 'A plan of tasks that run side by side (串联变并联). How far a task is stands on its case alone.';
    create index grid_plan_by_path on grid_plan using gist (area_path);
    create index grid_plan_by_day on grid_plan (made_at, id);

    create table grid_plan_task (
      plan_id uuid not null references grid_plan,
      nth smallint not null check (nth >= 0),
      area_path ltree not null,
      title text not null,
      body text not null,
      unit_id text not null,
      class_code text not null,
      days smallint not null check (days > 0),
      waits_for smallint[] not null,
      case_id uuid,
      begun_on date,
      ended_on date,
      primary key (plan_id, nth)
    );
    comment on table grid_plan_task is 'A task of a plan; it becomes a case (case_id, begun_on) once all it waits for have ended. ended_on only says which ones need not be waited for.';
    create index grid_plan_task_case on grid_plan_task (case_id) where case_id is not null;
  `.execute(db)
  for (const table of ['grid_plan', 'grid_plan_task']) {
    await sql`
      alter table ${sql.table(table)} enable row level security;
      alter table ${sql.table(table)} force row level security;
      create policy ${sql.id(`${table}_scope`)} on ${sql.table(table)}
        using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
        with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
    `.execute(db)
  }
}
