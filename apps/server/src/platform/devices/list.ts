import { DEVICE_HEALTH, Fault } from '@yihu/contracts'
import type { AnswerOf, DeviceHealth, listDevices, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { listMatching } from './repo-device.ts'
import { aroundOf, rowOf } from './show.ts'

/**
 * A page of the devices somebody sees, by name, with how many there are of each health. Health follows from the age of
 * the last message and so has no column: the whole match is read, a street has some ten thousand.
 */
export async function devicesOf(context: Context, actor: Actor, { q, product, area, health, cursor, limit }: QueryOf<typeof listDevices>): Promise<AnswerOf<typeof listDevices>> {
  const now = context.clock.now()
  const from = cursor === undefined ? 0 : readCursor(cursor)
  return context.db.transact(actor.scope, async (tx) => {
    const around = await aroundOf(tx, now)
    const all = (await listMatching(tx, { q: q?.trim() || undefined, product, area })).map((device) => rowOf(device, around))
    const counts = new Map<DeviceHealth, number>()
    for (const row of all) counts.set(row.health, (counts.get(row.health) ?? 0) + 1)
    const asked = health ? all.filter((row) => row.health === health) : all
    return {
      devices: asked.slice(from, from + limit), next: asked.length > from + limit ? Buffer.from(String(from + limit)).toString('base64url') : null,
      counts: Object.fromEntries(healths.map((one) => [one, counts.get(one) ?? 0])) as Record<DeviceHealth, number>, // every health, just listed
      asOf: new Date(now).toISOString(),
    }
  })
}

const healths = Object.keys(DEVICE_HEALTH) as DeviceHealth[] // keys of a literal table

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string): number {
  const from = Number(Buffer.from(text, 'base64url').toString())
  if (!Number.isInteger(from) || from < 0) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return from
}
