import { EMPTY_BAND, judge } from './band.ts'
import type { Band } from './band.ts'

/** A band with the warnings it has given: a point that warns often must surprise more. */
export interface Watch {
  readonly band: Band
  readonly warnings: number
  /** Reading number and surprise of the last warning. */
  readonly last: number | null
  readonly surprise: number
}

export const EMPTY_WATCH: Watch = { band: EMPTY_BAND, warnings: 0, last: null, surprise: 0 }

/** The fixed setting, tuned as docs/sensing-figures.md tells. */
export const USUAL_THRESHOLD = -0.15

/** While so few readings are known, nothing is a warning. */
export const LEARNING_READINGS = 100
/** Each tenfold of warnings given raises the threshold by so many decades. */
const HABIT = 0.5
/** One episode: so many readings after a warning, or this share of all readings, only a clearly greater surprise warns again. */
const EPISODE_READINGS = 100
const EPISODE_SHARE = 0.04
const GREATER = 0.7

export interface Watched {
  readonly watch: Watch
  /** Decades of rarity. */
  readonly surprise: number
  /** Whether this is to be told: surprising, and no more of the same. */
  readonly isWarning: boolean
}

/** Judges and learns one reading; a lower `threshold` warns more. */
export function watchReading(before: Watch, reading: { readonly at: number; readonly value: number }, threshold: number): Watched {
  const { band, surprise } = judge(before.band, reading)
  const now = before.band.seen
  const isNewEpisode = before.last === null || now - before.last >= Math.max(EPISODE_READINGS, EPISODE_SHARE * now)
  const isSurprise = now >= LEARNING_READINGS && surprise >= threshold + HABIT * Math.log10(1 + before.warnings)
  if (!isSurprise || (!isNewEpisode && surprise < before.surprise + GREATER)) return { watch: { ...before, band }, surprise, isWarning: false }
  return { watch: { band, warnings: before.warnings + (isNewEpisode ? 1 : 0), last: now, surprise }, surprise, isWarning: true }
}
