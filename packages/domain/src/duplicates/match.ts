import { haversineMetres } from '../geo/measure.ts'
import { textSimilarity } from '../text/similarity.ts'
import type { TextPrint } from '../text/similarity.ts'
import { radiusOf } from './radius.ts'

/** A report for comparing; `point` only where it is its own place, not the middle of an estate or somebody's office. */
export interface Matter {
  readonly id: string
  readonly classCode: string | null
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly at: number
  readonly print: TextPrint
}

/** How two reports agree. */
export interface Match {
  /** 0…1; from `LEAST_SCORE` on they may be one matter. */
  readonly score: number
  /** Of the words; not looked at, 0, where place or time already say no. */
  readonly likeness: number
  readonly metres: number | null
  readonly isSameClass: boolean
}

/** Below this two reports are not shown as one matter. */
export const LEAST_SCORE = 0.45
/** Further apart in time they are two matters. */
export const WINDOW_DAYS = 90
/** Where no place is known, words alone decide, and must agree more. */
const LEAST_LIKENESS_ALONE = 0.45

/**
 * Whether two reports may be one matter: what they say, the class, and how near they lie within the circle of the class
 * of the first. The same words at two known places are two matters; so are reports a season apart.
 */
export function matchMatters(a: Matter, b: Matter): Match {
  const metres = a.point && b.point ? haversineMetres([a.point.lon, a.point.lat], [b.point.lon, b.point.lat]) : null
  const isSameClass = a.classCode !== null && a.classCode === b.classCode
  const radius = Math.max(radiusOf(a.classCode), radiusOf(b.classCode))
  if (Math.abs(a.at - b.at) > WINDOW_DAYS * 86_400_000 || (metres !== null && metres > radius)) return { score: 0, likeness: 0, metres, isSameClass }
  const likeness = textSimilarity(a.print, b.print)
  if (metres === null && likeness < LEAST_LIKENESS_ALONE) return { score: 0, likeness, metres, isSameClass }
  const near = metres === null ? 0 : Math.max(0, 1 - metres / (2 * radius))
  return { score: Math.min(1, 0.45 * Math.min(1, likeness * 1.6) + classScore(a, b) + 0.25 * near), likeness, metres, isSameClass }
}

/** The same class says much; where one has none yet, nothing speaks against it. */
function classScore(a: Matter, b: Matter): number {
  if (a.classCode === null || b.classCode === null) return 0.05
  return a.classCode === b.classCode ? 0.3 : 0
}
