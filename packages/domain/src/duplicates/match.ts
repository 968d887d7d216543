import { haversineMetres } from '../geo/measure.ts'
import { normaliseText, pairsOf, printOf, shareWithin, similarityOfPairs } from '../text/similarity.ts'
import type { TextPrint } from '../text/similarity.ts'
import { compareMarks, isSameCrossing, placesIn } from './marks.ts'
import type { KnownEstates, Marks } from './marks.ts'
import { circleOf } from './radius.ts'
import type { Circle } from './radius.ts'

/** A text made ready for comparing: the places it names, and the pairs of characters of all, of what it says beside places, of its title. */
export interface MatterPrint extends TextPrint {
  readonly marks: Marks
  readonly matter: Uint32Array
  /** Pairs of the first line: the title. */
  readonly head: Uint32Array
}

/** The parts of a print whose words are compared. */
export type Part = 'matter' | 'pairs'

/** A report for comparing; `point` only where it is its own place, not the middle of an estate or somebody's office. */
export interface Matter {
  readonly id: string
  readonly classCode: string | null
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly at: number
  /** A sign of who told it, saying nothing else; null where nobody knows or may know. */
  readonly by: string | null
  readonly print: MatterPrint
}

/** How two reports agree. */
export interface Match {
  /** 0…1; from `LEAST_SCORE` on they may be one matter. */
  readonly score: number
  /** Of what they say; not looked at, 0, where place or time already say no. */
  readonly likeness: number
  readonly metres: number | null
  /** Within it a matter of this class is one; of two classes the wider. */
  readonly circle: Circle
  readonly isSameClass: boolean
  /** Whether one person told both, as far as that is known. */
  readonly isSameVoice: boolean
  /** Whether the words name different places: another building, number, phase, road or estate. */
  readonly isElsewhere: boolean
}

/**
 * Likeness 0…1 of a part of what two reports say, or how much of the title of each the other says anywhere; `shared`: how
 * much they have in common at all, in pairs of characters that nobody else uses.
 */
export type Likeness = (aspect: Aspect) => number
type Aspect = Part | 'titles' | 'shared'

/** Works a report's text out once for many comparisons; the names of the street's estates help. */
export function matterPrint(text: string, estates: KnownEstates | null = null): MatterPrint {
  const print = printOf(text)
  const { marks, matter } = placesIn(print.text, estates)
  const end = text.indexOf('\n')
  // Only reports without a place are compared by their titles: worked out when first asked for.
  let head: Uint32Array | null = end < 0 ? print.pairs : null
  return { ...print, marks, matter: pairsOf(matter), get head() { return (head ??= pairsOf(normaliseText(text.slice(0, end)))) } }
}

/** Below this two reports are not shown as one matter. */
export const LEAST_SCORE = 0.5
/** Further apart in time they are two matters. */
export const WINDOW_DAYS = 90
const DAY_MS = 86_400_000

/** One place: what it says at the middle and at the edge of the circle, or where the same house or corner is named in words. */
const HERE = 0.42
const AT_EDGE = 0.31
const SAME_HOUSE = 0.44
const SAME_CLASS = 0.22
const NO_CLASS = 0.1
const WORDS = 0.42
/** At one place two classes are one matter only when something of what is said agrees. */
const LEAST_WORDS = 0.06
/** Other houses, phases, roads named within the circle: the further apart, the more it says. */
const OTHER_NAME_HERE = -0.3
const OTHER_NAME_AT_EDGE = -0.8

/** No place known: all words count, and as much whether each says what the title of the other says; a road or an estate in common helps. */
const ALONE = 0.2
/** A class in common, among hundreds, is seldom chance; two classes say little, for nobody has looked at them yet. */
const SAME_CLASS_ALONE = 0.08
/** Of two long letters each says much that the other does not: so much of the rare in common is no chance any more, and so much is certain. */
const CHANCE = 8
const CERTAIN = 40
const MOST_SHARED = 0.15
/** Short texts agree by chance: the fewer pairs of characters, the more must agree. */
const SHORT = 6
const MOST_SHORT = 0.15
const SAME_NAME = 0.12
/** A road by one estate and the same by another, or a road said here and an estate there. */
const OTHER_CORNER = -0.3

/**
 * Whether two reports may be one matter: what they say, the class, and where: within the circle of the class around the
 * first, or at the same house by name; where neither is known, words decide. The same words at two places are two
 * matters, and so are reports a season apart. Words count by `likeness`; without it every pair of characters counts alike.
 */
