import type { ServerResponse } from 'node:http'
import { isWithin, scopeKey } from '../db/index.ts'
import { OVERFLOW } from '../events/index.ts'
import type { Event, LiveBus } from '../events/index.ts'
import type { Actor } from './access.ts'

/** A reader that lets this much pile up is cut; it reconnects and reads the present state instead. */
const MAX_PENDING_BYTES = 262_144
/** After a writing the next one waits so long: what happens meanwhile goes out in one piece. Nobody sees the difference. */
const TOGETHER_MS = 20

/** One open stream. */
interface Reader {
  readonly raw: ServerResponse
  actor: Actor
  /** Readers with the same one may hear the same. */
  audience: string
}

/** All open streams of a server. */
export interface Broadcast {
  /** Writes to `raw` what `actor` may hear from now on. */
  join(raw: ServerResponse, actor: Actor): { become(actor: Actor): void; leave(): void }
}

/**
 * Tells events to many at once: what is told together is put into bytes once for all who may hear the same, and is one
 * writing for each of them. `permissions`: those that somebody declared.
 */
export function openBroadcast(source: LiveBus, permissions: ReadonlySet<string>): Broadcast {
  const readers = new Set<Reader>()
  let waiting: Event[] = []
  let isDue = false
  let last = Number.NEGATIVE_INFINITY
  const tell = (): void => {
    isDue = false
    last = performance.now()
    const bytesOf = composer(waiting, permissions)
    waiting = []
    for (const { raw, actor, audience } of readers) {
      const bytes = bytesOf(audience, actor)
      if (bytes.length === 0) continue
      if (raw.writableLength > MAX_PENDING_BYTES) raw.destroy()
      else raw.write(bytes)
    }
  }
  source.subscribe((event) => {
    if (readers.size === 0) return
    waiting.push(event)
    if (!isDue) setTimeout(tell, Math.max(0, last + TOGETHER_MS - performance.now()))
    isDue = true
  })
  return {
    join: (raw, actor) => {
      const reader: Reader = { raw, actor, audience: audienceOf(actor) }
      readers.add(reader)
      return {
        become: (now) => { Object.assign(reader, { actor: now, audience: audienceOf(now) }) },
        leave: () => { readers.delete(reader) },
      }
    },
  }
}

function audienceOf({ userId, permissions, scope }: Actor): string {
  return `${userId} ${scopeKey(scope)} ${[...permissions].toSorted().join(' ')}`
}

/** What an audience hears of some events, as bytes. */
function composer(events: readonly Event[], permissions: ReadonlySet<string>): (audience: string, actor: Actor) => Buffer {
  const frames = new Map<Event, string>()
  const composed = new Map<string, Buffer>()
  const frameOf = (event: Event): string => {
    const known = frames.get(event) ?? frame(event)
    frames.set(event, known)
    return known
  }
  return (audience, actor) => {
    const known = composed.get(audience) ?? Buffer.from(events.filter((event) => concerns(actor, event, permissions)).map((event) => frameOf(event)).join(''))
    composed.set(audience, known)
    return known
  }
}

function frame({ id, topic, at, payload }: Event): string {
  return `id: ${id}\nevent: ${topic}\ndata: ${JSON.stringify({ id, topic, at: at.toISOString(), data: payload })}\n\n`
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
  if (scopePath !== null && scope.paths.some((path) => isWithin(scopePath, path))) return true
  const called: readonly unknown[] = Array.isArray(calledUnits) ? calledUnits : []
  const units = [unitId, formerUnitId, verifierUnit, ...called]
  return units.some((unit) => typeof unit === 'string' && scope.units.includes(unit))
}
