import type { FastifyReply } from 'fastify'
import type { LiveBus } from '../events/index.ts'
import type { Actor } from './access.ts'
import { openBroadcast } from './broadcast.ts'
import type { Broadcast } from './broadcast.ts'

const HEARTBEAT_MS = 15_000

interface Streaming {
  readonly reply: FastifyReply
  readonly actor: Actor
  /** Who it is now: asked at every heartbeat, so that a withdrawn right or an ended session ends the stream too. */
  readonly refresh: () => Promise<Actor | null>
  /** Permissions that somebody declared: `case.moved` is for holders of `case.read`, where such a permission exists. */
  readonly permissions: ReadonlySet<string>
}

/** One for each source, that is one a server. */
const broadcasts = new WeakMap<LiveBus, Broadcast>()

/**
 * Streams events (text/event-stream) that the actor may read and that lie in their scope: their areas, their units, or
 * addressed to them. The client refetches what an event names; events carry ids and states, never personal data.
 */
export function streamEvents(source: LiveBus, { reply, actor, refresh, permissions }: Streaming): void {
  const broadcast = broadcasts.get(source) ?? openBroadcast(source, permissions)
  broadcasts.set(source, broadcast)
  reply.hijack()
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  // The stream ends with its connection: without chunks the same bytes go to everybody.
  raw.removeHeader('transfer-encoding')
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' })
  raw.write('retry: 2000\n\nevent: hello\ndata: {}\n\n')
  const seat = broadcast.join(raw, actor)
  const beat = async (): Promise<void> => {
    const now = await refresh()
    if (!now) return void raw.end()
    seat.become(now)
    raw.write(': alive\n\n')
  }
  const heartbeat = setInterval(() => { beat().catch(() => raw.destroy()) }, HEARTBEAT_MS)
  raw.on('close', () => {
    clearInterval(heartbeat)
    seat.leave()
  })
}