export function matchMatters(a: Matter, b: Matter, likeness: Likeness = plainLikeness(a.print, b.print)): Match {
  const [one, other] = [circleOf(a.classCode), circleOf(b.classCode)]
  const circle = one.metres >= other.metres ? one : other
  const radius = circle.metres
  const metres = metresBetween(a, b, radius)
  const isSameClass = a.classCode !== null && a.classCode === b.classCode
  const isSameVoice = a.by !== null && a.by === b.by
  const base = { metres, circle, isSameClass, isSameVoice, isElsewhere: false, score: 0, likeness: 0 }
  if (Math.abs(a.at - b.at) > WINDOW_DAYS * DAY_MS || (metres !== null && metres > radius)) return base
  const named = namedPlaces(a.print, b.print)
  base.isElsewhere = named.isElsewhere
  if (metres === null && named.isElsewhere) return base
  const apart = metres === null ? byWords(named, { shorter: Math.min(a.print.pairs.length, b.print.pairs.length), isSameClass, likeness }) : null
  if (apart && !named.isHouse) return { ...base, ...apart }
  const hasClasses = a.classCode !== null && b.classCode !== null
  const isOtherClass = hasClasses && !isSameClass
  const place = metres === null ? SAME_HOUSE : hereScore(metres / radius, named.isElsewhere)
  const together = atOnePlace(place, { isSameClass, hasClasses, likeness })
  // The same house by name is never less than no place at all, unless another class stands against it.
  return { ...base, ...(apart && !isOtherClass && apart.score > together.score ? apart : together) }
}

/** Every pair of characters counts alike. */
function plainLikeness(a: MatterPrint, b: MatterPrint): Likeness {
  return (aspect) => {
    if (aspect === 'titles') return (shareWithin(a.head, b.pairs) + shareWithin(b.head, a.pairs)) / 2
    // Nothing is known of what others say.
    return aspect === 'shared' ? 0 : similarityOfPairs(a[aspect], b[aspect])
  }
}

const DEGREE_METRES = 111_000

/** Far apart by latitude alone is not worked out finely. */
function metresBetween({ point: a }: Matter, { point: b }: Matter, radius: number): number | null {
  if (!a || !b) return null
  const north = Math.abs(a.lat - b.lat) * DEGREE_METRES
  return north > 2 * radius ? north : haversineMetres([a.lon, a.lat], [b.lon, b.lat])
}

type Scored = Pick<Match, 'score' | 'likeness'>

function atOnePlace(place: number, { isSameClass, hasClasses, likeness }: { readonly isSameClass: boolean; readonly hasClasses: boolean; readonly likeness: Likeness }): Scored {
  const words = likeness('matter')
  if (!isSameClass && words < LEAST_WORDS) return { score: 0, likeness: words }
  return { score: bounded(WORDS * words + (isSameClass ? SAME_CLASS : hasClasses ? 0 : NO_CLASS) + place), likeness: words }
}

/** `part`: the distance as a part of the circle. */
function hereScore(part: number, isElsewhere: boolean): number {
  const between = (middle: number, edge: number): number => middle + (edge - middle) * part
  return between(HERE, AT_EDGE) + (isElsewhere ? between(OTHER_NAME_HERE, OTHER_NAME_AT_EDGE) : 0)
}

/** `shorter`: how many pairs of characters the shorter text has. */
function byWords({ isNamed, isOtherCorner }: Named, { shorter, isSameClass, likeness }: { readonly shorter: number; readonly isSameClass: boolean; readonly likeness: Likeness }): Scored {
  const words = (likeness('pairs') + likeness('titles')) / 2
  const size = MOST_SHARED * bounded((likeness('shared') - CHANCE) / (CERTAIN - CHANCE)) - Math.min(MOST_SHORT, SHORT / Math.max(1, shorter))
  const place = (isNamed ? SAME_NAME : 0) + (isOtherCorner ? OTHER_CORNER : 0)
  return { score: bounded(ALONE + words + size + place + (isSameClass ? SAME_CLASS_ALONE : 0)), likeness: words }
}

interface Named {
  readonly isNamed: boolean
  readonly isHouse: boolean
  readonly isElsewhere: boolean
  readonly isOtherCorner: boolean
}

/** What the places that two texts name say of one another. */
function namedPlaces(one: MatterPrint, other: MatterPrint): Named {
  const { agreed, apart } = compareMarks(one, other)
  const [a, b] = [one.marks, other.marks]
  const isNamed = agreed.includes('road') || agreed.includes('estate')
  const isNumbered = agreed.includes('building') || agreed.includes('plot')
  const isHouse = isNamed && (isNumbered || (agreed.includes('road') && agreed.includes('estate')) || isSameCrossing(a.road, b.road))
  const isElsewhere = apart.some((kind) => (kind === 'road' || kind === 'estate' ? !isNamed : kind !== 'plot' || !isNumbered))
  const isOtherCorner = !isElsewhere && (isNamed ? apart.length > 0 : agreed.length === 0 && isPlaced(a) && isPlaced(b))
  return { isNamed, isHouse: isHouse && !isElsewhere, isElsewhere, isOtherCorner }
}

function isPlaced({ road, estate }: Marks): boolean {
  return road.length + estate.length > 0
}

function bounded(score: number): number {
  return Math.max(0, Math.min(1, score))
}
