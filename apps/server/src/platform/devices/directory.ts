import type { PointForm } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Db, Tx } from '../../kernel/db/index.ts'
import { OVERFLOW } from '../../kernel/events/index.ts'
import { productsOf } from './product.ts'
import { devicesById, devicesOfArea, namesOf } from './repo-device.ts'
import type { StoredDevice } from './repo-device.ts'

/** What reading a device's messages takes. */
export interface KnownDevice {
  readonly id: string
  readonly no: number
  readonly name: string
  /** Of its product: what scenarios know it by. */
  readonly kind: string
  readonly path: string
  readonly areaName: string
  readonly address: string | null
  readonly unitId: string | null
  readonly isStopped: boolean
  /** Milliseconds; its alarms call nobody until then. */
  readonly maintenanceUntil: number | null
  readonly secretHash: Buffer | null
  readonly place: { readonly lon: number; readonly lat: number } | null
  readonly codec: string | null
  /** What it means by its own words, where it is a camera. */
  readonly names: Readonly<Record<string, string>>
  readonly points: ReadonlyMap<string, PointForm>
}

/** Devices held in memory while they are being heard; a change anywhere makes this server look again. */
export interface Directory {
  /** What is in memory of a device. */
  known(id: string): KnownDevice | undefined
  /** Devices by id, read where they are not in memory; unknown ids are left out. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, KnownDevice>>
  /** The device as it is in the database now. */
  fresh(id: string): Promise<KnownDevice | undefined>
  /** Told the id of every device that changed (null: perhaps all). @returns how to stop. */
  onChange(listener: (id: string | null) => void): () => void
}

/** More devices than this are not held at once. */
const MOST_HELD = 100_000

const directories = new WeakMap<Db, Directory>()

/** The directory of a context's database. */
export function directoryOf(context: Pick<Context, 'db' | 'live'>): Directory {
  const known = directories.get(context.db)
  if (known) return known
  const made = createDirectory(context)
  directories.set(context.db, made)
  return made
}

function createDirectory({ db, live }: Pick<Context, 'db' | 'live'>): Directory {
  const held = new Map<string, KnownDevice>()
  const listeners = new Set<(id: string | null) => void>()
  /** Counts changes, so that what was read before one is not kept after it. */
  let changes = 0
  const forget = (id: string | null): void => {
    changes += 1
    if (id === null) held.clear()
    else held.delete(id)
    for (const listener of listeners) listener(id)
  }
  live.subscribe(({ topic, payload }) => {
    if (topic === 'product.changed' || topic === OVERFLOW) forget(null)
    if (topic === 'device.changed') for (const id of idsOf(payload['ids'])) forget(id)
  })
  const read = async (ids: readonly string[]): Promise<KnownDevice[]> => {
    const before = changes
    const found = await load(db, ids)
    if (held.size + found.length > MOST_HELD) held.clear()
    if (before === changes) for (const device of found) held.set(device.id, device)
    return found
  }
  return {
    known: (id) => held.get(id),
    async find(ids) {
      const missing = [...new Set(ids)].filter((id) => !held.has(id))
      const fresh = missing.length > 0 ? await read(missing) : []
      const all = new Map(fresh.map((device) => [device.id, device]))
      for (const id of ids) {
        const device = held.get(id)
        if (device) all.set(id, device)
      }
      return all
    },
    fresh: async (id) => (await read([id]))[0],
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
}

async function load(db: Db, ids: readonly string[]): Promise<KnownDevice[]> {
  return db.transact(systemScope, async (tx) => knownOf(tx, await devicesById(tx, ids)))
}

/** The devices of an area that somebody sees. */
export async function devicesIn(tx: Tx, area: string): Promise<KnownDevice[]> {
  return knownOf(tx, await devicesOfArea(tx, area))
}

async function knownOf(tx: Tx, rows: readonly StoredDevice[]): Promise<KnownDevice[]> {
  const products = new Map((rows.length > 0 ? await productsOf(tx) : []).map((product) => [product.id, product]))
  return rows.map((row): KnownDevice => {
    const product = products.get(row.product_id)
    return {
      id: row.id, no: row.no, name: row.name, kind: product?.kind ?? '', path: row.area_path, areaName: row.area_name, address: row.address, unitId: row.unit_id,
      isStopped: row.state === 'stopped', maintenanceUntil: row.maintenance_until?.getTime() ?? null, secretHash: row.secret_hash && Buffer.from(row.secret_hash),
      place: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
      codec: product?.codec ?? null, names: namesOf(row), points: new Map(product?.points.map((point) => [point.name, point])),
    }
  })
}
