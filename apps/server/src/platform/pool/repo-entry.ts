import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { PlaceCount, PoolValues, Register } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { soundOf, spellingOf } from './spelling.ts'
import { blankOf, columnOf, plainFields, sqlTypeOf, valueOf } from './columns.ts'
import { bytesList } from './repo-bulk.ts'
import { within } from './repo-within.ts'

/** An entry of any register as stored; `plain` by field name, what is personal still sealed. */
export interface StoredEntry {
  readonly register: Register
  readonly id: string
  readonly version: number
  readonly areaPath: string
  readonly alsoIn: readonly string[]
  readonly state: string
  readonly tags: readonly string[]
  readonly facts: Facts
  readonly plain: PoolValues
  readonly sealed: Buffer | null
  /** Of a person: what their key is made from; null: destroyed. */
  readonly salt: Buffer | null
  readonly batchId: string
  readonly houseId: string | null
  readonly mergedInto: string | null
  readonly birthMonth: string | null
  readonly lon: number | null
  readonly lat: number | null
  /** Of the file it came in with. */
  readonly sourceRow: number | null
}

/** Field → [source, as of, state]; `*` for all others. */
export type Facts = Readonly<Record<string, readonly [string, string, string]>>

/** Where a field's value comes from. */
export function factOf(facts: Facts, field: string): Facts[string] | undefined {
  return facts[field] ?? facts['*']
}

interface Row {
  readonly id: string
  readonly version: number
  readonly area_path: string
  readonly also_in?: readonly string[]
  readonly state: string
  readonly tags: readonly string[]
  readonly facts: Facts // written by this module alone
  readonly sealed?: Buffer | null
  readonly salt?: Buffer | null
  readonly batch_id: string
  readonly house_id?: string | null
  readonly merged_into?: string | null
  readonly birth_month?: string | null
  readonly lon?: number | null
  readonly lat?: number | null
  readonly source_row: number | null
  readonly [column: string]: unknown
}

function entryOf(register: Register, row: Row): StoredEntry {
  const plain = Object.fromEntries(plainFields(register).flatMap((field) => {
    const value = valueOf(row[columnOf(field)])
    return value === undefined ? [] : [[field, value]]
  }))
  return {
    register, id: row.id, version: row.version, areaPath: row.area_path, alsoIn: row.also_in ?? [], state: row.state, tags: row.tags, facts: row.facts, plain, sealed: row.sealed ?? null, salt: row.salt ?? null,
    batchId: row.batch_id, houseId: row.house_id ?? null, mergedInto: row.merged_into ?? null, birthMonth: row.birth_month ?? null, lon: row.lon ?? null, lat: row.lat ?? null, sourceRow: row.source_row,
  }
}

/** Rows of a register, a person with the salt of their key. */
function from(register: Register): RawBuilder<unknown> {
  return register === 'person' ? sql`select t.*, k.salt from person t left join person_key k on k.person_id = t.id` : sql`select t.* from ${sql.table(register)} t`
}

/** One entry within the scope; `isLocked` until the end of the transaction. */
export async function findEntry(tx: Tx, { register, id, isLocked = false }: { register: Register; id: string; isLocked?: boolean }): Promise<StoredEntry | undefined> {
  const { rows } = await sql<Row>`${from(register)} where t.id = ${id} ${isLocked ? sql`for update of t` : sql``}`.execute(tx)
  return rows[0] && entryOf(register, rows[0])
}

/** Entries of one register by their ids; what is out of sight is left out. */
export async function entriesOf(tx: Tx, register: Register, ids: readonly string[]): Promise<StoredEntry[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`${from(register)} where t.id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows.map((row) => entryOf(register, row))
}

export interface EntryFilter {
  readonly area?: string | undefined
  readonly tag?: string | undefined
  /** Plain columns that must be equal. */
  readonly equal?: Readonly<Record<string, string | undefined>>
  /** Further conditions on `t`. */
  readonly where?: readonly RawBuilder<unknown>[]
  readonly after?: { readonly path: string; readonly id: string } | undefined
  readonly limit: number
}

function conditionsOf({ area, tag, equal = {}, where = [], after }: Omit<EntryFilter, 'limit'>): RawBuilder<unknown> {
  const conditions = [
    ...where,
    ...(area ? [within(area)] : []),
    ...(tag ? [sql`${tag} = any(t.tags)`] : []),
    ...Object.entries(equal).flatMap(([column, value]) => (value === undefined ? [] : [sql`${sql.ref(`t.${column}`)} = ${value}`])),
    ...(after ? [sql`(t.area_path, t.id) > (${after.path}::ltree, ${after.id}::uuid)`] : []),
  ]
  return conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
}

/** A page of a register, by place; one more than asked when there are more. */
export async function listEntries(tx: Tx, register: Register, { limit, ...filter }: EntryFilter): Promise<StoredEntry[]> {
  const { rows } = await sql<Row>`${from(register)} ${conditionsOf(filter)} order by t.area_path, t.id limit ${limit + 1}`.execute(tx)
  return rows.map((row) => entryOf(register, row))
}

/** How many entries there are, counted no further than `limit`. */
export async function countEntries(tx: Tx, register: Register, { limit, ...filter }: EntryFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (select 1 from ${sql.table(register)} t ${conditionsOf(filter)} limit ${limit}) n`.execute(tx)
  return rows[0]?.count ?? 0
}

