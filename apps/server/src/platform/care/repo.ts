import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { CareKind, CareScope } from '@yihu/contracts'
import { DEPTHS } from '@yihu/domain'
import type { PeopleRow } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CareTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CareTables>()

type Keys = Pick<Context, 'vault'>

export type StoredPerson = Selectable<Database['care_person']>

/** What is known of a person in clear text: only for a purpose that is recorded, or to mask. */
export interface PersonIdentity {
  readonly name: string
  readonly phone: string | null
  readonly note: string | null
  readonly guardian: string | null
  readonly awaySaidBy: string | null
}

/** One person in sight; `isLocked` until the end of the transaction. */
export async function findPerson(tx: Tx, id: string, { isLocked = false }: { isLocked?: boolean } = {}): Promise<StoredPerson | undefined> {
  const query = own(tx).selectFrom('care_person').selectAll().where('id', '=', id)
  return (isLocked ? query.forUpdate() : query).executeTakeFirst()
}

/** Who of these persons of the pool is cared for; `isLocked` until the end of the transaction. */
export async function careOfPersons(tx: Tx, poolPersonIds: readonly string[], { isLocked = false }: { isLocked?: boolean } = {}): Promise<StoredPerson[]> {
  const query = own(tx).selectFrom('care_person').selectAll().where('pool_person_id', 'in', [...poolPersonIds]).where('ended_at', 'is', null).orderBy('id')
  return (isLocked ? query.forUpdate() : query).execute()
}

/** Who is cared for under one of these names, or as one of these persons of the pool; locked until the end of the transaction. */
export async function findPeopleLike(tx: Tx, { vault }: Keys, { names, poolPersonIds }: { readonly names: readonly string[]; readonly poolPersonIds: readonly string[] }): Promise<StoredPerson[]> {
  if (names.length === 0) return []
  return own(tx).selectFrom('care_person').selectAll().where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('name_index', 'in', names.map((name) => vault.index('care.name', name))), ...(poolPersonIds.length > 0 ? [eb('pool_person_id', 'in', [...poolPersonIds])] : [])]))
    .orderBy('id').forUpdate().execute()
}

/** Opens the sealed fields of a person; after the end of care nothing of them is left. */
export function identityOf({ vault }: Keys, row: StoredPerson): PersonIdentity {
  const open = (field: string, sealed: Uint8Array | null): string | null => (sealed ? vault.open(field, sealed) : null)
  return {
    name: open('care.name', row.name_cipher) ?? '已结束', phone: open('care.phone', row.phone_cipher), note: open('care.note', row.note_cipher),
    guardian: open('care.guardian', row.consent_name_cipher), awaySaidBy: open('care.away', row.away_said_cipher),
  }
}

/** Undefined stays as it was. */
interface Personal {
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly note?: string | undefined
  readonly guardian?: string | undefined
}

interface PersonInput extends Personal {
  readonly kind: CareKind
  readonly areaPath: string
  readonly areaName: string
  readonly room: string | null
  readonly poolPersonId: string | null
  readonly consentBy: 'self' | 'guardian'
  readonly consentDay: string
  readonly consentScopes: readonly CareScope[]
  readonly at: Date
}

function sealed({ vault }: Keys, { name, phone, note, guardian }: Personal) {
  return {
    ...(name ? { name_cipher: vault.seal('care.name', name), name_index: vault.index('care.name', name) } : {}),
    ...(phone ? { phone_cipher: vault.seal('care.phone', phone), phone_index: vault.index('care.phone', digitsOf(phone)) } : {}),
    ...(note === undefined ? {} : { note_cipher: note === '' ? null : vault.seal('care.note', note) }),
    ...(guardian ? { consent_name_cipher: vault.seal('care.guardian', guardian) } : {}),
  }
}

function plain({ kind, areaPath, areaName, room, poolPersonId, consentBy, consentDay, consentScopes, at }: PersonInput) {
  return {
    kind, area_path: areaPath, area_name: areaName, room, pool_person_id: poolPersonId, consent_by: consentBy, consent_day: consentDay, consent_scopes: [...consentScopes], changed_at: at,
  }
}

/** 「+86 139-…」 and 「139…」 are one telephone. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/gu, '').replace(/^(?:00)?86(?=1\d{10}$)/u, '')
}

/** Inserts people. */
export async function insertPeople(tx: Tx, keys: Keys, people: readonly (PersonInput & { readonly id: string })[]): Promise<void> {
  if (people.length === 0) return
  const none = { name_cipher: null, name_index: null, phone_cipher: null, phone_index: null, note_cipher: null, consent_name_cipher: null }
  await own(tx).insertInto('care_person').values(people.map((person) => ({ id: person.id, created_at: person.at, ...plain(person), ...none, ...sealed(keys, person) }))).execute()
}

/** Changes a locked person and counts the version up. */
export async function updatePerson(tx: Tx, keys: Keys, { row, input }: { row: StoredPerson; input: PersonInput }): Promise<void> {
  await own(tx).updateTable('care_person').set({ ...plain(input), ...sealed(keys, input), version: row.version + 1 }).where('id', '=', row.id).execute()
}

/** Notes an absence, or its end with null. */
export async function setAway(tx: Tx, { vault }: Keys, { row, away, at }: { row: StoredPerson; away: { readonly from: Date; readonly until: Date; readonly saidBy: string } | null; at: Date }): Promise<void> {
  await own(tx)
    .updateTable('care_person')
    .set({ away_from: away?.from ?? null, away_until: away?.until ?? null, away_said_cipher: away ? vault.seal('care.away', away.saidBy) : null, version: row.version + 1, changed_at: at })
    .where('id', '=', row.id)
    .execute()
}

