import { sql } from 'kysely'
import { HEAD_OF_HOUSEHOLD } from '@yihu/domain'
import type { Register, RelationEnd } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'

/** A relation as stored. */
export interface StoredRelation {
  readonly id: string
  readonly kind: string
  readonly role: string
  readonly from_register: Register
  readonly from_id: string
  readonly to_register: RelationEnd
  readonly to_id: string | null
  readonly to_path: string | null
  readonly paths: readonly string[]
  readonly since: string | null
  readonly until: string | null
  readonly source: string
}

const COLUMNS = sql.raw('id, kind, role, from_register, from_id, to_register, to_id, to_path, paths, since, until, source')
const MOST = 400

/** Relations at either end of these entries, current ones first. */
export async function relationsOf(tx: Tx, ids: readonly string[]): Promise<StoredRelation[]> {
  const wanted = sql`${[...ids]}::uuid[]`
  const { rows } = await sql<StoredRelation>`
    select ${COLUMNS} from relation where from_id = any(${wanted}) union select ${COLUMNS} from relation where to_id = any(${wanted})
    order by until desc nulls first, since desc nulls last, id limit ${MOST}`.execute(tx)
  return rows
}

interface RelationFilter {
  readonly area: string | undefined
  readonly kind: string | undefined
}

const standing = ({ area, kind }: RelationFilter) => sql`until is null and ${kind ? sql`kind = ${kind}` : sql`true`} and ${area ? sql`paths <@ ${area}::ltree` : sql`true`}`

/** How many relations stand, counted no further than `most`. */
export async function countStandingRelations(tx: Tx, { most, ...filter }: RelationFilter & { readonly most: number }): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (select 1 from relation where ${standing(filter)} limit ${most}) n`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Relations that stand, in the order in which they came. */
export async function pageOfRelations(tx: Tx, { after, limit, ...filter }: RelationFilter & { readonly after: string | undefined; readonly limit: number }): Promise<StoredRelation[]> {
  const { rows } = await sql<StoredRelation>`select ${COLUMNS} from relation where ${standing(filter)} and ${after ? sql`id > ${after}::uuid` : sql`true`} order by id limit ${limit}`.execute(tx)
  return rows
}

/** One relation within the scope, locked. */
export async function lockRelation(tx: Tx, id: string): Promise<StoredRelation | undefined> {
  const { rows } = await sql<StoredRelation>`select ${COLUMNS} from relation where id = ${id} for update`.execute(tx)
  return rows[0]
}

/** After entries went elsewhere, or relations began, ended or changed hands: where their relations lie and where people also belong, also beyond the scope. */
export async function settlePlaces(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`select settle_places(${[...ids]}::uuid[])`.execute(tx)
}

/** Current homes and households of a person, locked. */
export async function lockLivings(tx: Tx, personId: string): Promise<StoredRelation[]> {
  const { rows } = await sql<StoredRelation>`select ${COLUMNS} from relation where from_id = ${personId} and kind in ('resides', 'household') and until is null order by id for update`.execute(tx)
  return rows
}

/** Ends relations. */
export async function closeRelations(tx: Tx, ids: readonly string[], { until, at }: { until: string; at: Date }): Promise<void> {
  if (ids.length > 0) await sql`update relation set until = ${until}::date, changed_at = ${at} where id = any(${[...ids]}::uuid[])`.execute(tx)
}

/** Of these households in use those that nobody belongs to any more, locked. */
export async function emptiedAmong(tx: Tx, ids: readonly string[]): Promise<{ readonly id: string; readonly areaPath: string }[]> {
  if (ids.length === 0) return []
  const wanted = sql`${[...ids]}::uuid[]`
  // Locked first and asked afterwards: the last two who leave at once must see one another.
  await sql`select from household where id = any(${wanted}) order by id for update`.execute(tx)
  const { rows } = await sql<{ id: string; areaPath: string }>`
    select d.id, d.area_path as "areaPath" from household d where d.id = any(${wanted}) and d.state = 'active' and not exists (select from relation r where r.to_id = d.id and r.kind = 'household' and r.until is null) order by d.id`.execute(tx)
  return rows
}

/** A rung of the Party network above an organisation. */
export interface Rung {
  readonly id: string
  readonly name: string
  readonly level: string | null
  readonly secretaryId: string | null
}

/** From these organisations upward, nearest first, each with who leads it. */
export async function chainAbove(tx: Tx, ids: readonly string[]): Promise<Rung[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Rung>`
    with recursive up as (
      select id, 0 as step from organisation where id = any(${[...ids]}::uuid[])
      union
      select r.to_id, u.step + 1 from up u join relation r on r.from_id = u.id and r.kind = 'above' and r.role = 'party' and r.until is null where u.step < 8)
    select o.id, o.name, o.party_level as level,
      (select p.from_id from relation p where p.to_id = o.id and p.kind = 'post' and p.role in ('secretary', 'group-leader', 'centre-household') and p.until is null order by p.role desc limit 1) as "secretaryId"
    from up join organisation o on o.id = up.id order by up.step`.execute(tx)
  return rows
}

/** Current homes of persons: unit and room of the house each lives in. */
export async function homesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, { unit: string; room: string }>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; unit: string; room: string }>`
    select distinct on (r.from_id) r.from_id as id, h.unit, h.room from relation r join house h on h.id = r.to_id
    where r.from_id = any(${[...ids]}::uuid[]) and r.kind = 'resides' and r.until is null order by r.from_id, r.id`.execute(tx)
  return new Map(rows.map(({ id, unit, room }) => [id, { unit, room }]))
}

/** Which of these persons are in two households, or in two homes, at once. */
export async function conflictedAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select distinct from_id as id from relation where from_id = any(${[...ids]}::uuid[]) and kind in ('household', 'resides') and until is null group by from_id, kind having count(*) > 1`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** How many households and residents each house has now. */
export async function fillingOf(tx: Tx, houseIds: readonly string[]): Promise<Map<string, { households: number; residents: number }>> {
  if (houseIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; households: number; residents: number }>`
    select h.id, (select count(*)::int from household d where d.house_id = h.id and d.state = 'active') as households,
      (select count(*)::int from relation r where r.to_id = h.id and r.kind = 'resides' and r.until is null) as residents
    from house h where h.id = any(${[...houseIds]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, ...filling }) => [id, filling]))
}

/** Other persons of the same name born in the same month, in sight: very likely one entered twice. */
export async function likenessesOf(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from person o join person p on p.id = ${id}
    where o.id <> p.id and o.name_index = p.name_index and o.birth_month = p.birth_month and o.state = 'active' and p.state = 'active' and (o.id_index is null or p.id_index is null or o.id_index = p.id_index) order by o.id limit 20`.execute(tx)
  return rows.map((row) => row.id)
}

