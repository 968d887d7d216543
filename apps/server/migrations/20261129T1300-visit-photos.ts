import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Photos of visits, seen where the visit is seen and gone when it goes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table grid_visit_photo (
      id uuid primary key,
      visit_id uuid not null references grid_visit,
      area_path ltree not null,
      file_hash text not null references file_object (hash),
      name text not null
    );
    comment on table grid_visit_photo is 'Photos of a visit; re-encoded without camera data when they were uploaded. The upload itself is gone: nothing else holds the file.';
    create index grid_visit_photo_by_visit on grid_visit_photo (visit_id, id);
    create index grid_visit_photo_by_file on grid_visit_photo (file_hash);
    alter table grid_visit_photo enable row level security;
    alter table grid_visit_photo force row level security;
    create policy grid_visit_photo_scope on grid_visit_photo
      using ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]))
      with check ((select yihu_all()) or area_path <@ any ((select yihu_scope())::ltree[]));
    create policy file_object_of_visit on file_object for select using (exists (select from grid_visit_photo p where p.file_hash = file_object.hash));
  `.execute(db)
}
