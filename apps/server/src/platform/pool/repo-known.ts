import { DEPTHS } from '@yihu/domain'
import { sql } from 'kysely'
import type { Register } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { within } from './repo-within.ts'

/** Houses by what a sheet can say of them: the address code, or building, unit and room. */
export interface HouseRef {
  readonly code?: string | undefined
  readonly path?: string | undefined
  readonly unit?: string | undefined
  readonly room?: string | undefined
}

export interface FoundHouse {
  readonly id: string
  readonly areaPath: string
}

/** The houses in use, or also those that are gone, that these name, in their order; undefined: there is none. */
export async function findHouses(tx: Tx, refs: readonly HouseRef[], { isGoneToo = false }: { readonly isGoneToo?: boolean } = {}): Promise<(FoundHouse | undefined)[]> {
  const stands = isGoneToo ? sql`true` : sql`state = 'active'`
  const { rows } = await sql<{ at: string; id: string; path: string }>`
    with u as materialized (
      select code, path::ltree as path, unit, room, at
      from unnest(${refs.map(({ code }) => code ?? null)}::text[], ${refs.map(({ path }) => path ?? null)}::text[], ${refs.map(({ unit }) => unit ?? '')}::text[], ${refs.map(({ room }) => room ?? null)}::text[])
        with ordinality as r(code, path, unit, room, at))
    select distinct on (u.at) u.at, h.id, h.area_path as path
    from u cross join lateral (
      select id, area_path, state from house where ${stands} and code = u.code
      union all
      select id, area_path, state from house where u.code is null and ${stands} and area_path = u.path and unit = u.unit and room = u.room) h
    order by u.at, h.state, h.id`.execute(tx)
  const found = new Map(rows.map(({ at, id, path }) => [Number(at), { id, areaPath: path }]))
  return refs.map((_, at) => found.get(at + 1))
}

export interface Dwelling {
  readonly areaPath: string
  readonly unit: string
  readonly room: string
  readonly squareMetres: number | null
}

/** Houses in use within an area that people live in or could: no shops, no offices. */
export async function dwellingsIn(tx: Tx, { path, limit }: { readonly path: string; readonly limit: number }): Promise<Dwelling[]> {
  const { rows } = await sql<Dwelling>`
    select area_path as "areaPath", unit, room, square_metres as "squareMetres" from house
    where ${within(path, 'area_path')} and state = 'active' and (use is null or use not in ('business', 'office', 'collective')) order by area_path, unit, room, id limit ${limit}`.execute(tx)
  return rows
}

/** Where a person lives or is counted now. */
export interface Living {
  readonly id: string
  readonly personId: string
  readonly kind: 'resides' | 'household'
  readonly toId: string
  /** Of a household: its house. */
  readonly houseId: string | null
  /** Of which day this is known. */
  readonly asOf: string
}

/** The day a relation is known of: it began then, or what brought it in says so. */
const KNOWN_OF = sql`greatest(r.since, b.as_of, '-infinity'::date)::text`

export async function livingsOf(tx: Tx, personIds: readonly string[]): Promise<Living[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<Living>`
    select r.id, r.from_id as "personId", r.kind, r.to_id as "toId", h.house_id as "houseId", ${KNOWN_OF} as "asOf" from relation r left join household h on h.id = r.to_id left join pool_batch b on b.id = r.batch_id
    where r.from_id = any(${[...personIds]}::uuid[]) and r.kind in ('resides', 'household') and r.until is null`.execute(tx)
  return rows
}

/** Households in use of these houses. */
export async function householdsAt(tx: Tx, houseIds: readonly string[]): Promise<{ readonly id: string; readonly houseId: string; readonly number: string | null; readonly areaPath: string }[]> {
  if (houseIds.length === 0) return []
  const { rows } = await sql<{ id: string; houseId: string; number: string | null; areaPath: string }>`
    select id, house_id as "houseId", number, area_path as "areaPath" from household where house_id = any(${[...houseIds]}::uuid[]) and state = 'active' order by id`.execute(tx)
  return rows
}

