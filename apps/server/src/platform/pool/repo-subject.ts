import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Register } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { within } from './repo-within.ts'

/** Which entries something is asked of. */
export interface SubjectFilter {
  /** Areas, each with all below it. */
  readonly areas: readonly string[]
  /** One of these tags; none: all. */
  readonly tags: readonly string[]
  /** Of organisations their kinds, of houses their uses, of parts how their class codes begin; none: all. */
  readonly kinds: readonly string[]
}

/** Entries in use as rows of `id` (text), `path` and `key` (what orders them within a path), for a query of whoever asks something of them. */
export function subjectRows(of: Register | 'part', { areas, tags, kinds }: SubjectFilter): RawBuilder<unknown> {
  const inside = sql`(${sql.join(areas.map((area) => within(area, of === 'part' ? 't.path' : 't.area_path')), sql` or `)})`
  if (of === 'part') {
    const classes = kinds.length === 0 ? sql`` : sql`and (${sql.join(kinds.map((kind) => sql`starts_with(t.class_code, ${kind})`), sql` or `)})`
    return sql`select t.code as id, t.path, t.code as key from part t where t.state <> 'removed' and ${inside} ${classes}`
  }
  return sql`select t.id::text as id, t.area_path as path, t.id as key from ${sql.table(of)} t where t.state = 'active' and ${inside}
    ${tags.length > 0 ? sql`and t.tags && ${[...tags]}::text[]` : sql``} ${kinds.length > 0 && (of === 'organisation' || of === 'house') ? sql`and ${of === 'house' ? sql`t.use` : sql`t.kind`} = any(${[...kinds]}::text[])` : sql``}`
}

/** The first so many of them, by place. */
export async function firstSubjects(tx: Tx, of: Register | 'part', { limit, ...filter }: SubjectFilter & { readonly limit: number }): Promise<{ id: string; path: string }[]> {
  const { rows } = await sql<{ id: string; path: string }>`select s.id, s.path::text as path from (${subjectRows(of, filter)}) s order by s.path, s.key limit ${limit}`.execute(tx)
  return [...rows]
}

/** Where an entry is: the place it belongs to and, of homes, the floor. */
export interface SubjectPlace {
  readonly path: string
  readonly floor: number | null
}

const FLOORS: Partial<Record<Register, RawBuilder<unknown>>> = {
  house: sql`t.floor`,
  household: sql`(select h.floor from house h where h.id = t.house_id)`,
  person: sql`(select h.floor from relation r join house h on h.id = r.to_id where r.from_id = t.id and r.kind = 'resides' and r.until is null order by r.id limit 1)`,
}

/** Where an entry in sight is; undefined: it is not in sight. */
export async function placeOfEntry(tx: Tx, { register, id }: { register: Register; id: string }): Promise<SubjectPlace | undefined> {
  const { rows } = await sql<SubjectPlace>`select t.area_path as path, ${FLOORS[register] ?? sql`null::integer`} as floor from ${sql.table(register)} t where t.id = ${id}`.execute(tx)
  return rows[0]
}
