import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * Lists that stay fast at a million cases. Who sees a case stands in one indexed column: its area and all above it, the
 * unit that holds it, the units called to it, the unit asked to verify. Desks read the few live cases only. Search finds
 * words of two characters, which most Chinese words are and of which trigrams find none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSeenBy(db)
  await createOrders(db)
  await createSearch(db)
}

/** Units stand as `unit:id`; a label of a path has no colon, so no unit can pass for an area. */
async function createSeenBy(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function case_seen_by(path ltree, core jsonb) returns text[] language plpgsql immutable parallel safe as $f$
    declare
      keys text[] := '{}';
      unit text;
    begin
      for depth in 1..nlevel(path) loop
        keys := keys || subpath(path, 0, depth)::text;
      end loop;
      for unit in
        select core ->> 'ownerUnit' union select core -> 'verification' ->> 'unitId'
        union select jsonb_array_elements_text(case jsonb_typeof(core -> 'calledUnits') when 'array' then core -> 'calledUnits' else '[]'::jsonb end)
      loop
        if unit is not null then keys := keys || ('unit:' || unit); end if;
      end loop;
      return keys;
    end $f$;
    create function yihu_keys() returns text[] language sql stable parallel safe
      return yihu_scope()::text[] || array(select 'unit:' || unit from unnest(yihu_units()) unit);

    alter table case_file add column seen_by text[] not null generated always as (case_seen_by(area_path, core)) stored;
    alter policy case_file_seen on case_file using ((select yihu_all()) or seen_by && (select yihu_keys()));
    drop index case_file_by_path, case_file_calls;
    create index case_file_seen_by on case_file using gin (seen_by) with (fastupdate = off);
    create index case_file_live_seen_by on case_file using gin (seen_by) with (fastupdate = off)
      where state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking', 'closed') and merged_into is null;
  `.execute(db)
}

/**
 * Live cases by due time for whoever sees many, all cases by due time or age, ended ones by age. One index a desk would
 * tempt the planner to join it with the index of all cases in sight.
 */
async function createOrders(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index case_file_by_due, case_file_accepting, case_file_dispatching, case_file_checking, case_file_handling, case_file_pending, case_file_urged;
    create index case_file_live_by_due on case_file (coalesce(due_at, 'infinity'::timestamptz), id)
      where state in ('registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking', 'closed') and merged_into is null;
    create index case_file_by_due on case_file (coalesce(due_at, 'infinity'::timestamptz), id);
    create index case_file_ended_newest on case_file (registered_at desc, id desc) where state in ('closed', 'archived', 'void');
    create index case_file_void_newest on case_file (registered_at desc, id desc) where state = 'void';
  `.execute(db)
}

/** The pairs of neighbouring characters of a text. A text holds a word only if it holds all pairs of the word. */
async function createSearch(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function pairs_of(words text) returns text[] language sql immutable parallel safe cost 1000
      return coalesce((select array_agg(a || b) from rows from (string_to_table(lower(words), null), string_to_table(substr(lower(words), 2), null)) as pair (a, b) where b is not null), '{}');
    drop index case_file_search;
    create index case_file_search on case_file using gin (pairs_of(search));
    -- Only a leakproof function lets row-level security use the index; only a superuser may say so.
    do $$ begin
      alter function pairs_of(text) leakproof;
    exception when insufficient_privilege then
      raise notice 'not a superuser: searches under row-level security use no index';
    end $$;
  `.execute(db)
}
