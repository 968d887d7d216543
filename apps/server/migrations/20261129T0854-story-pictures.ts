import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Pictures of a story, in order, each with words for who does not see it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table story_picture (
      id uuid primary key,
      story_id uuid not null references story on delete cascade,
      seq smallint not null,
      file_hash text not null references file_object (hash),
      alt text not null check (alt <> '')
    );
    comment on table story_picture is 'Pictures of announcements and stories; re-encoded without camera data when they were uploaded.';
    create index story_picture_by_story on story_picture (story_id, seq);
    create index story_picture_by_file on story_picture (file_hash);
    alter table story_picture enable row level security;
    alter table story_picture force row level security;
    create policy story_picture_scope on story_picture
      using ((select yihu_all()) or exists (select from story s where s.id = story_id))
      with check ((select yihu_all()) or exists (select from story s where s.id = story_id));
    create policy file_object_of_story on file_object for select using (exists (select from story_picture p where p.file_hash = file_object.hash));
  `.execute(db)
}
