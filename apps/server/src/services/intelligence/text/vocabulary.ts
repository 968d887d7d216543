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
export function indexed({ hashes, frequency, messages }: Omit<Vocabulary, 'slots'>): Vocabulary {
  const slots = new Uint32Array(2 ** Math.max(4, Math.ceil(Math.log2(hashes.length + 1)) + 1))
  for (let id = 0; id < hashes.length; id += 1) {
    let slot = firstSlot(hashes[id] ?? 0, slots.length)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = id + 1
  }
  return { hashes, frequency, messages, slots }
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

/** Counts the known features of a message. */
export function countKnown(vocabulary: Vocabulary, { title, body }: Features): Counts {
  const inTitle = sortedIds(vocabulary, title)
  const inBody = sortedIds(vocabulary, body)
  const ids = new Uint32Array(inTitle.length + inBody.length)
  const counts = { title: new Uint16Array(ids.length), body: new Uint16Array(ids.length) }
  let [i, j, end] = [0, 0, 0]
  while (i < inTitle.length || j < inBody.length) {
    const id = Math.min(inTitle[i] ?? Infinity, inBody[j] ?? Infinity)
    ids[end] = id
    const [fromTitle, fromBody] = [i, j]
    while (inTitle[i] === id) i += 1
    while (inBody[j] === id) j += 1
    counts.title[end] = i - fromTitle
    counts.body[end] = j - fromBody
    end += 1
  }
  return { ids: ids.slice(0, end), title: counts.title.slice(0, end), body: counts.body.slice(0, end) }
}

function sortedIds(vocabulary: Vocabulary, hashes: Uint32Array): Uint32Array {
  const ids = new Uint32Array(hashes.length)
  let end = 0
  for (const hash of hashes) {
    const id = idOf(vocabulary, hash)
    if (id >= 0) ids[end++] = id
  }
  return ids.subarray(0, end).sort()
}
