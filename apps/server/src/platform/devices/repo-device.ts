import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from '../../kernel/db/index.ts'
import type { DeviceTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<DeviceTables>()

export type StoredDevice = Selectable<Database['device']>

/** One device in sight; `locked` until the end of the transaction. */
export async function findDevice(tx: Tx, id: string, { isLocked = false }: { isLocked?: boolean } = {}): Promise<StoredDevice | undefined> {
  const query = own(tx).selectFrom('device').selectAll().where('id', '=', id)
  return (isLocked ? query.forUpdate() : query).executeTakeFirst()
}

/** The devices of these ids. */
export async function devicesById(tx: Tx, ids: readonly string[]): Promise<StoredDevice[]> {
  return own(tx).selectFrom('device').selectAll().where(sql<boolean>`id = any(${ids}::text[])`).execute()
}

/** The active devices in an area, by id. */
export async function devicesOfArea(tx: Tx, area: string): Promise<StoredDevice[]> {
  return own(tx).selectFrom('device').selectAll().where(sql<boolean>`area_path <@ ${area}::ltree`).where('state', '=', 'active').orderBy('id').limit(MOST_LISTED).execute()
}

/** A device, by its number, and when it was heard. */
export interface Word {
  readonly no: number
  readonly at: Date
}

/** Notes when devices were heard, each at most once a minute and never earlier than is known; what another server has in hand is left to it. */
export async function noteHeard(tx: Tx, words: readonly Word[]): Promise<void> {
  if (words.length === 0) return
  await sql`
    with heard as (select no, max(at) as at from unnest(${words.map(({ no }) => no)}::int[], ${words.map(({ at }) => at.toISOString())}::timestamptz[]) as word(no, at) group by no),
      free as (select d.no, h.at from device d join heard h on h.no = d.no where d.heard_at is null or d.heard_at <= h.at - interval '1 minute' order by d.no for no key update of d skip locked)
    update device d set heard_at = free.at from free where d.no = free.no`.execute(tx)
}

export interface DeviceInput {
  readonly id: string
  readonly productId: string
  readonly name: string
  readonly areaPath: string
  readonly areaName: string
  readonly lon: number | null
  readonly lat: number | null
  readonly address: string | null
  readonly unitId: string | null
  readonly keeper: string | null
  readonly names: Readonly<Record<string, string>>
  readonly secretHash: Buffer
  readonly at: Date
  readonly by: string | null
}

/** Inserts devices; answers the ids that were free. */
export async function insertDevices(tx: Tx, devices: readonly DeviceInput[]): Promise<Set<string>> {
  const added = new Set<string>()
  for (let from = 0; from < devices.length; from += 1000) {
    const rows = await own(tx)
      .insertInto('device')
      .values(devices.slice(from, from + 1000).map(rowOf))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute()
    for (const { id } of rows) added.add(id)
  }
  return added
}

function rowOf(device: DeviceInput) {
  return {
    id: device.id, product_id: device.productId, name: device.name, area_path: device.areaPath, area_name: device.areaName, lon: device.lon, lat: device.lat,
    address: device.address, unit_id: device.unitId, keeper: device.keeper, names: device.names, secret_hash: device.secretHash, secret_at: device.at,
    created_at: device.at, created_by: device.by, changed_at: device.at,
  }
}

type Change = Partial<Pick<StoredDevice,
  'product_id' | 'name' | 'area_path' | 'area_name' | 'lon' | 'lat' | 'address' | 'unit_id' | 'keeper' | 'names' | 'state' | 'secret_hash' | 'secret_at' |
  'maintenance_until' | 'maintenance_note' | 'fault_at' | 'fault_note'>>

/** A camera's own words with what they mean. */
export function namesOf({ names }: Pick<StoredDevice, 'names'>): Record<string, string> {
  return z.record(z.string(), z.string()).parse(names)
}

/** Writes some columns of a locked device and counts its version up. */
export async function changeDevice(tx: Tx, device: StoredDevice, { at, ...change }: Change & { readonly at: Date }): Promise<void> {
  await own(tx).updateTable('device').set({ ...change, version: device.version + 1, changed_at: at }).where('id', '=', device.id).execute()
}

/** Remembers that somebody was not let in under this name; at most one write a minute. */
export async function noteRefusal(tx: Tx, { id, at, reason }: { id: string; at: Date; reason: string }): Promise<void> {
  await own(tx)
    .updateTable('device')
    .set({ refused_at: at, refused_reason: reason })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('refused_at', 'is', null), eb('refused_at', '<', new Date(at.getTime() - 60_000)), eb('refused_reason', '!=', reason)]))
    .execute()
}

interface MatchingDevice {
  readonly id: string
  readonly name: string
  readonly area_path: string
  readonly product: string
  readonly lon: number | null
  readonly lat: number | null
}

/** Devices whose id, name, address or keeper holds what was typed. */
export async function matchingDevices(tx: Tx, q: string, limit: number): Promise<MatchingDevice[]> {
  const { rows } = await sql<MatchingDevice>`
    select d.id, d.name, d.area_path, d.lon, d.lat, p.name as product from device d join product p on p.id = d.product_id
    where ${q.length > 1 ? sql`pairs_of(d.search) @> pairs_of(${q}) and` : sql``} strpos(lower(d.search), lower(${q})) > 0 order by d.name, d.id limit ${limit}`.execute(tx)
  return [...rows]
}

/** A district has fewer. */
const MOST_LISTED = 50_000
