/**
 * How often a size has been reached before: counts of sizes in buckets 5 % wide, the largest `counts.length` kept apart,
 * everything smaller together in the lowest. Bounded, and good for any unit (compare DDSketch, Masson et al. 2019).
 */
export interface Tail {
  /** Number of the lowest bucket; sizes in bucket b lie in [1.05^b, 1.05^(b+1)). */
  readonly low: number
  readonly counts: readonly number[]
  readonly seen: number
  readonly largest: number
}

export const EMPTY_TAIL: Tail = { low: 0, counts: [], seen: 0, largest: 0 }

const WIDTH = Math.log(1.05)
const MOST_BUCKETS = 256
/** Sizes below this are no size: float noise. */
const LEAST = 1e-12

/** A share of the decades of experience counts as evidence: half of log10(n). */
const EXPERIENCE = 0.5
/** Beyond everything seen so far, each doubling counts half a decade, up to three doublings. */
const BEYOND = 0.5
const MOST_DOUBLINGS = 3

/** How surprising a size is: decades of rarity, 0 for one that is as rare as the square root of what was seen. */
export function raritySize({ low, counts, seen, largest }: Tail, size: number): number {
  const index = bucketOf(size) - low
  let above = 0
  for (let i = counts.length - 1; i > index && i >= 0; i -= 1) above += counts[i] ?? 0
  const rank = above + (index < counts.length ? (counts[Math.max(0, index)] ?? 0) / 2 : 0)
  const rarity = EXPERIENCE * Math.log10(seen + 1) - Math.log10(rank + 1)
  if (index < counts.length || largest <= 0) return rarity
  return rarity + BEYOND * Math.min(MOST_DOUBLINGS, Math.log2(size / largest))
}

/** The tail with one more size. */
export function addSize(tail: Tail, size: number): Tail {
  const bucket = bucketOf(size)
  const rest = { seen: tail.seen + 1, largest: Math.max(tail.largest, size) }
  if (tail.counts.length === 0) return { low: bucket, counts: [1], ...rest }
  const { low, counts } = widened(tail, bucket)
  const at = Math.max(0, bucket - low)
  return { low, counts: counts.with(at, (counts[at] ?? 0) + 1), ...rest }
}

/** The same counts with room for a bucket; what falls off below is counted in the lowest. */
function widened({ low, counts }: Tail, bucket: number): Pick<Tail, 'low' | 'counts'> {
  const high = Math.max(low + counts.length - 1, bucket)
  const newLow = Math.max(Math.min(low, bucket), high - MOST_BUCKETS + 1)
  if (newLow === low && high === low + counts.length - 1) return { low, counts }
  const wide = new Array<number>(high - newLow + 1).fill(0)
  for (const [i, count] of counts.entries()) {
    const at = Math.max(0, low + i - newLow)
    wide[at] = (wide[at] ?? 0) + count
  }
  return { low: newLow, counts: wide }
}

function bucketOf(size: number): number {
  return Math.floor(Math.log(Math.max(size, LEAST)) / WIDTH)
}
