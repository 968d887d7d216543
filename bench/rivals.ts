/** Pairs of places `a < b` as one number. */
export type Pairs = ReadonlySet<number>

export function pairOf(a: number, b: number): number {
  return Math.min(a, b) * 1_000_000 + Math.max(a, b)
}

/** Harmonic mean of precision and recall of found pairs. */
export function scoreOf(found: Pairs, truth: Pairs): { f1: number; precision: number; recall: number } {
  const hits = [...found].filter((pair) => truth.has(pair)).length
  const [precision, recall] = [found.size > 0 ? hits / found.size : 0, truth.size > 0 ? hits / truth.size : 0]
  return { f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0, precision, recall }
}

/** What a rival finds at its best threshold on the very pairs it is scored on: better than it could know. */
export function bestOf(thresholds: readonly number[], find: (threshold: number) => Pairs, truth: Pairs) {
  return thresholds.map((threshold) => ({ threshold, ...scoreOf(find(threshold), truth) })).reduce((best, one) => (one.f1 > best.f1 ? one : best))
}

const HASHES = 128

/** Share of equal minimal hashes (MinHash) of the pairs of characters of every two texts; those below 0.1 are left out. */
export function minHashLikeness(prints: readonly Uint32Array[]): Map<number, number> {
  const signatures = prints.map((pairs) => Uint32Array.from({ length: HASHES }, (_, seed) => pairs.reduce((least, pair) => Math.min(least, hashed(pair, seed)), 0xffffffff)))
  return likenessOf(signatures.length, (a, b) => {
    const [left, right] = [signatures[a], signatures[b]]
    let equal = 0
    for (let at = 0; at < HASHES; at += 1) if (left?.[at] === right?.[at]) equal += 1
    return equal / HASHES
  })
}

/** Cosine of TF-IDF vectors over pairs of characters of every two texts; those below 0.1 are left out. */
export function cosineLikeness(prints: readonly Uint32Array[]): Map<number, number> {
  const frequency = new Map<number, number>()
  for (const pairs of prints) for (const pair of pairs) frequency.set(pair, (frequency.get(pair) ?? 0) + 1)
  const weight = (pair: number): number => Math.log(1 + prints.length / (frequency.get(pair) ?? 1))
  const norms = prints.map((pairs) => Math.sqrt(pairs.reduce((sum, pair) => sum + weight(pair) ** 2, 0)) || 1)
  const sets = prints.map((pairs) => new Set(pairs))
  return likenessOf(prints.length, (a, b) => (prints[a] ?? new Uint32Array()).reduce((sum, pair) => sum + (sets[b]?.has(pair) ? weight(pair) ** 2 : 0), 0) / ((norms[a] ?? 1) * (norms[b] ?? 1)))
}

function likenessOf(count: number, like: (a: number, b: number) => number): Map<number, number> {
  const found = new Map<number, number>()
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const value = like(a, b)
      if (value >= 0.1) found.set(pairOf(a, b), value)
    }
  }
  return found
}

function hashed(value: number, seed: number): number {
  let hash = Math.imul(value ^ Math.imul(seed + 1, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Pairs at least so alike. */
export function alike(likeness: ReadonlyMap<number, number>, least: number): Set<number> {
  return new Set([...likeness].filter(([, value]) => value >= least).map(([pair]) => pair))
}

/** Pairs within one cluster of DBSCAN with two neighbours enough: everything that hangs together by pairs at least so alike. */
export function dbscan(likeness: ReadonlyMap<number, number>, least: number, count: number): Set<number> {
  const parent = Uint32Array.from({ length: count }, (_, at) => at)
  const root = (at: number): number => { let here = at; while (parent[here] !== here) here = parent[here] ?? here; return here }
  for (const pair of alike(likeness, least)) parent[root(Math.floor(pair / 1_000_000))] = root(pair % 1_000_000)
  const groups = Map.groupBy(parent.keys(), root)
  return new Set([...groups.values()].flatMap((members) => members.flatMap((a, at) => members.slice(at + 1).map((b) => pairOf(a, b)))))
}
