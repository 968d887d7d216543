import { DEVICE_HEALTH, Fault } from '@yihu/contracts'
import type { AnswerOf, DeviceHealth, DeviceRow, listDevices, mapDevices, QueryOf, SearchHit } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { listMatching, matchingDevices } from './repo-device.ts'
import { aroundOf, rowOf } from './show.ts'

/**
 * A page of the devices somebody sees, by name, with how many there are of each health. Health follows from the age of
 * the last message and so has no column: the whole match is read, a street has some ten thousand.
 */
export async function devicesOf(context: Context, actor: Actor, { q, product, area, health, cursor, limit }: QueryOf<typeof listDevices>): Promise<AnswerOf<typeof listDevices>> {
  const now = context.clock.now()
  const from = cursor === undefined ? 0 : readCursor(cursor)
  return context.db.transact(actor.scope, async (tx) => {
    const all = await matching(tx, { q, product, area, now })
    const asked = health ? all.filter((row) => row.health === health) : all
    return {
      devices: asked.slice(from, from + limit), next: asked.length > from + limit ? Buffer.from(String(from + limit)).toString('base64url') : null,
      counts: countsOf(all),
      asOf: new Date(now).toISOString(),
    }
  })
}

/** Devices in sight for the search of the head. */
export async function findDevices(context: Context, actor: Actor, { q, limit }: { q: string; limit: number }): Promise<SearchHit[]> {
  const tree = await areasOf(context)
  const found = await context.db.transact(actor.scope, (tx) => matchingDevices(tx, q, limit))
  return found.map(({ id, name, product, area_path }) => ({ id, title: name, detail: `${product} · ${tree.fullNameOf(area_path)}` }))
}

/** All that match and have a place, with what a map draws of them. */
export async function devicesOnMap(context: Context, actor: Actor, { health, ...filter }: QueryOf<typeof mapDevices>): Promise<AnswerOf<typeof mapDevices>> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const asked = (await matching(tx, { ...filter, now })).filter((row) => !health || row.health === health)
    const devices = asked.flatMap(({ id, name, point, health: found }) => (point ? [{ id, name, ...point, health: found }] : []))
    return { devices, placeless: asked.length - devices.length, asOf: new Date(now).toISOString() }
  })
}

async function matching(tx: Tx, { q, product, area, now }: Pick<QueryOf<typeof mapDevices>, 'q' | 'product' | 'area'> & { now: number }): Promise<DeviceRow[]> {
  const around = await aroundOf(tx, now)
  return (await listMatching(tx, { q: q?.trim() || undefined, product, area })).map((device) => rowOf(device, around))
}

/** How many devices of an area there are of each health. */
export async function countHealth(tx: Tx, { area, now }: { area: string; now: number }): Promise<Record<DeviceHealth, number>> {
  const around = await aroundOf(tx, now)
  return countsOf((await listMatching(tx, { area })).map((device) => rowOf(device, around)))
}

function countsOf(rows: readonly DeviceRow[]): Record<DeviceHealth, number> {
  const groups = Map.groupBy(rows, ({ health }) => health)
  return Object.fromEntries(healths.map((one) => [one, groups.get(one)?.length ?? 0])) as Record<DeviceHealth, number> // every health, just listed
}

const healths = Object.keys(DEVICE_HEALTH) as DeviceHealth[] // keys of a literal table

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string): number {
  const from = Number(Buffer.from(text, 'base64url').toString())
  if (!Number.isInteger(from) || from < 0) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return from
}
