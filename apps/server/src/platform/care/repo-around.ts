import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { CareContactKind, CareScope } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { CareTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<CareTables>()

type Keys = Pick<Context, 'vault'>

/** Whom to call for a person, in clear text: only for a purpose that is recorded, or to mask. */
export interface Contact {
  readonly id: string
  readonly kind: CareContactKind
  readonly name: string
  readonly phone: string
  readonly relation: string | null
  readonly userId: string | null
  readonly consentDay: string | null
}

/** The contacts of a person in the order in which they are called. */
export async function contactsOf(tx: Tx, keys: Keys, personId: string): Promise<Contact[]> {
  return (await contactsOfAll(tx, keys, [personId])).get(personId) ?? []
}

/** The contacts of people, by person; whoever has none is not in it. */
export async function contactsOfAll(tx: Tx, { vault }: Keys, personIds: readonly string[]): Promise<Map<string, Contact[]>> {
  const rows = await own(tx).selectFrom('care_contact').selectAll().where(sql<boolean>`person_id = any(${personIds}::uuid[])`).orderBy('place').orderBy('id').execute()
  const byPerson = Map.groupBy(rows, (row) => row.person_id)
  return new Map([...byPerson].map(([personId, of]) => [personId, of.map((row) => ({
    id: row.id, kind: row.kind as CareContactKind, // checked by the table
    name: vault.open('care.contact.name', row.name_cipher), phone: vault.open('care.contact.phone', row.phone_cipher), relation: row.relation, userId: row.user_id, consentDay: row.consent_day,
  }))]))
}

/** Writes the contacts of people anew; a person named here has those and no others. */
export async function writeContacts(tx: Tx, { vault }: Keys, people: readonly { readonly personId: string; readonly contacts: readonly Contact[] }[]): Promise<void> {
  if (people.length === 0) return
  await own(tx).deleteFrom('care_contact').where('person_id', 'in', people.map(({ personId }) => personId)).execute()
  const rows = people.flatMap(({ personId, contacts }) => contacts.map(({ id, kind, name, phone, relation, userId, consentDay }, place) => ({
    id, person_id: personId, place, kind, name_cipher: vault.seal('care.contact.name', name), phone_cipher: vault.seal('care.contact.phone', phone), relation, user_id: userId, consent_day: consentDay,
  })))
  if (rows.length > 0) await own(tx).insertInto('care_contact').values(rows).execute()
}

export interface Bond {
  readonly deviceId: string
  readonly scope: CareScope
}

/** The devices of a person. */
export async function bondsOf(tx: Tx, personId: string): Promise<Bond[]> {
  const rows = await own(tx).selectFrom('care_device').selectAll().where('person_id', '=', personId).orderBy('device_id').execute()
  return rows.map(({ device_id: deviceId, scope }) => ({ deviceId, scope: scope as CareScope })) // written by save.ts alone
}

/** All devices that watch over somebody, with where the person lives. */
export async function allBonds(db: Kysely<Database>): Promise<{ deviceId: string; personId: string; path: string }[]> {
  return db.$pickTables<CareTables>().selectFrom('care_device as d').innerJoin('care_person as p', 'p.id', 'd.person_id')
    .select(['d.device_id as deviceId', 'd.person_id as personId', 'p.area_path as path']).orderBy('d.device_id').execute()
}

/** Writes the bonds of people anew. @returns the devices that belong to somebody else */
export async function writeBonds(tx: Tx, people: readonly { readonly personId: string; readonly bonds: readonly Bond[] }[]): Promise<string[]> {
  if (people.length === 0) return []
  await own(tx).deleteFrom('care_device').where('person_id', 'in', people.map(({ personId }) => personId)).execute()
  const rows = people.flatMap(({ personId, bonds }) => bonds.map(({ deviceId, scope }) => ({ person_id: personId, device_id: deviceId, scope })))
  if (rows.length === 0) return []
  const written = await own(tx).insertInto('care_device').values(rows).onConflict((conflict) => conflict.column('device_id').doNothing()).returning('device_id').execute()
  const mine = new Set(written.map((row) => row.device_id))
  return rows.map((row) => row.device_id).filter((id) => !mine.has(id))
}

/** Somebody who is watched over by a device. */
export interface Watched {
  readonly deviceId: string
  readonly personId: string
  readonly scope: CareScope
  readonly areaPath: string
  readonly awayFrom: Date | null
  readonly awayUntil: Date | null
}

/** Who is watched over by these devices. */
export async function watchedBy(tx: Tx, deviceIds: readonly string[]): Promise<Watched[]> {
  const rows = await own(tx)
    .selectFrom('care_device')
    .innerJoin('care_person', 'care_person.id', 'care_device.person_id')
    .select(['device_id', 'person_id', 'scope', 'area_path', 'away_from', 'away_until'])
    .where(sql<boolean>`device_id = any(${deviceIds}::text[])`)
    .execute()
  return rows.map((row) => ({
    deviceId: row.device_id, personId: row.person_id, scope: row.scope as CareScope, areaPath: row.area_path, awayFrom: row.away_from, awayUntil: row.away_until, // scopes are written by save.ts alone
  }))
}

/** Devices of a scope in an area, with the person: those who agreed to be spoken to, when `isSpoken`. */
export async function bondsIn(tx: Tx, { area, scope, isSpoken }: { area: string | null; scope: CareScope; isSpoken: boolean }): Promise<{ deviceId: string; personId: string }[]> {
  const { rows } = await sql<{ deviceId: string; personId: string }>`
    select d.device_id as "deviceId", d.person_id as "personId" from care_device d join care_person p on p.id = d.person_id
    where d.scope = ${scope} and p.ended_at is null and ${area === null ? sql`true` : sql`p.area_path <@ ${area}::ltree`}
      and ${isSpoken ? sql`'reminder' = any(p.consent_scopes)` : sql`true`} order by 1`.execute(tx)
  return [...rows]
}

/** Lets go of devices that will be no more, with their reminders and test calls; answers how many rows there were. */
export async function releaseDevices(tx: Tx, deviceIds: readonly string[]): Promise<number> {
  let count = 0
  for (const table of ['care_reminder', 'care_test_call', 'care_device'] as const) {
    const { numDeletedRows } = await own(tx).deleteFrom(table).where(sql<boolean>`device_id = any(${deviceIds}::text[])`).executeTakeFirstOrThrow()
    count += Number(numDeletedRows)
  }
  return count
}
