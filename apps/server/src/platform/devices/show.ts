import { Fault } from '@yihu/contracts'
import type { DeviceDetail, DeviceRow } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { unitNames } from '../identity/index.ts'
import { pointSilences, silenceMs } from './health.ts'
import { productsOf } from './product.ts'
import type { Product } from './product.ts'
import { namesOf } from './repo-device.ts'
import type { StoredDevice } from './repo-device.ts'
import { findListed } from './repo-list.ts'
import type { Judging, ListedDevice } from './repo-list.ts'
import { lastOf } from './repo-reading.ts'

interface Around extends Judging {
  readonly products: ReadonlyMap<string, Product>
  readonly units: ReadonlyMap<string, string>
}

/** What rows of devices need beside themselves. */
export async function aroundOf(tx: Tx, now: number): Promise<Around> {
  const products = await productsOf(tx)
  return {
    products: new Map(products.map((product) => [product.id, product])), units: await unitNames(tx), at: new Date(now),
    silence: new Map(products.map(({ id, points }) => [id, silenceMs(points)])), points: products.flatMap(({ id: product, points }) => pointSilences(points).map((one) => ({ product, ...one }))),
  }
}

/** A device as lists show it. */
export function rowOf(device: ListedDevice, { products, units }: Pick<Around, 'products' | 'units'>): DeviceRow {
  const product = products.get(device.product_id)
  return {
    id: device.id, version: device.version, name: device.name, productId: device.product_id, productName: product?.name ?? device.product_id, kind: product?.kind ?? '',
    areaPath: device.area_path, areaName: device.area_name, point: device.lon === null || device.lat === null ? null : { lon: device.lon, lat: device.lat },
    address: device.address, unit: device.unit_id === null ? null : { id: device.unit_id, name: units.get(device.unit_id) ?? device.unit_id }, keeper: device.keeper,
    lastAt: device.last_at?.toISOString() ?? null,
    health: device.health,
  }
}

/** One device in sight with its latest values. @throws not-found */
export async function detailOf(tx: Tx, actor: Pick<Actor, 'permissions'>, { id, now }: { id: string; now: number }): Promise<DeviceDetail> {
  const around = await aroundOf(tx, now)
  const device = await findListed(tx, id, around)
  if (!device) throw new Fault('not-found')
  const stored = new Map((await lastOf(tx, device.no)).map((row) => [row.point, row]))
  const points = around.products.get(device.product_id)?.points ?? []
  const silences = new Map(pointSilences(points).map(({ point, ms }) => [point, ms]))
  return {
    ...rowOf(device, around),
    values: points.map(({ name, title, unit, words }) => {
      const row = stored.get(name)
      return { point: name, title, unit, value: row?.value ?? null, word: row ? wordOf(words, row.value) : null, at: row?.at.toISOString() ?? null, isLate: row !== undefined && row.at.getTime() < now - (silences.get(name) ?? Infinity) }
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
