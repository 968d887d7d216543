/** One step of hashing: deterministic, 32 bits. */
export function mix(hash: number, value: number): number {
  let next = Math.imul(hash ^ value, 0x9e3779b1)
  next ^= next >>> 15
  next = Math.imul(next, 0x85ebca6b)
  return next ^ (next >>> 13)
}

/** Key of a feature: which question was asked, and up to three parts of the answer. */
export function keyOf(question: number, a: number, b = 0, c = 0): number {
  return mix(mix(mix(mix(0, question), a), b), c)
}

/** Hash of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = mix(hash, text.charCodeAt(i))
  return hash
}

/** Random numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 7919) | 1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let next = Math.imul(state ^ (state >>> 15), 1 | state)
    next = (next + Math.imul(next ^ (next >>> 7), 61 | next)) ^ next
    return ((next ^ (next >>> 14)) >>> 0) / 4_294_967_296
  }
}
