import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Around the pool: its history, merges, who looked at whom, sensitive registers, retention and proofs of deletion. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createHistory(db)
  await createRights(db)
  for (const table of ['pool_change', 'pool_batch', 'person_access', 'deletion_proof', 'sensitive_register']) await scope(db, table)
  await secure(db)
}

async function createHistory(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pool_batch (
      id uuid primary key,
      area_path ltree not null,
      source text not null,
      as_of date not null,
      title text not null,
      by_id uuid,
      by_name text not null,
      at timestamptz not null,
      counts jsonb not null default '{}'
    );
    comment on table pool_batch is 'One act that brought entries in: an import, a form, a shared list. It is the birth certificate of each entry it made.';
    create index pool_batch_by_path on pool_batch using gist (area_path);

    create table pool_change (
      id uuid primary key,
      area_path ltree not null,
      register text not null,
      entry_id uuid not null,
      what text not null check (what in ('change', 'relate', 'unrelate', 'tag', 'state', 'merge', 'unmerge', 'erase')),
      at timestamptz not null,
      by_id uuid,
      by_name text not null,
      source text not null,
      reason text not null default '',
      changes jsonb not null default '{}',
      sealed bytea
    );
    comment on table pool_change is 'What changed of an entry: who, when, from, to. Values of personal fields are sealed under the person''s key.';
    create index pool_change_of on pool_change (entry_id, id desc);
    create index pool_change_by_path on pool_change using gist (area_path);

    create table person_merge (
      id uuid primary key,
      lost_id uuid not null references person,
      kept_id uuid not null references person,
      filled text[] not null default '{}',
      lost_state text not null,
      reason text not null,
      at timestamptz not null,
      by_id uuid,
      by_name text not null,
      undone_at timestamptz,
      undone_by text
    );
    comment on table person_merge is 'A duplicate that follows another entry, and what was taken over from it, so that it can be undone.';
    create unique index person_merge_open on person_merge (lost_id) where undone_at is null;
    create index person_merge_kept on person_merge (kept_id);

    create table person_access (
      id uuid primary key,
      person_id uuid not null,
      area_path ltree not null,
      at timestamptz not null,
      by_id uuid,
      by_name text not null,
      what text not null check (what in ('reveal', 'export', 'file', 'sensitive', 'print')),
      fields text[] not null default '{}',
      purpose text not null
    );
    comment on table person_access is 'Who saw what of a person in clear, when and why: can be shown to the person.';
    create index person_access_of on person_access (person_id, id desc);
    create index person_access_by_path on person_access using gist (area_path);
  `.execute(db)
}

async function createRights(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sensitive_register (
      id uuid primary key,
      area_path ltree not null,
      kind text not null,
      legal_basis text not null,
      purpose text not null,
      state text not null check (state in ('proposed', 'declined', 'open', 'ended')),
      proposed_by uuid not null,
      proposed_name text not null,
      proposed_at timestamptz not null,
      decided_by uuid,
      decided_name text,
      decided_at timestamptz,
      decision_note text,
      expires_on date not null,
      ended_at timestamptz,
      check (decided_by is distinct from proposed_by),
      check (state = 'proposed' or decided_by is not null)
    );
    comment on table sensitive_register is 'A register of 重点人群 or 特殊人群: none exists until somebody names basis, purpose, readers and last day, and a second person agrees.';
    create index sensitive_register_by_path on sensitive_register using gist (area_path);
    create index sensitive_register_ending on sensitive_register (expires_on) where state = 'open';

    create table sensitive_reader (
      register_id uuid not null references sensitive_register on delete cascade,
      user_id uuid not null,
      name text not null,
      primary key (register_id, user_id)
    );
    comment on table sensitive_reader is 'Who may read a sensitive register, by name.';

    create table sensitive_entry (
      id uuid primary key,
      register_id uuid not null references sensitive_register,
      person_id uuid not null references person,
      sealed bytea not null,
      created_at timestamptz not null,
      created_by text not null,
      unique (register_id, person_id)
    );
    comment on table sensitive_entry is 'A person in a sensitive register; what is said of them is sealed under their key.';
    create index sensitive_entry_person on sensitive_entry (person_id);

    create table retention_rule (
      code text primary key,
      name text not null,
      days integer not null check (days >= 30),
      is_on boolean not null default true,
      version integer not null default 1
    );
    comment on table retention_rule is 'How long what is kept; a daily job destroys what is over and leaves a proof.';
    insert into retention_rule (code, name, days) values
      ('person-left', '迁出的居民：抹去个人信息', 1095), ('person-dead', '死亡的居民：抹去个人信息', 1825), ('access', '查看个人信息的记录', 1825), ('change', '数据变更历史', 3650);

    create table deletion_proof (
      id uuid primary key,
      area_path ltree not null,
      at timestamptz not null,
      rule text not null,
      entries integer not null,
      digest bytea not null,
      by_name text not null,
      reason text not null
    );
    comment on table deletion_proof is 'What was destroyed, how much, when and by which rule; the digest (SM3 over the sorted ids) is sealed in the audit trail.';
    create index deletion_proof_by_path on deletion_proof using gist (area_path);
  `.execute(db)
}

async function scope(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.table(table)
  const inScope = sql`((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))`
  await sql`alter table ${name} enable row level security`.execute(db)
  await sql`alter table ${name} force row level security`.execute(db)
  await sql`create policy ${sql.id(`${table}_scope`)} on ${name} using ${inScope} with check ${inScope}`.execute(db)
}

/** A merge follows the person; a sensitive register is for its readers, by name. */
async function secure(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person_merge enable row level security;
    alter table person_merge force row level security;
    create policy person_merge_seen on person_merge using ((select yihu_all()) or exists (select from person p where p.id = kept_id));

    alter table sensitive_reader enable row level security;
    alter table sensitive_reader force row level security;
    create policy sensitive_reader_seen on sensitive_reader using ((select yihu_all()) or exists (select from sensitive_register s where s.id = register_id));

    alter table sensitive_entry enable row level security;
    alter table sensitive_entry force row level security;
    create policy sensitive_entry_readers on sensitive_entry
      using ((select yihu_all()) or exists (
        select from sensitive_register s join sensitive_reader r on r.register_id = s.id
        where s.id = sensitive_entry.register_id and s.state = 'open' and r.user_id = (select yihu_user())));
  `.execute(db)
}
