import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Building chiefs, group leaders and Party-member households knock at the doors they are the contact of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table grid_visit add column by_person uuid;
    comment on column grid_visit.by_person is 'The person of the register who was there as a neighbour (我的联系户); their name is not written down here.';
    create index grid_visit_by_person on grid_visit (by_person, at desc, id desc) where by_person is not null;
    alter table grid_visit drop constraint grid_visit_result_check;
    alter table grid_visit add constraint grid_visit_result_check check (result in ('met', 'nobody', 'refused', 'moved', 'later'));

    create table grid_post_consent (
      post_id uuid not null,
      account_id uuid not null references resident_account on delete cascade,
      person_id uuid not null,
      area_path ltree not null,
      agreed_at timestamptz not null,
      ended_at timestamptz check (ended_at >= agreed_at),
      ended_by text check (ended_by in ('self', 'post')),
      primary key (post_id, account_id),
      check ((ended_at is null) = (ended_by is null))
    );
    comment on table grid_post_consent is 'Who holds a post read what they see, do and leave behind, and agreed. Without a row in force nobody sees a door.';
    create index grid_post_consent_by_path on grid_post_consent using gist (area_path);
    create index grid_post_consent_by_person on grid_post_consent (person_id);
    create index grid_post_consent_by_account on grid_post_consent (account_id);
    alter table grid_post_consent enable row level security;
    alter table grid_post_consent force row level security;
    create policy grid_post_consent_scope on grid_post_consent
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
  `.execute(db)
}
