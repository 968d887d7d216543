import { systemScope } from '../../kernel/db/index.ts'
import type { Context } from '../../kernel/context.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Event } from '../../kernel/events/index.ts'
import type { CaseRecord } from './repo.ts'

/** Whoever has not been heard of for so long has gone without saying so; they speak every 20 seconds. */
const GONE_MS = 50_000
/** What other servers are told lasts until they are told again. */
const TOLD_MS = 60_000
const TOLD_GONE_MS = TOLD_MS + GONE_MS

interface Watcher {
  readonly id: string
  readonly name: string
  readonly since: number
  readonly until: number
  /** When the others were told last. */
  readonly toldAt: number
}

/** Who is looking at which case, in this server's memory; a restart forgets it and the next heartbeat restores it. */
export interface Watchers {
  /** Somebody is here, or leaves; answers who else is here. */
  attend(visit: { readonly record: Pick<CaseRecord, 'id' | 'area_path' | 'core'>; readonly who: { readonly id: string; readonly name: string }; readonly isLeaving: boolean }): Promise<Watcher[]>
}

/** One per app. Coming and going is an event, so that servers and pages hear of it; staying is told once a minute. */
export function createWatchers(context: Context): Watchers {
  const cases = new Map<string, Map<string, Watcher>>()
  const server = crypto.randomUUID()
  context.live.subscribe((event) => hear(cases, event, { server, now: context.clock.now() }))
  return {
    async attend({ record: { id: caseId, area_path: scopePath, core }, who, isLeaving }) {
      const now = context.clock.now()
      const room = present(cases, caseId, now)
      const known = room.get(who.id)
      const isNews = isLeaving ? known !== undefined : !known || now - known.toldAt >= TOLD_MS
      if (isLeaving) room.delete(who.id)
      else room.set(who.id, { ...who, since: known?.since ?? now, until: now + GONE_MS, toldAt: isNews ? now : (known?.toldAt ?? now) })
      if (room.size === 0) cases.delete(caseId)
      if (isNews) {
        const payload = { server, id: caseId, unitId: core.ownerUnit, who, isHere: !isLeaving, since: known?.since ?? now }
        await context.db.transact(systemScope, (tx) => emit(tx, { topic: 'case.presence', scopePath, payload }))
      }
      return [...room.values()].filter(({ id }) => id !== who.id)
    },
  }
}

function present(cases: Map<string, Map<string, Watcher>>, caseId: string, now: number): Map<string, Watcher> {
  const room = cases.get(caseId) ?? new Map<string, Watcher>()
  cases.set(caseId, room)
  for (const [id, { until }] of room) if (until <= now) room.delete(id)
  return room
}

interface Told {
  readonly server: string
  readonly id: string
  readonly who: { readonly id: string; readonly name: string }
  readonly isHere: boolean
  readonly since: number
}

/** What another server saw; our own news arrive late and are no news. */
function hear(cases: Map<string, Map<string, Watcher>>, { topic, payload }: Event, { server, now }: { server: string; now: number }): void {
  if (topic !== 'case.presence') return
  const { server: from, id, who, isHere, since } = payload as unknown as Told // emitted above alone
  if (from === server) return
  const room = present(cases, id, now)
  if (!isHere) room.delete(who.id)
  else room.set(who.id, { ...who, since, until: now + TOLD_GONE_MS, toldAt: now })
  if (room.size === 0) cases.delete(id)
}
