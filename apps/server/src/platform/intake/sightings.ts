import { Fault } from '@yihu/contracts'
import type { AnswerOf, listSightings } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { devicesById } from '../devices/index.ts'
import { latestSightings } from './repo.ts'

const SHOWN = 30

/** What a camera has claimed lately, the latest first. @throws not-found */
export async function sightingsOf(context: Context, actor: Actor, id: string): Promise<AnswerOf<typeof listSightings>> {
  return context.db.transact(actor.scope, async (tx) => {
    const [device] = await devicesById(tx, [id])
    if (!device) throw new Fault('not-found')
    const rows = await latestSightings(tx, { device: device.no, limit: SHOWN })
    return {
      sightings: rows.map((row) => ({
        id: row.sender_id, at: row.at.toISOString(), said: row.raw_kind, label: row.label, zone: row.zone, score: row.score, dwellSeconds: Math.round(Number(row.dwell_ms) / 1000), isActive: row.is_active, channel: row.channel,
      })),
    }
  })
}
