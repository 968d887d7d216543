/** Numbers for 32-bit keys in the order of arrival: open addressing in one typed array, no object per key. */
export interface KeyTable {
  /** Pairs of key and number + 1; 0 for an empty slot. */
  slots: Int32Array
  size: number
}

const FEWEST_SLOTS = 1024

/** An empty table. */
export function keyTable(): KeyTable {
  return { slots: new Int32Array(FEWEST_SLOTS * 2), size: 0 }
}

/** The key's number, or −1. */
export function findKey({ slots }: KeyTable, key: number): number {
  return (slots[slotOf(slots, key) + 1] ?? 0) - 1
}

/** The key's number; a new key gets the next one. */
export function addKey(table: KeyTable, key: number): number {
  if (table.size * 4 >= table.slots.length) grow(table)
  const slot = slotOf(table.slots, key)
  const known = table.slots[slot + 1] ?? 0
  if (known > 0) return known - 1
  table.size += 1
  table.slots[slot] = key
  table.slots[slot + 1] = table.size
  return table.size - 1
}

/** The keys by their numbers. */
export function keysOf({ slots, size }: KeyTable): Int32Array {
  const keys = new Int32Array(size)
  for (let slot = 0; slot < slots.length; slot += 2) {
    const number = slots[slot + 1] ?? 0
    if (number > 0) keys[number - 1] = slots[slot] ?? 0
  }
  return keys
}

/** A table of some keys, numbered in their order. */
export function tableOfKeys(keys: Iterable<number>): KeyTable {
  const table = keyTable()
  for (const key of keys) addKey(table, key)
  return table
}

/** Where the key stands, or the empty slot where it would. */
function slotOf(slots: Int32Array, key: number): number {
  const mask = slots.length - 2
  let slot = ((key ^ (key >>> 16)) << 1) & mask
  while ((slots[slot + 1] ?? 0) > 0 && slots[slot] !== key) slot = (slot + 2) & mask
  return slot
}

function grow(table: KeyTable): void {
  const { slots } = table
  table.slots = new Int32Array(slots.length * 2)
  for (let old = 0; old < slots.length; old += 2) {
    if (slots[old + 1] === 0) continue
    const slot = slotOf(table.slots, slots[old] ?? 0)
    table.slots[slot] = slots[old] ?? 0
    table.slots[slot + 1] = slots[old + 1] ?? 0
  }
}
