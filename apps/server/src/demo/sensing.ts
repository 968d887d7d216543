import { buildSensing, createRandom, usualReading } from '@yihu/town'
import type { Sensing, Town } from '@yihu/town'
import type { Context } from '../kernel/context.ts'
import { systemScope } from '../kernel/db/index.ts'
import type { Tx } from '../kernel/db/index.ts'
import { foldHeard } from '../platform/alarms/index.ts'
import { bringInCare } from '../platform/care/index.ts'
import { bringInDevices, bringInReadings, directoryOf } from '../platform/devices/index.ts'
import { demoSecret } from './secret.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MINUTE_MS = 60_000
/** So many days of hourly readings for a few devices of each of these products. */
const PAST_DAYS = 21
const WITH_PAST: Readonly<Record<string, number>> = { water: 10, river: 4, 'car-park': 5, bin: 6, hydrant: 4, dust: 3, electrical: 5, outfall: 2, counter: 3, weather: 3 }

/** Devices that are out of order as the demo begins, so that the alarm desk is not empty. */
const TROUBLES: readonly (readonly [deviceId: string, point: string, value: number])[] = [
  ['bin-0001', 'fill', 97], ['bin-0014', 'fill', 95], ['river-0001', 'level', 3.4], ['hydrant-0003', 'pressure', 0.02], ['electrical-0007', 'residual', 620], ['electrical-0021', 'cable', 96],
  ['flood-0002', 'depth', 34], ['dust-0001', 'dust', 420],
]

interface SensingOptions {
  readonly town: Town
  readonly seed: string
  readonly asOf: number
}

/** Products, devices, weeks of readings of some of them and the old people they look after. */
export async function loadSensing(tx: Tx, context: Context, { town, seed, asOf }: SensingOptions): Promise<void> {
  const sensing = buildSensing(town, { seed })
  const names = new Map(town.areas.map((area) => [area.path, area.name]))
  const fullName = (path: string) => path.split('.').map((_, depth, labels) => names.get(labels.slice(0, depth + 1).join('.')) ?? '').slice(2).join(' ').trim() || (names.get(path) ?? '')
  await bringInDevices(tx, {
    products: sensing.products.map((product) => ({ ...product, points: product.points.map((point) => ({ ...point, words: {} })) })),
    devices: sensing.devices.map(({ point: [lon, lat], ...device }) => ({ ...device, lon, lat, areaName: fullName(device.areaPath), secret: demoSecret(seed, device.id) })),
    at: new Date(asOf - 200 * DAY_MS),
  })
  await bringInReadings(tx, { readings: pastOf(sensing, { seed, asOf }), takenAt: new Date(asOf) })
  await bringInCare(tx, context, {
    people: sensing.elders.map(({ name, phone, areaPath, room, contacts, devices }, index) => ({
      name, phone, areaPath, room, contacts, devices, areaName: fullName(areaPath), reminder: index % 2 === 0 ? { text: '该吃降压药了', times: ['08:00', '18:30'] } : null,
    })),
    since: asOf - 180 * DAY_MS, now: asOf,
  })
}

interface Span {
  readonly seed: string
  readonly asOf: number
}

/** The latest reading of every point, and hourly ones of a few devices. */
function pastOf({ products, devices }: Sensing, { seed, asOf }: Span) {
  const points = new Map(products.map((product) => [product.id, product.points]))
  const random = createRandom(`${seed}/past`)
  const seen = new Map<string, number>()
  return devices.flatMap(({ id, productId }) => {
    const nth = (seen.get(productId) ?? 0) + 1
    seen.set(productId, nth)
    const last = asOf - random.int(1, 50) * MINUTE_MS
    const hours = nth <= (WITH_PAST[productId] ?? 0) ? PAST_DAYS * 24 : 0
    return (points.get(productId) ?? []).filter(({ period }) => period !== null).flatMap(({ name }) =>
      Array.from({ length: hours + 1 }, (_, back) => ({ deviceId: id, point: name, at: last - back * HOUR_MS, value: usualReading(productId, name, { at: last - back * HOUR_MS, random }) })))
  })
}

/** Lets some devices have been in trouble for three quarters of an hour: their readings go the way of all readings, and ring. */
export async function loadTroubles(context: Context, asOf: number): Promise<void> {
  const times = [45, 40, 35, 30, 25, 20, 15, 10, 5, 1].map((minutes) => asOf - minutes * MINUTE_MS)
  const directory = directoryOf(context)
  const known = await directory.find(TROUBLES.map(([id]) => id))
  await context.db.transact(systemScope, async (tx) => {
    await bringInReadings(tx, { readings: TROUBLES.flatMap(([deviceId, point, value]) => times.map((at) => ({ deviceId, point, at, value }))), takenAt: new Date(asOf) })
    await foldHeard(tx, context, TROUBLES.flatMap(([id, point, value]) => {
      const device = known.get(id)
      return device ? [{ device, messages: times.map((at) => ({ kind: 'value' as const, id: '', at, point, value })) }] : []
    }))
  })
}
