/**
 * Readings of the database that a server has just made, shared by all who ask for the same. It holds the readings
 * themselves and not their results: who asks while one is under way waits for that one, and a reading that began before
 * `forgetAll` is forgotten together with the finished ones.
 */
export interface Readings<T> {
  /** The remembered reading of a key, or a new one. Failures are not remembered. */
  get(key: string, now: number, read: () => Promise<T>): Promise<T>
  /** What is remembered of a key now, without asking anybody; undefined while its reading is under way. */
  peek(key: string, now: number): T | undefined
  forgetAll(): void
}

interface ReadingOptions<T> {
  /** Older readings are made anew. */
  readonly freshMs: number
  /** With more keys than this all are forgotten. */
  readonly most: number
  /** Whether a result is worth remembering; default all are. */
  readonly isKept?: (result: T) => boolean
}

interface Entry<T> {
  readonly at: number
  readonly reading: Promise<T>
  result?: T
}

/** An empty memory. */
export function createReadings<T>({ freshMs, most, isKept = () => true }: ReadingOptions<T>): Readings<T> {
  const memory = new Map<string, Entry<T>>()
  return {
    get(key, now, read) {
      const entry = memory.get(key)
      if (entry && Math.abs(now - entry.at) < freshMs) return entry.reading
      if (memory.size >= most) memory.clear()
      const fresh: Entry<T> = { at: now, reading: read() }
      memory.set(key, fresh)
      const drop = () => {
        if (memory.get(key) === fresh) memory.delete(key)
      }
      void fresh.reading.then((result) => {
        fresh.result = result
        if (!isKept(result)) drop()
      }, drop)
      return fresh.reading
    },
    peek(key, now) {
      const entry = memory.get(key)
      return entry && Math.abs(now - entry.at) < freshMs ? entry.result : undefined
    },
    forgetAll: () => { memory.clear() },
  }
}
