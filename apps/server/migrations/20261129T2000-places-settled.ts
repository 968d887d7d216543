import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * Where relations lie and where people also belong follows from where both ends are: reckoned anew by one function, which
 * looks beyond the scope of whoever acts, because the other end may lie elsewhere. Merges note the tags they gave; parts have a history.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSettling(db)
  await sql`
    alter table person_merge add column added_tags text[] not null default '{}';
    alter table pool_change alter column entry_id drop not null;
    alter table pool_change add column part_code text;
    alter table pool_change add constraint pool_change_of_one check ((entry_id is null) = (part_code is not null));
    create index pool_change_of_part on pool_change (part_code, id desc) where part_code is not null;
    alter table pool_change drop constraint pool_change_what_check;
    alter table pool_change add constraint pool_change_what_check check (what in ('change', 'relate', 'unrelate', 'tag', 'state', 'move', 'merge', 'unmerge', 'erase'));
  `.execute(db)
}

async function createSettling(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function pool_place(id uuid) returns ltree language sql stable as $f$
      select area_path from person p where p.id = $1 union all select area_path from household d where d.id = $1
      union all select area_path from house h where h.id = $1 union all select area_path from organisation o where o.id = $1
      union all select area_path from vehicle v where v.id = $1
    $f$;

    create function settle_people(ids uuid[]) returns void language plpgsql security definer set search_path = public as $f$
      declare own text := coalesce(current_setting('yihu.scope', true), '');
      begin
      perform set_config('yihu.scope', '*', true);
      update person p set also_in = n.paths from (
        select q.id, array(
          select distinct w.path from (
            select r.paths[array_upper(r.paths, 1)] as path from relation r where r.from_id = q.id and r.to_register = 'house' and r.until is null
            union all select unnest(d.area_path || d.also_in) from person d where d.merged_into = q.id) w
          where w.path <> q.area_path order by 1) as paths
        from person q where q.id = any(ids) and q.state <> 'erased') n
      where p.id = n.id and p.also_in is distinct from n.paths;
      perform set_config('yihu.scope', own, true);
      end
    $f$;

    create function settle_places(ids uuid[]) returns void language plpgsql security definer set search_path = public as $f$
      declare own text := coalesce(current_setting('yihu.scope', true), '');
      begin
      perform set_config('yihu.scope', '*', true);
      update relation r set paths = n.paths from (
        select o.id, case when o.from_path = o.end_path then array[o.from_path] else array[o.from_path, o.end_path] end as paths
        from (select t.id, pool_place(t.from_id) as from_path, coalesce(t.to_path, pool_place(t.to_id)) as end_path from relation t where t.from_id = any(ids) or t.to_id = any(ids)) o
        where o.from_path is not null and o.end_path is not null) n
      where r.id = n.id and r.paths is distinct from n.paths;
      perform settle_people(array(select unnest(ids) union select r.from_id from relation r where r.to_id = any(ids) and r.kind in ('resides', 'owns')));
      perform set_config('yihu.scope', own, true);
      end
    $f$;
  `.execute(db)
}
