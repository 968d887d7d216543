import type { Features } from './features.ts'

/** The features that a model knows, each with a number. */
export interface Vocabulary {
  /** Ascending; the place of a hash is its number. */
  readonly hashes: Uint32Array
  /** In how many messages each stood. */
  readonly frequency: Uint32Array
  /** How many messages there were. */
  readonly messages: number
  readonly slots: Uint32Array
  /** Where `countKnown` counts, by number: title above, text below 16 bits. All zero between calls. */
  readonly tally: Uint32Array
}

/** How often each known feature stands in the two fields of a message; numbers ascending. */
export interface Counts {
  readonly ids: Uint32Array
  readonly title: Uint16Array
  readonly body: Uint16Array
}

const GOLDEN = 0x9e3779b1

/** All features that stand in at least `atLeast` of the messages. */
export function buildVocabulary(messages: readonly Features[], atLeast: number): Vocabulary {
  const distinct = messages.map(({ title, body }) => new Set([...title, ...body]))
  const all = new Uint32Array(distinct.reduce((sum, { size }) => sum + size, 0))
  let end = 0
  for (const set of distinct) for (const hash of set) all[end++] = hash
  all.sort()
  const hashes: number[] = []
  const frequency: number[] = []
  for (let from = 0; from < all.length;) {
    let to = from + 1
    while (all[to] === all[from]) to += 1
    if (to - from >= atLeast) {
      hashes.push(all[from] ?? 0)
      frequency.push(to - from)
    }
    from = to
  }
  return indexed({ hashes: Uint32Array.from(hashes), frequency: Uint32Array.from(frequency), messages: messages.length })
}

/** Adds the table that finds a hash at once. */
export function indexed({ hashes, frequency, messages }: Omit<Vocabulary, 'slots' | 'tally'>): Vocabulary {
  const slots = new Uint32Array(2 ** Math.max(4, Math.ceil(Math.log2(hashes.length + 1)) + 1))
  for (let id = 0; id < hashes.length; id += 1) {
    let slot = firstSlot(hashes[id] ?? 0, slots.length)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = id + 1
  }
  return { hashes, frequency, messages, slots, tally: new Uint32Array(hashes.length) }
}

function firstSlot(hash: number, size: number): number {
  return (Math.imul(hash, GOLDEN) >>> 7) & (size - 1)
}

/** The number of a feature, or -1. */
export function idOf({ hashes, slots }: Vocabulary, hash: number): number {
  let slot = firstSlot(hash, slots.length)
  for (;;) {
    const id = (slots[slot] ?? 0) - 1
    if (id < 0 || hashes[id] === hash) return id
    slot = (slot + 1) & (slots.length - 1)
  }
}

const TITLE_UNIT = 0x10000
const MOST_TIMES = 0xffff

/** Counts the known features of a message. */
export function countKnown(vocabulary: Vocabulary, { title, body }: Features): Counts {
  const found = new Uint32Array(title.length + body.length)
  const inBody = tallied(vocabulary, body, { unit: 1, found, end: 0 })
  const end = tallied(vocabulary, title, { unit: TITLE_UNIT, found, end: inBody })
  const ids = found.slice(0, end).sort()
  const counts = { ids, title: new Uint16Array(end), body: new Uint16Array(end) }
  for (let at = 0; at < end; at += 1) {
    const id = ids[at] ?? 0
    const times = vocabulary.tally[id] ?? 0
    counts.title[at] = times >>> 16
    counts.body[at] = times & MOST_TIMES
    vocabulary.tally[id] = 0
  }
  return counts
}

/** Adds one unit for every known hash; the numbers met first go into `found` behind `end`. At most 65,535 hashes fit a text of 8,000 characters twice over. */
function tallied(vocabulary: Vocabulary, hashes: Uint32Array, { unit, found, end }: { readonly unit: number; readonly found: Uint32Array; readonly end: number }): number {
  const { tally } = vocabulary
  let next = end
  for (const hash of hashes) {
    const id = idOf(vocabulary, hash)
    if (id < 0) continue
    const times = tally[id] ?? 0
    if (times === 0) found[next++] = id
    tally[id] = times + unit
  }
  return next
}
