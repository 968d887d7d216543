import { DEVICE_HEALTH, Fault } from '@yihu/contracts'
import type { AnswerOf, DeviceHealth, listDevices, mapDevices, QueryOf, SearchHit } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { matchingDevices } from './repo-device.ts'
import { countByHealth, devicesToDraw, listDevicesAfter } from './repo-list.ts'
import type { DeviceCursor } from './repo-list.ts'
import { aroundOf, rowOf } from './show.ts'

/** A page of the devices somebody sees, by name, with how many there are of each health. */
export async function devicesOf(context: Context, actor: Actor, { q, product, kind, area, health, cursor, limit }: QueryOf<typeof listDevices>): Promise<AnswerOf<typeof listDevices>> {
  const now = context.clock.now()
  const after = cursor === undefined ? null : readCursor(cursor)
  const filter = { q: q?.trim() || undefined, product, kind, area }
  return context.db.transact(actor.scope, async (tx) => {
    const around = await aroundOf(tx, now)
    const rows = await listDevicesAfter(tx, { ...filter, health, after, limit: limit + 1 }, around)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      devices: page.map((row) => rowOf(row, around)), next: rows.length > limit && last ? Buffer.from(`${last.id}|${last.name}`).toString('base64url') : null,
      counts: countsOf(await countByHealth(tx, filter, around)), asOf: new Date(now).toISOString(),
    }
  })
}

/** Devices in sight for the search of the head. */
export async function findDevices(context: Context, actor: Actor, { q, limit }: { q: string; limit: number }): Promise<SearchHit[]> {
  const tree = await areasOf(context)
  const found = await context.db.transact(actor.scope, (tx) => matchingDevices(tx, q, limit))
  return found.map(({ id, name, product, area_path, lon, lat }) => ({ id, title: name, detail: `${product} · ${tree.fullNameOf(area_path)}`, point: lon === null || lat === null ? null : { lon, lat } }))
}

/** All that match and have a place, with what a map draws of them. */
export async function devicesOnMap(context: Context, actor: Actor, { q, ...filter }: QueryOf<typeof mapDevices>): Promise<AnswerOf<typeof mapDevices>> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const asked = await devicesToDraw(tx, { q: q?.trim() || undefined, ...filter }, await aroundOf(tx, now))
    const devices = asked.flatMap(({ lon, lat, ...one }) => (lon === null || lat === null ? [] : [{ ...one, lon, lat }]))
    return { devices, placeless: asked.length - devices.length, asOf: new Date(now).toISOString() }
  })
}

/** How many devices of an area there are of each health. */
export async function countHealth(tx: Tx, { area, now }: { area: string; now: number }): Promise<Record<DeviceHealth, number>> {
  return countsOf(await countByHealth(tx, { area }, await aroundOf(tx, now)))
}

function countsOf(counts: ReadonlyMap<DeviceHealth, number>): Record<DeviceHealth, number> {
  return Object.fromEntries(healths.map((one) => [one, counts.get(one) ?? 0])) as Record<DeviceHealth, number> // every health, just listed
}

const healths = Object.keys(DEVICE_HEALTH) as DeviceHealth[] // keys of a literal table

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string): DeviceCursor {
  const [, id, name] = /^([\w-]{1,64})\|(.+)$/su.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (id === undefined || name === undefined) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { id, name }
}
