import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Units, people, their roles, areas and units, sessions and machine keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createUnits(db)
  await createAccounts(db)
  await createMemberships(db)
  await createSessions(db)
}

/** A unit's name hangs at its door and stands on every case it ever held, so all read them; who changes one has its area in scope. */
async function createUnits(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table unit (
      id text primary key check (length(id) between 1 and 64),
      name text not null,
      kind text not null,
      area_path ltree,
      is_active boolean not null default true
    );
    comment on table unit is 'Whoever can be responsible: departments, communities, grids, companies.';
    create index unit_by_path on unit using gist (area_path);
    alter table unit enable row level security;
    alter table unit force row level security;
    create policy unit_read on unit for select using (true);
    create policy unit_insert on unit for insert
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
    create policy unit_update on unit for update
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
    create policy unit_delete on unit for delete
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}

/** The tables of accounts carry no area of their own (a person may serve several), so there is no policy on them. */
async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table user_account (
      id uuid primary key,
      username text not null unique check (username = lower(username)),
      name text not null,
      password_hash text not null,
      totp_secret_cipher bytea,
      totp_pending_cipher bytea,
      totp_confirmed_at timestamptz,
      totp_last_counter bigint,
      is_active boolean not null default true,
      last_login_at timestamptz,
      is_demo boolean not null default false,
      created_at timestamptz not null,
      version integer not null default 1
    );
    comment on table user_account is 'People who sign in. Carries no area (a person may have several): who sees whom is decided over user_area by the identity module.';
    comment on column user_account.password_hash is 'argon2id, PHC string';
    comment on column user_account.totp_pending_cipher is 'started, not confirmed yet; the confirmed secret stays in force until then';
    comment on column user_account.totp_last_counter is 'the time step of the last code that was taken: no code is taken twice';
    comment on column user_account.is_demo is 'still carries the public demo password; a changed password ends it';
    create index user_account_by_demo on user_account (id) where is_demo;

    create table login_failure (
      name_hash bytea primary key,
      failures integer not null default 0,
      locks integer not null default 0,
      locked_until timestamptz,
      at timestamptz not null
    );
    comment on table login_failure is 'Wrong logins in a row by hash of the typed name, whether such an account exists or not: both answer alike. The name itself is not kept, for people type passwords there.';
    create index login_failure_by_time on login_failure (at);
  `.execute(db)
}

async function createMemberships(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table user_role (
      user_id uuid not null references user_account on delete cascade,
      role text not null check (role in ('admin', 'security', 'auditor', 'duty-chief', 'acceptor', 'dispatcher', 'community',
        'grid-worker', 'department', 'property', 'enterprise')),
      primary key (user_id, role)
    );
    create index user_role_by_role on user_role (role);

    create table user_area (
      user_id uuid not null references user_account on delete cascade,
      path ltree not null,
      primary key (user_id, path)
    );
    comment on table user_area is 'What a person may see: these areas and everything below.';
    create index user_area_by_path on user_area using gist (path);
    alter table user_area enable row level security;
    alter table user_area force row level security;
    create policy user_area_scope on user_area
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));

    create table user_unit (
      user_id uuid not null references user_account on delete cascade,
      unit_id text not null references unit,
      primary key (user_id, unit_id)
    );
    create index user_unit_by_unit on user_unit (unit_id);
  `.execute(db)
}

/** Both are looked up before anything is known about the caller, so there is no scope yet that a policy could ask for. */
async function createSessions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table session (
      token_hash bytea primary key,
      user_id uuid not null references user_account on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      last_seen_at timestamptz not null,
      ip text,
      agent text
    );
    comment on table session is 'Signed-in browsers and phones. Only the SM3 of a token is kept. Carries no area: it is read before the scope is known.';
    create index session_by_user on session (user_id);
    create index session_by_expiry on session (expires_at);

    create table api_key (
      key_hash bytea primary key,
      id uuid not null unique,
      name text not null,
      permission text[] not null,
      scope_paths text[] not null,
      created_at timestamptz not null,
      revoked_at timestamptz
    );
    comment on table api_key is 'Machines that send signals. Only the SM3 of a key is kept. Carries no area: it is read before the scope is known.';
  `.execute(db)
}