/** Ends the care of a locked person: what is personal is deleted with contacts, bonds and reminders. */
export async function endPerson(tx: Tx, { row, reason, at }: { row: StoredPerson; reason: string; at: Date }): Promise<void> {
  for (const table of ['care_contact', 'care_device', 'care_reminder'] as const) await own(tx).deleteFrom(table).where('person_id', '=', row.id).execute()
  await own(tx)
    .updateTable('care_person')
    .set({
      ended_at: at, ended_reason: reason, name_cipher: null, name_index: null, phone_cipher: null, phone_index: null, note_cipher: null, consent_name_cipher: null, away_from: null, away_until: null,
      away_said_cipher: null, room: null, pool_person_id: null, version: row.version + 1, changed_at: at,
    })
    .where('id', '=', row.id)
    .execute()
}

export interface CareFilter {
  readonly q?: string | undefined
  readonly kind?: CareKind | undefined
  readonly area?: string | undefined
}

/** A person with how much is around them. */
export interface ListedPerson extends StoredPerson {
  readonly devices: number
  readonly contacts: number
}

type State = 'active' | 'away' | 'ended'

const stateSql = (now: Date) => sql<State>`case when p.ended_at is not null then 'ended' when p.away_from <= ${now} and p.away_until > ${now} then 'away' else 'active' end`

function matching({ vault }: Keys, { q, kind, area }: CareFilter) {
  return sql`
    ${kind ? sql`p.kind = ${kind}` : sql`true`} and ${area ? sql`p.area_path <@ ${area}::ltree` : sql`true`}
    and ${q ? sql`(p.name_index = ${vault.index('care.name', q)} or p.phone_index = ${vault.index('care.phone', digitsOf(q))}
      or exists (select from care_device d where d.person_id = p.id and d.device_id = ${q}))` : sql`true`}`
}

/** A page of people by area and room; one more than asked when there are more. */
export async function listPeople(tx: Tx, keys: Keys, { state, now, from, limit, ...filter }: CareFilter & { readonly state: State; readonly now: Date; readonly from: number; readonly limit: number }): Promise<ListedPerson[]> {
  const wanted = state === 'active' ? sql`${stateSql(now)} <> 'ended'` : sql`${stateSql(now)} = ${state}`
  const { rows } = await sql<ListedPerson>`
    select p.*, (select count(*)::int from care_device d where d.person_id = p.id) as devices, (select count(*)::int from care_contact c where c.person_id = p.id) as contacts
    from care_person p where ${matching(keys, filter)} and ${wanted}
    order by p.area_path, p.room, p.id limit ${limit + 1} offset ${from}`.execute(tx)
  return [...rows]
}

interface UnderCare {
  readonly area: string | undefined
  readonly kind: CareKind | undefined
}

const underCare = ({ area, kind }: UnderCare) => sql`ended_at is null and ${kind ? sql`kind = ${kind}` : sql`true`} and ${area ? sql`area_path <@ ${area}::ltree` : sql`true`}`

/** How many are under care, counted no further than `most`. */
export async function countUnderCare(tx: Tx, { most, ...filter }: UnderCare & { readonly most: number }): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (select 1 from care_person where ${underCare(filter)} limit ${most}) n`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Who is under care, in the order in which they came. */
export async function pageUnderCare(tx: Tx, { after, limit, ...filter }: UnderCare & { readonly after: string | undefined; readonly limit: number }): Promise<StoredPerson[]> {
  const { rows } = await sql<StoredPerson>`select * from care_person where ${underCare(filter)} and ${after ? sql`id > ${after}::uuid` : sql`true`} order by id limit ${limit}`.execute(tx)
  return [...rows]
}

/** How many people there are of each state; who is away is under care too. */
export async function countPeople(tx: Tx, keys: Keys, { now, ...filter }: CareFilter & { readonly now: Date }): Promise<Record<State, number>> {
  const { rows } = await sql<{ state: State; count: number }>`
    select ${stateSql(now)} as state, count(*)::int as count from care_person p where ${matching(keys, filter)} group by 1`.execute(tx)
  const counts = new Map(rows.map((row) => [row.state, row.count]))
  const away = counts.get('away') ?? 0
  return { active: (counts.get('active') ?? 0) + away, away, ended: counts.get('ended') ?? 0 }
}

/** People under care by building. */
export async function tallyCare(tx: Tx): Promise<PeopleRow[]> {
  const { rows } = await sql<{ path: string; active: number }>`
    select subpath(area_path, 0, least(nlevel(area_path), ${sql.lit(DEPTHS.building)}))::text as path, count(*)::int as active from care_person where ended_at is null group by 1`.execute(tx)
  return rows.map(({ path, ...counts }) => ({ path, counts }))
}

/** Writes into people's history. */
export async function noteEvents(tx: Tx, events: readonly { readonly id: string; readonly personId: string; readonly at: Date; readonly kind: string; readonly text: string; readonly by: string | null }[]): Promise<void> {
  if (events.length === 0) return
  await own(tx).insertInto('care_event').values(events.map(({ personId, by, ...event }) => ({ ...event, person_id: personId, by_name: by }))).execute()
}

/** What happened in a person's care, the latest first. */
export async function eventsOf(tx: Tx, personId: string, limit: number): Promise<Selectable<Database['care_event']>[]> {
  return own(tx).selectFrom('care_event').selectAll().where('person_id', '=', personId).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
