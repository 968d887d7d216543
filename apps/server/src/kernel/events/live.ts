import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import { toEvent } from './emit.ts'
import type { Event, OutboxRow } from './emit.ts'

/** Announced to live listeners instead of more than `MOST` events at once: refetch what you show. */
export const OVERFLOW = 'live.overflow'

const MOST = 1000

/** Where live events come from: every server hears every event. Who may hear what is decided by the listener. */
export interface LiveBus {
  /** Hear every event from now on. @returns how to stop. */
  subscribe(listener: (event: Event) => void): () => void
}

/** Reads what was committed since the last reading; its position lives in memory only. */
export interface LiveFeed extends LiveBus {
  /** Hand new events to the listeners. @returns their topics, or undefined when there were too many to know. */
  read(): Promise<ReadonlySet<string> | undefined>
}

/** A feed that begins with what is committed from now on. A failing listener is reported and kept. */
export async function openFeed(db: Db, onError: (error: unknown) => void): Promise<LiveFeed> {
  const listeners = new Set<(event: Event) => void>()
  const { rows: [start] } = await sql<{ now: string }>`select pg_current_snapshot()::text as now`.execute(db.owner)
  let seen = start?.now ?? ''
  const hand = (event: Event): void => {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        onError(error)
      }
    }
  }
  return {
    subscribe: (listener) => {
      const own = (event: Event): void => { listener(event) } // the same function may subscribe twice
      listeners.add(own)
      return () => { listeners.delete(own) }
    },
    read: async () => {
      const { now, events } = await since(db, seen)
      seen = now
      const last = events.at(-1)
      if (last !== undefined && events.length > MOST) {
        hand({ id: last.id, at: last.at, topic: OVERFLOW, scopePath: null, payload: {} })
        return undefined
      }
      for (const event of events) hand(event)
      return new Set(events.map((event) => event.topic))
    },
  }
}

async function since(db: Db, seen: string): Promise<{ now: string; events: readonly Event[] }> {
  const { rows } = await sql<{ now: string } & (OutboxRow | { id: null })>`
    select pg_current_snapshot()::text as now, o.* from (select 1) one left join lateral (
      select id, at, topic, scope_path, payload from outbox
      where xid >= pg_snapshot_xmin(${seen}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${seen}::pg_snapshot)
      order by id limit ${MOST + 1}
    ) o on true order by o.id`.execute(db.owner)
  return { now: rows[0]?.now ?? seen, events: rows.filter((row): row is { now: string } & OutboxRow => row.id !== null).map(toEvent) }
}
