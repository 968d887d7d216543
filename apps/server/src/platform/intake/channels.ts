import { Fault } from '@yihu/contracts'
import type { AnswerOf, listCameraChannels, QueryOf } from '@yihu/contracts'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { devicesById } from '../devices/index.ts'
import { listChannels } from './repo-channel.ts'
import type { ChannelCursor } from './repo-channel.ts'

const Position = z.tuple([z.string(), z.string(), z.string().regex(/^[\w.]+$/u)])

/** A page of the cameras that platforms list, each with the device under which it is registered. @throws input-invalid */
export async function channelsOf(context: Context, actor: Actor, { q, cursor, limit }: QueryOf<typeof listCameraChannels>): Promise<AnswerOf<typeof listCameraChannels>> {
  return context.db.transact(actor.scope, async (tx) => {
    const rows = await listChannels(tx, { q: q?.trim() || undefined, after: cursor === undefined ? null : readCursor(cursor), limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const registered = new Set((await devicesById(tx, page.map(({ code }) => code))).map(({ id }) => id))
    return {
      channels: page.map(({ platform, code, name, parent, address, maker, model, lon, lat, status, heard_at: heardAt }) => ({
        platform, code, name: name ?? code, parent, address, make: [maker, model].filter((part) => part !== null).join(' ') || null,
        point: lon === null || lat === null ? null : { lon, lat }, status: status === null ? null : z.enum(['on', 'off']).parse(status), heardAt: heardAt.toISOString(), deviceId: registered.has(code) ? code : null,
      })),
      next: rows.length > limit && last ? Buffer.from(JSON.stringify([last.platform, last.code, last.path])).toString('base64url') : null,
    }
  })
}

function readCursor(text: string): ChannelCursor {
  try {
    const [platform, code, path] = Position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { platform, code, path }
  } catch (cause) {
    throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' }, cause })
  }
}
