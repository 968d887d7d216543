import { addToProfile, emptyProfile, usualAt } from './profile.ts'
import type { Profile } from './profile.ts'
import { addSize, EMPTY_TAIL, raritySize } from './tail.ts'
import type { Tail } from './tail.ts'

/** The ways a value can be out of the ordinary, and how much each counts. */
const VIEWS = { jump: 1, drift: 1, season: 1, seasonSpread: 1, seasonDrift: 1, week: 0.25 } as const
type View = keyof typeof VIEWS
const viewNames = Object.keys(VIEWS) as View[] // the keys of the table just above
const totalWeight = Object.values(VIEWS).reduce((sum, weight) => sum + weight, 0)

/** Half-lives of the running means, in readings. */
const HALF_LIVES = { slow: 2000, near: 30, fast: 8 } as const
const DECAY = { slow: rateOf(HALF_LIVES.slow), near: rateOf(HALF_LIVES.near), fast: rateOf(HALF_LIVES.fast) }

/** A slot's own spread is trusted from so many visits on, and never taken smaller than this share of the overall spread. */
const LEAST_VISITS = 2
const LEAST_SPREAD = 0.2
const TINY = 1e-9

/**
 * What a point's past has taught, one pass, of bounded size: running means over a long, short and very short time, spread,
 * the usual course of a day and of a week, and for each view how large its deviations have been.
 */
export interface Band {
  readonly seen: number
  readonly slow: number
  readonly near: number
  readonly fast: number
  /** Running mean of what remains after the course of the day. */
  readonly residual: number
  readonly variance: number
  readonly spread: number
  readonly day: Profile
  readonly week: Profile
  readonly tails: Readonly<Record<View, Tail>>
}

export const EMPTY_BAND: Band = {
  seen: 0, slow: 0, near: 0, fast: 0, residual: 0, variance: 0, spread: 0,
  day: emptyProfile('day'), week: emptyProfile('week'),
  tails: { jump: EMPTY_TAIL, drift: EMPTY_TAIL, season: EMPTY_TAIL, seasonSpread: EMPTY_TAIL, seasonDrift: EMPTY_TAIL, week: EMPTY_TAIL },
}

/**
 * Judges a value by everything before it, then learns from it.
 * @returns the band that has learned, and the surprise in decades of rarity (0: about as rare as the square root of what was seen)
 */
export function judge(band: Band, reading: { readonly at: number; readonly value: number }): { band: Band; surprise: number } {
  const sizes = sizesOf(band, reading)
  if (!sizes) return { band: learned(band, reading, reading.value - band.slow), surprise: Number.NEGATIVE_INFINITY }
  let sum = 0
  const tails = { ...band.tails }
  for (const view of viewNames) {
    sum += VIEWS[view] * raritySize(tails[view], sizes.of[view])
    tails[view] = addSize(tails[view], sizes.of[view])
  }
  return { band: { ...learned(band, reading, sizes.remainder), tails }, surprise: sum / totalWeight }
}

/** How far the value lies from what each view expects. */
function sizesOf(band: Band, { at, value }: { readonly at: number; readonly value: number }): { of: Record<View, number>; remainder: number } | null {
  if (band.seen === 0) return null
  const deviation = Math.sqrt(band.variance) + TINY
  const day = usualAt(band.day, 'day', at)
  const week = usualAt(band.week, 'week', at)
  const remainder = value - (day?.level ?? band.slow)
  return {
    remainder,
    of: {
      jump: Math.abs(value - band.near),
      drift: Math.abs(band.fast - band.slow) / deviation,
      season: Math.abs(remainder),
      seasonSpread: day && day.seen > LEAST_VISITS ? Math.abs(remainder) / (day.spread + LEAST_SPREAD * band.spread + TINY) : 0,
      seasonDrift: Math.abs(band.residual),
      week: Math.abs(value - (week?.level ?? band.slow)),
    },
  }
}

function learned(band: Band, reading: { readonly at: number; readonly value: number }, remainder: number): Band {
  const { value } = reading
  const n = band.seen + 1
  const toward = (mean: number, sample: number, rate: number, count = n): number => mean + Math.max(rate, 1 / count) * (sample - mean)
  const [before, isFirst] = [Math.max(1, n - 1), band.seen === 0]
  return {
    ...band,
    seen: n,
    slow: toward(band.slow, value, DECAY.slow),
    near: toward(band.near, value, DECAY.near),
    fast: toward(band.fast, value, DECAY.fast),
    residual: isFirst ? 0 : toward(band.residual, remainder, DECAY.fast, before),
    variance: isFirst ? 0 : toward(band.variance, (value - band.slow) ** 2, DECAY.slow, before),
    spread: isFirst ? 0 : toward(band.spread, Math.abs(value - band.slow), DECAY.slow, before),
    day: addToProfile(band.day, 'day', reading),
    week: addToProfile(band.week, 'week', reading),
  }
}

function rateOf(halfLife: number): number {
  return 1 - 0.5 ** (1 / halfLife)
}
