import { atMost, quantile } from './negative-binomial.ts'
import type { Scatter } from './negative-binomial.ts'

/** Chance on either side of the interval. */
const SIDE = 0.05
/** Fewer complaints than this are no wave. */
const LEAST_COMPLAINTS = 3
/** So many complaints come by chance in at most one week of a hundred. */
const RARE_CHANCE = 0.01

/** Bounds between which nine of ten weeks lie; `part` is the share of the week that has passed. */
export function intervalOf({ mean, shape }: Scatter, part = 1): { low: number; high: number } {
  const scatter = { mean: mean * part, shape }
  return { low: quantile(SIDE, scatter), high: quantile(1 - SIDE, scatter) }
}

/** How likely it is that at least so many come by chance. */
export function chanceOf(observed: number, { mean, shape }: Scatter, part = 1): number {
  return 1 - atMost(observed - 1, { mean: mean * part, shape })
}

/** Whether a week is so far above what was expected that somebody should look before more complain. */
export function isWave(observed: number, scatter: Scatter, part = 1): boolean {
  return observed >= LEAST_COMPLAINTS && observed > intervalOf(scatter, part).high && chanceOf(observed, scatter, part) <= RARE_CHANCE
}
