/** Numbers for 32-bit keys in the order of arrival: open addressing in typed arrays, no object per key. */
export interface KeyTable {
  keys: Int32Array
  /** Number of the key in the same slot; −1 in an empty one. */
  ids: Int32Array
  size: number
}

const FEWEST_SLOTS = 1024

/** An empty table. */
export function keyTable(): KeyTable {
  return { keys: new Int32Array(FEWEST_SLOTS), ids: new Int32Array(FEWEST_SLOTS).fill(-1), size: 0 }
}

/** The key's number, or −1. */
export function findKey({ keys, ids }: KeyTable, key: number): number {
  return ids[slotOf(keys, ids, key)] ?? -1
}

/** The key's number; a new key gets the next one. */
export function addKey(table: KeyTable, key: number): number {
  if (table.size * 2 >= table.keys.length) grow(table)
  const slot = slotOf(table.keys, table.ids, key)
  const known = table.ids[slot] ?? -1
  if (known >= 0) return known
  table.keys[slot] = key
  table.ids[slot] = table.size
  table.size += 1
  return table.size - 1
}

/** The keys that `keep` wants, numbered anew. */
export function filterKeys({ keys, ids }: KeyTable, keep: (id: number) => boolean): KeyTable {
  const kept = keyTable()
  for (const [slot, id] of ids.entries()) {
    if (id >= 0 && keep(id)) addKey(kept, keys[slot] ?? 0)
  }
  return kept
}

/** Where the key stands, or the empty slot where it would. */
function slotOf(keys: Int32Array, ids: Int32Array, key: number): number {
  const mask = keys.length - 1
  let slot = (key ^ (key >>> 16)) & mask
  while ((ids[slot] ?? -1) >= 0 && keys[slot] !== key) slot = (slot + 1) & mask
  return slot
}

function grow(table: KeyTable): void {
  const { keys, ids } = table
  table.keys = new Int32Array(keys.length * 2)
  table.ids = new Int32Array(ids.length * 2).fill(-1)
  for (const [old, id] of ids.entries()) {
    if (id < 0) continue
    const slot = slotOf(table.keys, table.ids, keys[old] ?? 0)
    table.keys[slot] = keys[old] ?? 0
    table.ids[slot] = id
  }
}
