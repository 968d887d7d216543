import type { Kysely } from 'kysely'
import type { Db } from './db.ts'
import { readStamps } from './revision.ts'
import type { Database } from './schema.gen.ts'

/** Whatever carries the database: a Context does. */
export interface WithDb {
  readonly db: Db
}

interface SnapshotOptions<T> {
  /** Name under which triggers stamp changes: `create trigger … execute function yihu_revise('name')`. */
  readonly name: string
  readonly load: (db: Kysely<Database>) => Promise<T>
}

interface Held<T> {
  readonly stamp: string
  readonly value: Promise<T>
}

/**
 * Reference data held in memory, one copy per database. Every call compares the stamp of the last committed change
 * (about 0.1 ms) and loads again when it differs: no server ever works with what another has replaced. Changes of a
 * transaction that is still open are not seen.
 */
export function createSnapshot<T>({ name, load }: SnapshotOptions<T>): (context: WithDb) => Promise<T> {
  const held = new WeakMap<Db, Held<T>>()
  return async ({ db }) => {
    // The stamp is read before the data: a change in between makes the next call load again, never the reverse.
    const stamp = (await stampsOf(db)).get(name) ?? ''
    const known = held.get(db)
    if (known?.stamp === stamp) return known.value
    const fresh: Held<T> = { stamp, value: load(db.owner) }
    held.set(db, fresh)
    fresh.value.catch(() => {
      if (held.get(db) === fresh) held.delete(db)
    })
    return fresh.value
  }
}

interface Asking {
  /** The query under way, or the last one. */
  running: Promise<unknown>
  /** The one after it, which nobody has begun. */
  next?: Promise<ReadonlyMap<string, string>> | undefined
}

const asking = new WeakMap<Db, Asking>()

/** All stamps. Calls share the next query, which starts after the last of them: one is under way at a time, so a crowd asks no more often than the database answers. */
function stampsOf(db: Db): Promise<ReadonlyMap<string, string>> {
  const lane: Asking = asking.get(db) ?? { running: Promise.resolve() }
  asking.set(db, lane)
  lane.next ??= lane.running.then(noneIfFailed, noneIfFailed).then(() => {
    lane.next = undefined
    const asked = readStamps(db.owner)
    lane.running = asked
    return asked
  })
  return lane.next
}

/** Who asked before has heard of it. */
function noneIfFailed(): void {}
