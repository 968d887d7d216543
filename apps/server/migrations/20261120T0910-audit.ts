import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Hash chains that show every change, and the audit trail (GB/T 22239-2019 8.1.4.3). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createChains(db)
  await createTrail(db)
}

/**
 * yihu_append_only() serves every table whose rows are never changed; whoever has to (retention, erasure) disables the
 * trigger on purpose, as the owner, and leaves a trace of that.
 */
async function createChains(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function yihu_append_only() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = '42501';
    end $$;

    create table chain_head (
      chain text primary key,
      seq bigint not null check (seq >= 0),
      hash bytea not null check (octet_length(hash) = 32)
    );
    comment on table chain_head is 'The last link of each hash chain. Locked by whoever appends. Only grows. Carries no area: a chain name and a hash tell nothing.';
    revoke delete on chain_head from yihu_app;

    create function chain_head_grows() returns trigger language plpgsql as $$
    begin
      if new.chain <> old.chain or new.seq <= old.seq then
        raise exception 'a chain only grows: % % -> %', old.chain, old.seq, new.seq using errcode = '42501';
      end if;
      return new;
    end $$;
    create trigger chain_head_grows before update on chain_head for each row execute function chain_head_grows();
  `.execute(db)
}

async function createTrail(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_row (
      id uuid primary key,
      at timestamptz not null,
      actor_id uuid,
      actor_name text,
      action text not null,
      object text,
      purpose text,
      result text not null,
      ip text,
      detail jsonb not null default '{}',
      seq bigint not null unique,
      prev bytea not null,
      hash bytea not null
    );
    comment on table audit_row is 'Who did what when, from where, with which result; chained in chain audit. Carries no area: it is read by the auditor only.';
    create index audit_row_by_time on audit_row (at);
    create index audit_row_by_action on audit_row (action, seq desc);
    create index audit_row_by_actor on audit_row using gin (actor_name gin_trgm_ops);
    revoke update, delete on audit_row from yihu_app;
    create trigger audit_row_append_only before update or delete on audit_row for each row execute function yihu_append_only();
  `.execute(db)
}
