import type { FastifyReply } from 'fastify'
import { OVERFLOW } from '../events/index.ts'
import type { Event, LiveBus } from '../events/index.ts'
import type { Actor } from './access.ts'

const HEARTBEAT_MS = 15_000
/** A reader that lets this much pile up is cut; it reconnects and reads the present state instead. */
const MAX_PENDING_BYTES = 262_144

interface Streaming {
  readonly reply: FastifyReply
  readonly actor: Actor
  /** Who it is now: asked at every heartbeat, so that a withdrawn right or an ended session ends the stream too. */
  readonly refresh: () => Promise<Actor | null>
  /** Permissions that somebody declared: `case.moved` is for holders of `case.read`, where such a permission exists. */
  readonly permissions: ReadonlySet<string>
}

/**
 * Streams events (text/event-stream) that the actor may read and that lie in their scope: their areas, their units, or
 * addressed to them. The client refetches what an event names; events carry ids and states, never personal data.
 */
export function streamEvents(source: LiveBus, { reply, actor, refresh, permissions }: Streaming): void {
  let present = actor
  reply.hijack()
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' })
  raw.write('retry: 2000\n\nevent: hello\ndata: {}\n\n')
  const beat = async (): Promise<void> => {
    const now = await refresh()
    if (!now) return void raw.end()
    present = now
    raw.write(': alive\n\n')
  }
  const heartbeat = setInterval(() => { beat().catch(() => raw.destroy()) }, HEARTBEAT_MS)
  const listen = (event: Event): void => {
    if (!concerns(present, event, permissions)) return
    if (raw.writableLength > MAX_PENDING_BYTES) raw.destroy()
    else raw.write(frameOf(event))
  }
  const unsubscribe = source.subscribe(listen)
  raw.on('close', () => {
    clearInterval(heartbeat)
    unsubscribe()
  })
}

const frames = new WeakMap<Event, string>()

/** The text of an event, made once however many people hear it. */
function frameOf(event: Event): string {
  let frame = frames.get(event)
  if (frame === undefined) {
    const data = { id: event.id, topic: event.topic, at: event.at.toISOString(), data: event.payload }
    frames.set(event, (frame = `id: ${event.id}\nevent: ${event.topic}\ndata: ${JSON.stringify(data)}\n\n`))
  }
  return frame
}

/** Whether an event lies within what a person may see. */
function concerns({ scope, userId: self, permissions: held }: Actor, { topic, scopePath, payload }: Event, permissions: ReadonlySet<string>): boolean {
  if (topic === OVERFLOW) return true
  const { userId, userIds, unitId, formerUnitId, calledUnits, verifierUnit } = payload
  if (userId !== undefined) return userId === self
  if (Array.isArray(userIds)) return userIds.includes(self)
  const reading = `${topic.split('.')[0] ?? ''}.read`
  if (permissions.has(reading) && !held.has(reading)) return false
  if (scope.paths === '*') return true
  if (scopePath !== null && scope.paths.some((path) => scopePath === path || scopePath.startsWith(`${path}.`))) return true
  const called: readonly unknown[] = Array.isArray(calledUnits) ? calledUnits : []
  const units = [unitId, formerUnitId, verifierUnit, ...called]
  return units.some((unit) => typeof unit === 'string' && scope.units.includes(unit))
}
