import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * Paths of the tree compare without raising errors, so a page of an area's entries may begin where the area does, also
 * under row-level security; a page of the last community read all the others before. Only a superuser may say so;
 * without, queries are slower but right.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    declare f text;
    begin
      foreach f in array array['ltree_lt', 'ltree_le', 'ltree_eq', 'ltree_ge', 'ltree_gt'] loop
        execute format('alter function %s(ltree, ltree) leakproof', f);
      end loop;
    exception when insufficient_privilege then
      raise notice 'not a superuser: lists under row-level security use fewer indexes';
    end $$;
  `.execute(db)
}