/** Persons without a number, by name and month of birth in the same place. */
export async function personsByName(tx: Tx, wanted: readonly { readonly name: Buffer; readonly birthMonth: string | null; readonly path: string }[]): Promise<(string | undefined)[]> {
  if (wanted.length === 0) return []
  // Taken apart first: under row-level security an index serves no condition that could fail on what was typed.
  const { rows } = await sql<{ at: string; id: string }>`
    with u as materialized (
      select decode(name, 'hex') as name, birth::date as birth, path::ltree as path, at
      from unnest(${wanted.map(({ name }) => name.toString('hex'))}::text[], ${wanted.map(({ birthMonth }) => birthMonth)}::text[], ${wanted.map(({ path }) => path)}::text[]) with ordinality as r(name, birth, path, at))
    select distinct on (u.at) u.at, p.id
    from u join person p on p.name_index = u.name and p.birth_month is not distinct from u.birth and p.area_path = u.path and p.state = 'active'
    order by u.at, p.id`.execute(tx)
  const found = new Map(rows.map(({ at, id }) => [Number(at), id]))
  return wanted.map((_, at) => found.get(at + 1))
}

/**
 * Organisations in use within a street by credit code; else by kind and name within one community, as every community has its
 * canteen, unless both have a code. Without a kind any of that name is meant, that of the community first.
 */
export async function organisationsBy(tx: Tx, street: string, wanted: readonly { readonly code: string | null; readonly kind: string | null; readonly name: string; readonly community: string }[]): Promise<(string | undefined)[]> {
  const { rows } = await sql<{ at: string; id: string }>`
    select distinct on (u.at) u.at, o.id
    from unnest(${wanted.map(({ code }) => code)}::text[], ${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ name }) => name)}::text[], ${wanted.map(({ community }) => community)}::text[]) with ordinality as u(code, kind, name, community, at)
    cross join lateral (
      select id, area_path, 0 as rank from organisation where state = 'active' and credit_code = u.code
      union all
      select id, area_path, case when subpath(area_path, 0, least(nlevel(area_path), ${sql.lit(DEPTHS.community)}))::text = u.community then 1 else 2 end from organisation
      where state = 'active' and name = u.name and (u.kind is null or kind = u.kind) and (u.code is null or credit_code is null)) o
    where o.area_path <@ ${street}::ltree and (o.rank < 2 or u.kind is null) order by u.at, o.rank, o.id`.execute(tx)
  const found = new Map(rows.map(({ at, id }) => [Number(at), id]))
  return wanted.map((_, at) => found.get(at + 1))
}

/** Vehicles in use by the index of their plate, within a street. */
export async function vehiclesByPlate(tx: Tx, street: string, plates: readonly Buffer[]): Promise<(string | undefined)[]> {
  const { rows } = await sql<{ at: string; id: string }>`
    select distinct on (u.at) u.at, v.id from unnest(${plates.map((plate) => plate.toString('hex'))}::text[]) with ordinality as u(plate, at)
    join vehicle v on v.plate_index = decode(u.plate, 'hex') and v.area_path <@ ${street}::ltree and v.state = 'active' order by u.at, v.id`.execute(tx)
  const found = new Map(rows.map(({ at, id }) => [Number(at), id]))
  return plates.map((_, at) => found.get(at + 1))
}

/** Where a known entry belongs and how it stands. */
export interface Standing {
  readonly areaPath: string
  readonly state: string
  /** Of which day the state is; an entry without one: the day it was last changed. */
  readonly since: string
}

