import type { Db } from '../../kernel/db/index.ts'
import type { Remembered, Written } from './remembered.ts'

/** A memory and how it was written. */
export interface KnownMemory {
  readonly remembered: Remembered
  readonly written: Written
}

/** The same with the stamp of that writing. */
interface HeldMemory extends KnownMemory {
  readonly stamp: number
}

/**
 * What this server itself wrote last, so that it need not be read and taken apart again. Never more than a shortcut: the
 * row is locked all the same, and only what was written under the stamp it bears counts. So it may be held before the
 * commit: what is rolled back leaves a stamp that no row bears.
 */
interface HeldMemories {
  /** What was written under this stamp. */
  get(key: string, stamp: number): KnownMemory | undefined
  hold(key: string, memory: HeldMemory): void
}

/** In characters of JSON; the objects take about five times as many bytes. What was written longest ago goes first. */
const MOST_SIZE = 8_000_000

const all = new WeakMap<Db, HeldMemories>()

/** The memories this server holds of a database. */
export function heldOf({ db }: { readonly db: Db }): HeldMemories {
  const known = all.get(db)
  if (known) return known
  const made = createHeld()
  all.set(db, made)
  return made
}

function createHeld(): HeldMemories {
  /** The last two writings of each: the one before counts again when the last is rolled back. */
  const held = new Map<string, readonly HeldMemory[]>()
  let total = 0
  const drop = (key: string): void => {
    total -= sizeOf(held.get(key))
    held.delete(key)
  }
  return {
    get: (key, stamp) => held.get(key)?.find((one) => one.stamp === stamp),
    hold(key, memory) {
      const before = held.get(key)?.at(-1)
      drop(key)
      const both = before ? [before, memory] : [memory]
      held.set(key, both)
      total += sizeOf(both)
      for (const oldest of held.keys()) {
        if (total <= MOST_SIZE) break
        drop(oldest)
      }
    },
  }
}

function sizeOf(memories: readonly HeldMemory[] = []): number {
  return memories.reduce((sum, { written: { size, tail } }) => sum + size + tail.length, 0)
}