/** Who looks after somebody: the link, who holds it, and how far it is from here. */
export interface ContactLink {
  readonly level: string
  readonly personId: string
}

/**
 * Contact links (六级挂包) that lead to these entries, then those of a higher level that lead to their holders, to the
 * holders' households, to the Party organisations they belong to or lead, and to what stands above these; the nearest
 * level first. What was looked at for a level is not looked at again, so this ends whatever the relations say.
 */
export async function contactsAbove(tx: Tx, ids: readonly string[]): Promise<ContactLink[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ContactLink>`
    with recursive up as (
      select id, '7' as level, null::uuid as holder from unnest(${[...ids]}::uuid[]) as u(id)
      union
      select n.id, n.level, n.holder from up cross join lateral (
        select r.from_id as id, r.role as level, r.from_id as holder from relation r where r.to_id = up.id and r.kind = 'contact' and r.role < up.level and r.until is null
        union all
        select r.to_id, up.level, null from relation r where r.from_id = up.id and r.to_id is not null and r.kind in ('household', 'branch-member', 'post', 'above') and (r.kind <> 'above' or r.role = 'party') and r.until is null
      ) n)
    select level, holder as "personId" from up where holder is not null group by level, holder order by level desc, holder limit 40`.execute(tx)
  return rows
}

/** Households of houses. */
export async function householdsIn(tx: Tx, houseIds: readonly string[]): Promise<string[]> {
  if (houseIds.length === 0) return []
  const { rows } = await sql<{ id: string }>`select id from household where house_id = any(${[...houseIds]}::uuid[]) and state = 'active'`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Which of these persons hold an office, by which their name is known: posts and contact links. */
export async function officersAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select distinct from_id as id from relation where from_id = any(${[...ids]}::uuid[]) and kind in ('post', 'contact') and until is null`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** How full each household is: how many, who is its head, in which house, whether somebody looks after it. */
export interface Household {
  readonly id: string
  readonly members: number
  readonly headId: string | null
  readonly unit: string | null
  readonly room: string | null
  readonly isContacted: boolean
}

export async function householdsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Household>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Household>`
    select d.id, h.unit, h.room,
      (select count(*)::int from relation r where r.to_id = d.id and r.kind = 'household' and r.until is null) as members,
      (select r.from_id from relation r where r.to_id = d.id and r.kind = 'household' and r.role = ${HEAD_OF_HOUSEHOLD} and r.until is null limit 1) as "headId",
      exists (select from relation r where r.to_id = d.id and r.kind = 'contact' and r.until is null) as "isContacted"
    from household d left join house h on h.id = d.house_id where d.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Who belongs to households now, who heads one first. */
export async function membersOf(tx: Tx, householdIds: readonly string[]): Promise<Map<string, string[]>> {
  if (householdIds.length === 0) return new Map()
  const { rows } = await sql<{ household: string; ids: string[] }>`
    select to_id as household, array_agg(from_id order by (role = ${HEAD_OF_HOUSEHOLD}) desc, id) as ids from relation
    where to_id = any(${[...householdIds]}::uuid[]) and kind = 'household' and until is null group by 1`.execute(tx)
  return new Map(rows.map(({ household, ids }) => [household, ids]))
}

/** Who owns vehicles now: vehicle → person or organisation. */
export async function ownersOf(tx: Tx, ids: readonly string[]): Promise<Map<string, { id: string; register: Register }>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ vehicle: string; id: string; register: Register }>`
    select distinct on (to_id) to_id as vehicle, from_id as id, from_register as register from relation
    where to_id = any(${[...ids]}::uuid[]) and kind = 'drives' and until is null order by to_id, (role = 'owner') desc, id`.execute(tx)
  return new Map(rows.map(({ vehicle, ...owner }) => [vehicle, owner]))
}
