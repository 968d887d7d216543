const PRIME = 16_777_619

/** Where hashing a passage begins (FNV-1a). */
export const HASH_START = -2_128_831_035

/** A hash with one more character code behind it. */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME)
}

/** Spreads a hash over 32 bits (the end of MurmurHash3). The same in every run and on every machine. */
export function hashEnd(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** 32-bit hash of a text. */
export function hashText(text: string): number {
  let hash = HASH_START
  for (let index = 0; index < text.length; index += 1) hash = hashStep(hash, text.charCodeAt(index))
  return hashEnd(hash)
}

/** A stream of numbers 0 ≤ x < 1 out of one seed (xorshift32). */
export function randomFrom(seed: number): () => number {
  let state = hashEnd(seed + 1) || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** Shuffles a list in place (Fisher–Yates). */
export function shuffle(list: Uint32Array, random: () => number): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = list[last] ?? 0
    list[last] = list[other] ?? 0
    list[other] = kept
  }
}
