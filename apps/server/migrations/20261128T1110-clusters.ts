import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Groups and hot spots of what people said: the cluster with its name and place, and its members. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_cluster (
      id uuid primary key,
      area_path ltree not null,
      name text not null,
      words jsonb not null,
      class_code text,
      lon double precision,
      lat double precision,
      count integer not null check (count >= 3),
      days integer not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      alarmed_at timestamptz,
      settled_at timestamptz not null
    );
    comment on table case_cluster is 'Messages about one thing, under the id of its first member; a function of the messages alone, renewed as they come.';
    create index case_cluster_by_path on case_cluster using gist (area_path);
    create index case_cluster_newest on case_cluster (last_at desc);

    create table case_cluster_member (
      case_id uuid primary key references case_file,
      cluster_id uuid not null references case_cluster on delete cascade,
      said_at timestamptz not null
    );
    comment on table case_cluster_member is 'Which cases a cluster is made of; a case belongs to one at most.';
    create index case_cluster_member_by_cluster on case_cluster_member (cluster_id, said_at desc);

    alter table case_cluster enable row level security;
    alter table case_cluster force row level security;
    create policy case_cluster_seen on case_cluster using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));

    alter table case_cluster_member enable row level security;
    alter table case_cluster_member force row level security;
    create policy case_cluster_member_seen on case_cluster_member using ((select yihu_all()) or exists (select from case_cluster c where c.id = cluster_id));
  `.execute(db)
}
