import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Who is on duty when, what one shift hands to the next, and a cheap way to find what happened within some hours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createRoster(db)
  await createHandover(db)
  // The trace grows in the order of time: a block index finds a shift's hours and costs next to nothing to keep.
  await sql`create index case_event_at on case_event using brin (at)`.execute(db)
}

async function createRoster(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shift_month (
      path ltree not null,
      month text not null check (month ~ '^\\d{4}-\\d{2}$'),
      revision integer not null,
      primary key (path, month)
    );
    comment on table shift_month is 'Counts the changes of a month of the roster: two people who edit it at once notice each other.';

    create table shift (
      id uuid primary key,
      path ltree not null,
      day date not null,
      name text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      unique (path, day, name),
      check (ends_at > starts_at)
    );
    comment on table shift is 'Some hours of duty; day is the day on which it begins, the end may lie in the next.';
    create index shift_by_path on shift using gist (path);
    create index shift_by_end on shift (ends_at);

    create table shift_person (
      shift_id uuid not null references shift on delete cascade,
      place integer not null,
      role text not null check (role in ('leader', 'chief', 'acceptor', 'dispatcher', 'other')),
      user_id uuid,
      name text not null,
      primary key (shift_id, place)
    );
    comment on column shift_person.user_id is 'Null: somebody without an account, such as the leader of the day.';

    alter table shift_month enable row level security;
    alter table shift_month force row level security;
    create policy shift_month_scope on shift_month
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
    alter table shift enable row level security;
    alter table shift force row level security;
    create policy shift_scope on shift
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
    alter table shift_person enable row level security;
    alter table shift_person force row level security;
    create policy shift_person_seen on shift_person
      using ((select yihu_all()) or exists (select from shift s where s.id = shift_id))
      with check ((select yihu_all()) or exists (select from shift s where s.id = shift_id));
  `.execute(db)
}

async function createHandover(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table handover (
      id uuid primary key,
      path ltree not null,
      shift_id uuid not null unique,
      shift_name text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      people jsonb not null,
      version integer not null default 1,
      state text not null check (state in ('draft', 'given', 'acknowledged')),
      brief jsonb not null,
      composed_at timestamptz not null,
      notes text not null default '',
      given_at timestamptz,
      given_by uuid,
      given_name text,
      hash bytea,
      acknowledged_at timestamptz,
      acknowledged_by uuid,
      acknowledged_name text,
      answer text,
      reminded_at timestamptz,
      check ((state = 'draft') = (given_at is null)),
      check ((state = 'acknowledged') = (acknowledged_at is not null))
    );
    comment on table handover is 'What one shift hands to the next. Once given it stays as it was; hash is the SM3 of its canonical form, named in the audit trail.';
    create index handover_by_path on handover using gist (path);
    create index handover_newest on handover (starts_at desc, id desc);
    create index handover_waiting on handover (given_at) where state = 'given';

    create function keep_given_handover() returns trigger language plpgsql as $f$
    begin
      if tg_op = 'DELETE' or old.state <> 'draft' and (
        new.brief <> old.brief or new.notes <> old.notes or new.people <> old.people or new.hash is distinct from old.hash
        or new.given_at is distinct from old.given_at or new.given_by is distinct from old.given_by or new.state = 'draft'
        or new.shift_id <> old.shift_id or new.starts_at <> old.starts_at or new.ends_at <> old.ends_at or new.composed_at <> old.composed_at
        or old.state = 'acknowledged' and new is distinct from old
      ) then
        raise exception 'a handover that was given stays as it was' using errcode = '42501';
      end if;
      return new;
    end $f$;
    create trigger handover_stays before update or delete on handover for each row execute function keep_given_handover();

    alter table handover enable row level security;
    alter table handover force row level security;
    create policy handover_scope on handover
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
