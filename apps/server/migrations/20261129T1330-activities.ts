import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Activities that residents sign up for, as participants or as volunteers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table activity (
      id uuid primary key,
      path ltree not null,
      title text not null,
      place text not null,
      audience text not null,
      body text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > starts_at),
      seats integer not null check (seats >= 0),
      volunteer_seats integer not null check (volunteer_seats >= 0),
      state text not null check (state in ('draft', 'waiting', 'published', 'withdrawn')),
      version integer not null check (version > 0),
      written_by uuid not null,
      written_name text not null,
      decided_name text,
      note text not null,
      changed_at timestamptz not null,
      story_id uuid references story on delete set null
    );
    comment on table activity is 'Activities with seats; published by another person than the writer, read by everybody.';
    create index activity_by_path on activity using gist (path);
    create index activity_by_time on activity (starts_at desc, id);
    create index activity_by_story on activity (story_id) where story_id is not null;
    alter table activity enable row level security;
    alter table activity force row level security;
    create policy activity_scope on activity
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));

    create table activity_signup (
      id uuid primary key,
      activity_id uuid not null references activity on delete cascade,
      path ltree not null,
      part text not null check (part in ('attendee', 'volunteer')),
      state text not null check (state in ('taken', 'cancelled')),
      name_cipher bytea,
      phone_cipher bytea,
      phone_index bytea,
      hours numeric(4, 1) check (hours between 0 and 24),
      confirmed_name text,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      constraint activity_signup_hours check (hours is null or (part = 'volunteer' and confirmed_name is not null))
    );
    comment on table activity_signup is 'Who takes part in an activity. Who it is is encrypted and destroyed a while after; that somebody came, and the hours, stay.';
    create unique index activity_signup_once on activity_signup (activity_id, phone_index) where state = 'taken';
    create index activity_signup_by_phone on activity_signup (phone_index);
    create index activity_signup_by_path on activity_signup using gist (path);
    alter table activity_signup enable row level security;
    alter table activity_signup force row level security;
    create policy activity_signup_scope on activity_signup
      using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