/** How many entries each place holds. */
export async function countEntriesByPlace(tx: Tx, register: Register, filter: Omit<EntryFilter, 'limit' | 'after'>): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`select area_path::text as path, count(*)::int as count from ${sql.table(register)} t ${conditionsOf(filter)} group by 1`.execute(tx)
  return [...rows]
}

/** Persons found by what was typed: blind indexes of name, telephone, number, and spellings of the name. */
export function personFound(indexes: { readonly name: Buffer; readonly phone: Buffer; readonly number: Buffer; readonly spelling: Buffer }): RawBuilder<unknown> {
  return personsByKey(sql`(p.name_index = ${indexes.name} or p.phone_index = ${indexes.phone} or p.id_index = ${indexes.number}
    or p.name_keys[1] = ${indexes.spelling} or p.name_keys[2] = ${indexes.spelling} or p.name_keys[3] = ${indexes.spelling})`)
}

/** Persons whose whole name is spelt in one of these ways. */
export function personSounding(spellings: readonly Buffer[]): RawBuilder<unknown> {
  return personsByKey(sql`p.name_keys[1] = any (${[...spellings]}::bytea[])`)
}

/** Whoever bears a key is looked up first: left to choose, the planner may walk a whole district by place until a page of a frequent name is full. */
function personsByKey(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`t.id = any (array(select p.id from person p where ${condition}))`
}

/** Born in a span of months (first days); either may be open. */
export function bornBetween({ from: first, until }: { from?: string | undefined; until?: string | undefined }): RawBuilder<unknown>[] {
  return [...(first ? [sql`t.birth_month >= ${first}::date`] : []), ...(until ? [sql`t.birth_month <= ${until}::date`] : [])]
}

/** Words of a house's address, its code or its room. */
export function houseFound(q: string): RawBuilder<unknown> {
  return sql`(t.address like ${likeOf(q)} or t.code = ${q} or t.room = ${q})`
}

/**
 * An organisation by words, pinyin or initials of its name, also written with other characters of the same sound, or by
 * its credit code. Pairs of characters use the indexes, also under row-level security, the text decides: two conditions
 * of their own, so that pairs which an index has found are not made again for every row. A single character is looked for in every row.
 */
export function organisationFound(q: string): RawBuilder<unknown> {
  const [sound, code] = [soundOf(q), q.toUpperCase()]
  const held = sql`(strpos(t.name, ${q}) > 0 or strpos(t.spelling, ${sound}) > 0 or t.credit_code = ${code})`
  return q.length > 1 && sound.length > 1 ? sql`((pairs_of(t.name) @> pairs_of(${q}) or pairs_of(t.spelling) @> pairs_of(${sound}) or t.credit_code = ${code}) and ${held})` : held
}

function likeOf(q: string): string {
  return `%${q.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`
}

/** Organisations that match best, first; only where none does, those written with a slip. */
export async function bestOrganisations(tx: Tx, q: string, limit: number): Promise<StoredEntry[]> {
  const { rows } = await sql<Row>`
    select t.* from organisation t where t.state = 'active' and ${organisationFound(q)}
    order by (t.credit_code = ${q.toUpperCase()}) desc nulls last, (strpos(t.name, ${q}) > 0) desc, length(t.name), t.name, t.id limit ${limit}`.execute(tx)
  const near = rows.length > 0 || q.length < LEAST_WITH_A_SLIP ? rows : (await sql<Row>`
    select t.* from organisation t where t.state = 'active' and t.name % ${q} and similarity(t.name, ${q}) > 0.4 order by similarity(t.name, ${q}) desc, t.name, t.id limit ${limit}`.execute(tx)).rows
  return near.map((row) => entryOf('organisation', row))
}

