import type { PointForm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { foldBatch } from './fold.ts'
import { devicesById, insertDevices } from './repo-device.ts'
import { writeProduct } from './repo-product.ts'
import { insertReadings, moveLast } from './repo-reading.ts'
import { hashSecret } from './secret.ts'

/** A product and a device that come from elsewhere, as a whole. */
interface Goods {
  readonly products: readonly { readonly id: string; readonly name: string; readonly kind: string; readonly points: readonly PointForm[] }[]
  readonly devices: readonly {
    readonly id: string; readonly productId: string; readonly name: string; readonly areaPath: string; readonly areaName: string; readonly lon: number; readonly lat: number
    readonly address: string | null; readonly unitId: string | null; readonly secret: string
  }[]
  readonly at: Date
}

const AT_ONCE = 4000

/** Writes products and devices of a new street; a device whose id is taken stays as it is. */
export async function bringInDevices(tx: Tx, { products, devices, at }: Goods): Promise<void> {
  for (const one of products) await writeProduct(tx, { ...one, version: 1, vendor: null, codec: null, at })
  await insertDevices(tx, devices.map(({ secret, ...device }) => ({ ...device, keeper: null, names: {}, secretHash: hashSecret(secret), at, by: null })))
}

/** Writes readings of devices by their ids; those of unknown devices are left out. */
export async function bringInReadings(tx: Tx, { readings, takenAt }: { readings: readonly { readonly deviceId: string; readonly point: string; readonly at: number; readonly value: number }[]; takenAt: Date }): Promise<void> {
  const rows = await devicesById(tx, [...new Set(readings.map(({ deviceId }) => deviceId))])
  const numbers = new Map(rows.map(({ id, no }) => [id, no]))
  for (let from = 0; from < readings.length; from += AT_ONCE) {
    const known = readings.slice(from, from + AT_ONCE).flatMap(({ deviceId, ...rest }) => {
      const device = numbers.get(deviceId)
      return device === undefined ? [] : [{ device, ...rest }]
    })
    const { readings: once, last } = foldBatch(known)
    await insertReadings(tx, { readings: once, takenAt })
    await moveLast(tx, { last, takenAt })
  }
}
