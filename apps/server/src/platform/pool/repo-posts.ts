import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import { within } from './repo-within.ts'

/** A post somebody holds now: in an organisation, or for a place. */
export interface HeldPost {
  readonly id: string
  readonly personId: string
  readonly role: string
  readonly path: string
  /** Of a post in an organisation its name. */
  readonly organisation: string | null
}

const POSTS = sql`
  select r.id, r.from_id as "personId", r.role, coalesce(r.to_path, o.area_path)::text as path, o.name as organisation
  from relation r left join organisation o on o.id = r.to_id and o.state = 'active'`

/** What holds on a day: begun, not ended, for a place, of nobody known to have gone. The holder may live out of sight. */
const holds = (day: string) => sql`r.kind = 'post' and r.until is null and (r.since is null or r.since <= ${day}::date) and coalesce(r.to_path, o.area_path) is not null
  and not exists (select from person p where p.id = r.from_id and p.state <> 'active')`

/** Who of the register has a telephone, by its index, those who live here first: none, one, or several; the dead have none. */
export async function personsOfPhone(tx: Tx, index: Buffer): Promise<readonly { readonly id: string; readonly state: string }[]> {
  const { rows } = await sql<{ id: string; state: string }>`select id, state from person where phone_index = ${index} and state not in ('merged', 'erased', 'dead') order by (state = 'active') desc, id limit 50`.execute(tx)
  return rows
}

/** The posts of these roles that a person holds on a day. */
export async function postsHeldBy(tx: Tx, { personId, roles, day }: { readonly personId: string; readonly roles: readonly string[]; readonly day: string }): Promise<HeldPost[]> {
  const { rows } = await sql<HeldPost>`${POSTS} where r.from_id = ${personId} and ${holds(day)} and r.role = any(${[...roles]}::text[]) order by r.role, r.id`.execute(tx)
  return [...rows]
}

/** The same of all people in an area. */
export async function postsHeldIn(tx: Tx, { area, roles, day }: { readonly area: string; readonly roles: readonly string[]; readonly day: string }): Promise<HeldPost[]> {
  const { rows } = await sql<HeldPost>`
    ${POSTS} where ${holds(day)} and r.role = any(${[...roles]}::text[]) and coalesce(r.to_path, o.area_path) <@ ${area}::ltree order by r.role, path, r.id`.execute(tx)
  return [...rows]
}

/** Which of these posts have ended, or are gone. */
export async function endedAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`select u.id from unnest(${[...ids]}::uuid[]) as u(id) where not exists (select from relation r where r.id = u.id and r.until is null)`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A household as its door says it. */
export interface LinkedDoor {
  readonly id: string
  readonly path: string
  readonly unit: string
  readonly room: string
  readonly floor: number | null
}

/** Levels of contact by which somebody knocks at a door as a neighbour. */
const NEIGHBOURLY = sql`array['4', '5', '6']`

/** The doors somebody is the contact of now, but their own: households, and those of Party members they look after; `homeless` of these have none entered. */
export async function doorsOf(tx: Tx, { personId, limit }: { readonly personId: string; readonly limit: number }): Promise<{ readonly doors: LinkedDoor[]; readonly homeless: number }> {
  const linked = sql`
    select case when r.to_register = 'household' then r.to_id else m.to_id end as household, r.to_id
    from relation r left join relation m on r.to_register = 'person' and m.from_id = r.to_id and m.kind = 'household' and m.until is null
    where r.from_id = ${personId} and r.kind = 'contact' and r.to_register in ('household', 'person') and r.role = any(${NEIGHBOURLY}) and r.until is null`
  const { rows } = await sql<LinkedDoor>`
    select d.id, d.area_path::text as path, coalesce(h.unit, '') as unit, h.room, h.floor from household d join house h on h.id = d.house_id
    where d.state = 'active' and d.id in (select household from (${linked}) l)
      and not exists (select from relation o where o.from_id = ${personId} and o.to_id = d.id and o.kind = 'household' and o.until is null)
    order by d.area_path, h.unit, lpad(h.room, 12, '0'), d.id limit ${limit}`.execute(tx)
  const { rows: [left] } = await sql<{ count: number }>`
    select count(distinct l.to_id)::int as count from (${linked}) l left join household d on d.id = l.household where d.house_id is null`.execute(tx)
  return { doors: [...rows], homeless: left?.count ?? 0 }
}

/** Households in use that somebody is the contact of, as rows `id` (text), `path`, `key`, for a query of whoever asks something of them. */
export function contactedRows(area: string): RawBuilder<unknown> {
  return sql`
    select t.id::text as id, t.area_path as path, t.id as key from household t where t.state = 'active' and ${within(area)}
      and exists (select from relation r where r.to_id = t.id and r.kind = 'contact' and r.until is null)`
}
