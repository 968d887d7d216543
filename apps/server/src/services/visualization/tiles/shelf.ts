/**
 * Readings of the database held in memory within a bound of weight: those used longest ago go first. Who asks while one
 * is under way waits for it; a reading that began before `forget` is never handed to later askers.
 */
export interface Shelf<T> {
  get(at: Place, read: () => Promise<T>): Promise<T>
  /** Tells at any time whether this is what would be handed over then; to be told so counts as used. */
  watch(at: Omit<Place, 'now'>, value: T): (now: number) => boolean
  /** What is held under a key has grown. */
  grow(at: Pick<Place, 'group' | 'key'>, weight: number): void
  /** Everything of a group; without one, all. */
  forget(group?: string): void
  readonly weight: number
}

interface Place {
  readonly group: string
  readonly key: string
  readonly now: number
  /** Older readings are made anew. */
  readonly freshMs: number
}

interface Held<T> {
  readonly group: string
  readonly at: number
  readonly reading: Promise<T>
  /** Stands for the value with those who watch it: they outlive it here, and must not keep it. */
  readonly mark: symbol
  value?: T
  weight: number
}

/** An empty shelf that bears `most`. */
export function createShelf<T>({ most, weigh }: { readonly most: number; readonly weigh: (value: T) => number }): Shelf<T> {
  const held = new Map<string, Held<T>>()
  let total = 0
  const drop = (name: string, one: Held<T>): void => {
    if (held.get(name) !== one) return
    held.delete(name)
    total -= one.weight
  }
  const add = (name: string, one: Held<T>, weight: number): void => {
    if (held.get(name) !== one) return
    one.weight += weight
    total += weight
    for (const [other, last] of held) {
      if (total <= most) break
      drop(other, last)
    }
  }
  return {
    get weight() { return total },
    get({ group, key, now, freshMs }, read) {
      const name = `${group} ${key}`
      const known = held.get(name)
      if (known && Math.abs(now - known.at) < freshMs) {
        held.delete(name)
        held.set(name, known)
        return known.reading
      }
      if (known) drop(name, known)
      const fresh: Held<T> = { group, at: now, reading: read(), mark: Symbol(key), weight: 0 }
      held.set(name, fresh)
      fresh.reading.then((value) => {
        fresh.value = value
        add(name, fresh, weigh(value))
      }, () => drop(name, fresh))
      return fresh.reading
    },
    watch({ group, key, freshMs }, value) {
      const name = `${group} ${key}`
      const mark = markOf(held.get(name), value)
      let usedAt = Number.NaN
      return (now) => {
        const known = held.get(name)
        if (!known || known.mark !== mark || Math.abs(now - known.at) >= freshMs) return false
        // Some thousand times a second is no more used than once.
        if (now !== usedAt) {
          held.delete(name)
          held.set(name, known)
          usedAt = now
        }
        return true
      }
    },
    grow({ group, key }, weight) {
      const one = held.get(`${group} ${key}`)
      if (one) add(`${group} ${key}`, one, weight)
    },
    forget(group) {
      for (const [name, one] of held) if (group === undefined || one.group === group) drop(name, one)
    },
  }
}

function markOf<T>(one: Held<T> | undefined, value: T): symbol | undefined {
  return one?.value === value ? one?.mark : undefined
}