/** Shorter words have a neighbour everywhere. */
const LEAST_WITH_A_SLIP = 4

/** Households that nobody looks after. */
export function notContacted(): RawBuilder<unknown> {
  return sql`not exists (select from relation r where r.to_id = t.id and r.kind = 'contact' and r.until is null)`
}

/** Households of one house. */
export function livingIn(houseId: string): RawBuilder<unknown> {
  return sql`t.house_id = ${houseId}`
}

/** A vehicle by its whole plate. */
export function plateFound(index: Buffer): RawBuilder<unknown> {
  return sql`t.plate_index = ${index}`
}

/** In two households or two homes at once. */
export function inConflict(): RawBuilder<unknown> {
  return sql`t.id in (select from_id from relation where kind in ('household', 'resides') and until is null group by from_id, kind having count(*) > 1)`
}

export interface EntryChange {
  readonly plain?: Readonly<Record<string, string | number | null>>
  readonly sealed?: Buffer | null
  readonly indexes?: { readonly id: Buffer | null; readonly phone: Buffer | null; readonly name: Buffer | null; readonly keys: readonly Buffer[]; readonly birthMonth: string | null } | undefined
  readonly phoneIndex?: Buffer | null
  readonly plateIndex?: Buffer
  readonly facts?: Facts
  readonly tags?: readonly string[]
  readonly areaPath?: string
  readonly state?: string
  readonly stateSince?: string
  /** Of an organisation. */
  readonly point?: { readonly lon: number; readonly lat: number }
  readonly at: Date
}

/** Writes a locked entry. */
export async function updateEntry(tx: Tx, { register, id }: Pick<StoredEntry, 'register' | 'id'>, change: EntryChange): Promise<void> {
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`changed_at = ${change.at}`]
  for (const [field, value] of Object.entries(change.plain ?? {})) sets.push(sql`${sql.ref(columnOf(field))} = ${value === null ? blankOf(register, field) : String(value)}::${sql.raw(sqlTypeOf(register, field))}`)
  const { indexes } = change
  if (register === 'organisation' && typeof change.plain?.name === 'string') sets.push(sql`spelling = ${spellingOf(change.plain.name)}`)
  if (change.sealed !== undefined) sets.push(sql`sealed = ${change.sealed}`)
  if (indexes) {
    sets.push(sql`id_index = ${indexes.id}`, sql`phone_index = ${indexes.phone}`, sql`name_index = ${indexes.name}`, sql`birth_month = ${indexes.birthMonth}::date`,
      sql`name_keys = ${bytesList(indexes.keys)}::text::bytea[]`)
  }
  if (change.phoneIndex !== undefined) sets.push(sql`phone_index = ${change.phoneIndex}`)
  if (change.plateIndex) sets.push(sql`plate_index = ${change.plateIndex}`)
  if (change.facts) sets.push(sql`facts = ${change.facts}`)
  if (change.tags) sets.push(sql`tags = ${[...change.tags]}::text[]`)
  if (change.areaPath) sets.push(sql`area_path = ${change.areaPath}::ltree`)
  if (change.state) sets.push(sql`state = ${change.state}`)
  if (change.stateSince && register === 'person') sets.push(sql`state_since = ${change.stateSince}::date`)
  if (change.point && register === 'organisation') sets.push(sql`lon = ${change.point.lon}`, sql`lat = ${change.point.lat}`)
  await sql`update ${sql.table(register)} set ${sql.join(sets)} where id = ${id}`.execute(tx)
}

interface Moved {
  readonly id: string
  readonly path: string
  /** Had left. */
  readonly isBack: boolean
}

/** Persons belong elsewhere now; who had left is back since a day. */
export async function movePersons(tx: Tx, moved: readonly Moved[], { at, since }: { readonly at: Date; readonly since: string }): Promise<void> {
  await sql`
    update person p set version = version + 1, changed_at = ${at}, area_path = u.path::ltree,
      state = case when u.is_back then 'active' else p.state end, state_since = case when u.is_back then ${since}::date else p.state_since end
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ path }) => path)}::text[], ${moved.map(({ isBack }) => isBack)}::boolean[]) as u(id, path, is_back) where p.id = u.id`.execute(tx)
}