export async function standingsOf(tx: Tx, register: Register, ids: readonly string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map()
  const since = register === 'person' ? sql`coalesce(state_since, '-infinity'::date)` : sql`(changed_at at time zone 'Asia/Shanghai')::date`
  const { rows } = await sql<Standing & { id: string }>`select id, area_path as "areaPath", state, ${since}::text as since from ${sql.table(register)} where id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, ...standing }) => [id, standing]))
}

/** A current relation of entries that a sheet speaks of. */
export interface StandingRelation {
  readonly id: string
  readonly role: string
  readonly fromRegister: Register
  readonly fromId: string
  readonly toRegister: Register
  readonly toId: string
  readonly asOf: string
}

/** Who owns these vehicles, or what stands above these organisations, now. */
export async function standingRelations(tx: Tx, register: 'organisation' | 'vehicle', ids: readonly string[]): Promise<StandingRelation[]> {
  if (ids.length === 0) return []
  const own = register === 'vehicle' ? sql`r.kind = 'drives' and r.role = 'owner' and r.to_id` : sql`r.kind = 'above' and r.from_id`
  const { rows } = await sql<StandingRelation>`
    select r.id, r.role, r.from_register as "fromRegister", r.from_id as "fromId", r.to_register as "toRegister", r.to_id as "toId", ${KNOWN_OF} as "asOf"
    from relation r left join pool_batch b on b.id = r.batch_id where ${own} = any(${[...ids]}::uuid[]) and r.until is null order by r.id`.execute(tx)
  return [...rows]
}

/** In which households these persons are, and who is in these households, now. */
export async function householdRelations(tx: Tx, { persons, households }: { readonly persons: readonly string[]; readonly households: readonly string[] }): Promise<StandingRelation[]> {
  const { rows } = await sql<StandingRelation>`
    select r.id, r.role, r.from_register as "fromRegister", r.from_id as "fromId", r.to_register as "toRegister", r.to_id as "toId", ${KNOWN_OF} as "asOf"
    from relation r left join pool_batch b on b.id = r.batch_id
    where r.kind = 'household' and r.until is null and (r.from_id = any(${[...persons]}::uuid[]) or r.to_id = any(${[...households]}::uuid[])) order by r.id`.execute(tx)
  return [...rows]
}

interface Likeness {
  readonly kind: string
  readonly role: string
  readonly fromId: string
  readonly toId: string | null
  readonly toPath: string | null
  readonly single: 'from' | 'to' | undefined
}

/** Whether a relation stands already, and which others it takes the place of where there is one at a time. */
export async function standingLike(tx: Tx, { kind, role, fromId, toId, toPath, single }: Likeness): Promise<{ readonly isThere: boolean; readonly others: readonly StandingRelation[] }> {
  const { rows } = await sql<StandingRelation & { isSame: boolean }>`
    select r.id, r.role, r.from_register as "fromRegister", r.from_id as "fromId", r.to_register as "toRegister", r.to_id as "toId", ${KNOWN_OF} as "asOf",
      (r.role = ${role} and r.from_id = ${fromId} and r.to_id is not distinct from ${toId}::uuid and r.to_path is not distinct from ${toPath}::ltree) as "isSame"
    from relation r left join pool_batch b on b.id = r.batch_id
    where r.kind = ${kind} and (r.kind <> 'above' or r.role = ${role}) and r.until is null and (r.from_id = ${fromId} or r.to_id = ${single === 'to' ? toId : null}::uuid) order by r.id`.execute(tx)
  const isOther = ({ fromId: from, toId: to }: StandingRelation): boolean => (single === 'from' ? from === fromId : single === 'to' && to === toId)
  return { isThere: rows.some(({ isSame }) => isSame), others: rows.filter((row) => !row.isSame && isOther(row)) }
}

/** Persons in the register of an area who are called so, by the name's index. */
export async function personsNamed(tx: Tx, { path, name }: { readonly path: string; readonly name: Buffer }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from person where name_index = ${name} and ${within(path, 'area_path')} and state = 'active' order by id`.execute(tx)
  return rows.map(({ id }) => id)
}
