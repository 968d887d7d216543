import { sql } from 'kysely'
import type { Register } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { notContacted } from './repo-entry.ts'
import { within } from './repo-within.ts'

/** How many entries in use of a register lie in each area, cut off at so many labels. */
export async function countByArea(tx: Tx, register: Register, { area, labels, isUncontacted = false }: { area: string; labels: number; isUncontacted?: boolean }): Promise<Map<string, number>> {
  const { rows } = await sql<{ path: string; count: number }>`
    select subpath(t.area_path, 0, least(nlevel(t.area_path), ${sql.lit(labels)}))::text as path, count(*)::int as count
    from ${sql.table(register)} t where t.state = 'active' and ${within(area)} ${isUncontacted ? sql`and ${notContacted()}` : sql``} group by 1`.execute(tx)
  return new Map(rows.map(({ path, count }) => [path, count]))
}

/** An organisation of the Party network. */
export interface NetworkOrganisation {
  readonly id: string
  readonly name: string
  /** Codes of `partyLevel`: 1 the street … 4 a group of buildings. */
  readonly level: string
  readonly path: string
  /** Areas it serves. */
  readonly serves: readonly string[]
}

/** Party organisations in an area, also those whose area it lies in. */
export async function organisationsOfNetwork(tx: Tx, area: string): Promise<NetworkOrganisation[]> {
  const { rows } = await sql<NetworkOrganisation>`
    select o.id, o.name, coalesce(o.party_level, '') as level, o.area_path::text as path,
      array(select r.to_path::text from relation r where r.from_id = o.id and r.kind = 'manages' and r.to_path is not null and r.until is null order by 1) as serves
    from organisation o where o.kind = 'party' and o.state = 'active' and (o.area_path <@ ${area}::ltree or o.area_path @> ${area}::ltree) order by o.party_level, o.area_path, o.name, o.id`.execute(tx)
  return [...rows]
}

/** Who holds a post: in an organisation, or for an area. */
export interface NetworkPost {
  readonly role: string
  readonly personId: string
  readonly organisationId: string | null
  readonly path: string | null
}

/** Current posts of these organisations, and those for places in an area. */
export async function postsOfNetwork(tx: Tx, area: string, organisations: readonly string[]): Promise<NetworkPost[]> {
  const { rows } = await sql<NetworkPost>`
    select r.role, r.from_id as "personId", r.to_id as "organisationId", r.to_path::text as path from relation r
    where r.kind = 'post' and r.until is null and (r.to_id = any(${[...organisations]}::uuid[]) or r.to_path <@ ${area}::ltree) order by r.role, r.to_path, r.from_id`.execute(tx)
  return [...rows]
}
