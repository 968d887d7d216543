import { Fault } from '@yihu/contracts'
import type { DeviceDetail, DeviceRow } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { unitNames } from '../identity/index.ts'
import { healthOf } from './health.ts'
import { productsOf } from './product.ts'
import type { Product } from './product.ts'
import { findDevice, namesOf } from './repo-device.ts'
import type { ListedDevice, StoredDevice } from './repo-device.ts'
import { lastOf } from './repo-reading.ts'

interface Around {
  readonly products: ReadonlyMap<string, Product>
  readonly units: ReadonlyMap<string, string>
  readonly now: number
}

/** What rows of devices need beside themselves. */
export async function aroundOf(tx: Tx, now: number): Promise<Around> {
  return { products: new Map((await productsOf(tx)).map((product) => [product.id, product])), units: await unitNames(tx), now }
}

/** A device as lists show it. */
export function rowOf(device: ListedDevice, { products, units, now }: Around): DeviceRow {
  const product = products.get(device.product_id)
  return {
    id: device.id, version: device.version, name: device.name, productId: device.product_id, productName: product?.name ?? device.product_id, kind: product?.kind ?? '',
    areaPath: device.area_path, areaName: device.area_name, point: device.lon === null || device.lat === null ? null : { lon: device.lon, lat: device.lat },
    address: device.address, unit: device.unit_id === null ? null : { id: device.unit_id, name: units.get(device.unit_id) ?? device.unit_id }, keeper: device.keeper,
    lastAt: device.last_at?.toISOString() ?? null,
    health: healthOf({ state: device.state, maintenanceUntil: device.maintenance_until, faultAt: device.fault_at, lastAt: device.last_at, points: product?.points ?? [] }, now),
  }
}

/** One device in sight with its latest values. @throws not-found */
export async function detailOf(tx: Tx, actor: Pick<Actor, 'permissions'>, { id, now }: { id: string; now: number }): Promise<DeviceDetail> {
  const device = await findDevice(tx, id)
  if (!device) throw new Fault('not-found')
  const around = await aroundOf(tx, now)
  const last = await lastOf(tx, device.no)
  const lastAt = last.reduce<Date | null>((latest, { at }) => (latest && latest > at ? latest : at), null)
  const stored = new Map(last.map((row) => [row.point, row]))
  const points = around.products.get(device.product_id)?.points ?? []
  return {
    ...rowOf({ ...device, last_at: lastAt }, around),
    values: points.map(({ name, title, unit, words }) => {
      const row = stored.get(name)
      return { point: name, title, unit, value: row?.value ?? null, word: row ? wordOf(words, row.value) : null, at: row?.at.toISOString() ?? null }
    }),
    ...marksOf(device, now), names: namesOf(device), createdAt: device.created_at.toISOString(), mayEdit: actor.permissions.has('device.edit'),
  }
}

function wordOf(words: Readonly<Record<string, number>>, value: number): string | null {
  return Object.entries(words).find(([, number]) => number === value)?.[0] ?? null
}

function marksOf(device: StoredDevice, now: number) {
  return {
    hasSecret: device.secret_hash !== null, secretAt: device.secret_at?.toISOString() ?? null,
    maintenance: device.maintenance_until && device.maintenance_until.getTime() > now ? { until: device.maintenance_until.toISOString(), note: device.maintenance_note ?? '' } : null,
    fault: device.fault_at ? { at: device.fault_at.toISOString(), note: device.fault_note ?? '' } : null,
    refused: device.refused_at ? { at: device.refused_at.toISOString(), reason: device.refused_reason ?? '' } : null,
  }
}
