/** Complaints of one place before and after. */
export interface BeforeAfter {
  readonly id: string
  readonly before: number
  readonly after: number
}

/** What became of a treated place beside places that were like it before and were not treated. */
export interface Effect {
  readonly verdict: 'fewer' | 'same' | 'more' | 'too-few'
  /** The places compared with, nearest to the treated one before first. */
  readonly matched: readonly BeforeAfter[]
  /** Complaints to be expected here afterwards, had it gone as there; null where nothing can be said. */
  readonly expected: number | null
  /** Expected less observed, with its 95 % interval. */
  readonly avoided: { readonly value: number; readonly low: number; readonly high: number } | null
}

/** A place with fewer complaints before tells nothing. */
export const LEAST_BEFORE = 5
/** Matched places: at least so many, at most so many, each with half to double the complaints before. */
export const LEAST_MATCHED = 5
const MOST_MATCHED = 30
const ALIKE = 2
/** The matched places together must have had so many complaints before. */
const LEAST_MATCHED_BEFORE = 30

/**
 * Avoided complaints: what places of the same class and a like number before (half to double), not treated, had
 * afterwards, scaled to this place, less what was observed here. A place is treated because it had many complaints, and
 * would have had fewer by chance alone; so had those it is matched with. The interval is that of a count on the square
 * root scale, widened by how differently the matched places went (never below Poisson), by the uncertainty of their
 * mean, and by Student's t for how few they are. Too few complaints or places: no conclusion.
 */
export function compareEffect(treated: BeforeAfter, others: readonly BeforeAfter[]): Effect {
  const matched = matchedWith(treated, others)
  const before = sum(matched.map((one) => one.before))
  const after = sum(matched.map((one) => one.after))
  if (treated.before < LEAST_BEFORE || matched.length < LEAST_MATCHED || before < LEAST_MATCHED_BEFORE || after === 0) return { verdict: 'too-few', matched, expected: null, avoided: null }
  const ratio = after / before
  const spread = Math.max(1, sum(matched.map((one) => (one.after - ratio * one.before) ** 2 / (ratio * one.before))) / (matched.length - 1))
  const expected = ratio * treated.before
  const reach = (quantileOfT(matched.length - 1) / 2) * Math.sqrt(spread * (1 + expected / after))
  const low = Math.max(0, Math.sqrt(expected) - reach) ** 2
  const high = (Math.sqrt(expected) + reach) ** 2
  const verdict = treated.after < low ? 'fewer' : treated.after > high ? 'more' : 'same'
  return { verdict, matched, expected, avoided: { value: expected - treated.after, low: low - treated.after, high: high - treated.after } }
}

function matchedWith(treated: BeforeAfter, others: readonly BeforeAfter[]): BeforeAfter[] {
  const distance = ({ before }: BeforeAfter): number => Math.abs(Math.log(before / treated.before))
  return others
    .filter(({ id, before }) => id !== treated.id && before > 0 && before * ALIKE >= treated.before && before <= treated.before * ALIKE)
    .toSorted((a, b) => distance(a) - distance(b) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_MATCHED)
}

/** 97.5 % quantile of Student's t, by the expansion of Fisher and Cornish; within 1 % from four degrees of freedom on. */
function quantileOfT(freedom: number): number {
  const z = 1.959964
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
