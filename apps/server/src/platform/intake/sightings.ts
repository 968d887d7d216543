import { Fault } from '@yihu/contracts'
import type { AnswerOf, listSightings } from '@yihu/contracts'
import type { Message } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { devicesById } from '../devices/index.ts'
import type { Sighting } from './parcel.ts'
import { latestSightings, sightingsBetween } from './repo.ts'

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

/** A claim as scenarios hear it; null: one that ends says nothing new, the last sight holds for a while. */
export function seenMessage({ senderId, at, label, kind, zone, dwellMs, score, isActive }: Pick<Sighting, 'senderId' | 'at' | 'label' | 'kind' | 'zone' | 'dwellMs' | 'score' | 'isActive'>): Message | null {
  return isActive ? { kind: 'seen', at, id: senderId, label: label ?? kind, zone, dwellMs, score: score ?? 1 } : null
}

/** What a camera has claimed within a span, as scenarios hear it, oldest first. */
export async function seenBetween(tx: Tx, span: { readonly deviceNo: number; readonly from: Date; readonly to: Date }, limit: number): Promise<Message[]> {
  const rows = await sightingsBetween(tx, span, limit)
  return rows.flatMap((row) => seenMessage({ ...row, senderId: row.sender_id, at: row.at.getTime(), dwellMs: Number(row.dwell_ms), isActive: row.is_active }) ?? [])
}
