import { logProbability } from './negative-binomial.ts'
import type { Scatter } from './negative-binomial.ts'

/** Complaints of one class in one area, a number for every week, oldest first; all series are equally long. */
export interface WeekSeries {
  readonly area: string
  readonly classCode: string
  readonly counts: readonly number[]
}

/** What a week should bring, and out of what it was reckoned. */
export interface Expectation extends Scatter {
  readonly area: string
  readonly classCode: string
  /** Of the class in all areas: complaints a week of late, without the season. */
  readonly rate: number
  /** What the time of the year makes of it, from the same weeks a year before; 1 where nothing is known. */
  readonly season: number
  /** The area's share of all classes. */
  readonly share: number
  /** How much more of this class the area has than its share; drawn towards 1 where little is known. */
  readonly habit: number
}

/** How fast the past fades, how strongly an area is drawn to what is usual, and how weeks scatter beside that. */
interface Tuning {
  /** Weeks after which a complaint counts half. */
  readonly halfLife: number
  readonly pull: number
  readonly shape: number
}

const YEAR = 52
/** Weeks around the same week of the year before that tell the season. */
const AROUND = 2
/** Complaints that speak for "no season" beside those counted. */
const SEASON_PULL = 12
/** Rarer classes are drawn to this many complaints in one week of the past. */
const RATE_COUNT = 0.5
/** Shares of areas fade slowly. */
const SHARE_HALF_LIFE = 52
/** Complaints that speak for equal shares. */
const SHARE_PULL = 10

/** Series made ready for foretelling many weeks: sums that fade, week by week, each from the weeks before it alone. */
export interface History {
  readonly series: readonly WeekSeries[]
  /** Weeks that are known; the next one is the first that can only be foretold. */
  readonly weeks: number
  readonly fadedBy: (halfLife: number) => Faded
  readonly shares: ReadonlyMap<string, Float64Array>
  readonly classes: readonly { readonly classCode: string; readonly cells: readonly number[]; readonly seasons: Float64Array }[]
}

/** Faded sums before each week: of every series, of every class, and of its seasons. */
interface Faded {
  readonly cells: readonly Float64Array[]
  readonly said: readonly Float64Array[]
  readonly exposure: readonly Float64Array[]
}

/** Makes series ready. */
export function historyOf(series: readonly WeekSeries[]): History {
  const weeks = series.reduce((most, { counts }) => Math.max(most, counts.length), 0)
  const classes = [...Map.groupBy(series.keys(), (at) => series[at]?.classCode ?? '')].map(([classCode, cells]) => {
    const totals = added(cells.map((at) => series[at]?.counts ?? []), weeks)
    return { classCode, cells, totals, seasons: Float64Array.from({ length: weeks + 1 }, (_, week) => seasonOf(totals, week)) }
  })
  const known = new Map<number, Faded>()
  const fadedBy = (halfLife: number): Faded => {
    const found = known.get(halfLife) ?? {
      cells: series.map(({ counts }) => faded(counts, weeks, halfLife)),
      said: classes.map(({ totals }) => faded(totals, weeks, halfLife)), exposure: classes.map(({ seasons }) => faded(seasons, weeks, halfLife)),
    }
    known.set(halfLife, found)
    return found
  }
  return { series, weeks, fadedBy, shares: sharesOf(series, weeks), classes }
}

function sharesOf(series: readonly WeekSeries[], weeks: number): ReadonlyMap<string, Float64Array> {
  const areas = [...Map.groupBy(series, ({ area }) => area)].map(([area, own]) => ({ area, said: faded(added(own.map(({ counts }) => counts), weeks), weeks, SHARE_HALF_LIFE) }))
  const all = added(areas.map(({ said }) => said), weeks + 1)
  return new Map(areas.map(({ area, said }) => [area, said.map((own, week) => (own + SHARE_PULL / areas.length) / ((all[week] ?? 0) + SHARE_PULL))]))
}

/**
 * Expected complaints of every area and class in week `week` (an index), from the weeks before it alone, in the order of
 * the series: rate of the class × season × share of the area × habit of the area (gamma–Poisson: the area's own complaints
 * of the class beside those to be expected, `pull` of each added).
 */
export function expectWeek({ series, fadedBy, shares, classes }: History, week: number, { halfLife, pull, shape }: Tuning): Expectation[] {
  const { cells, said, exposure } = fadedBy(halfLife)
  const found: Expectation[] = []
  for (const [k, { classCode, cells: own, seasons }] of classes.entries()) {
    const all = said[k]?.[week] ?? 0
    const rate = (all + RATE_COUNT) / ((exposure[k]?.[week] ?? 0) + 1)
    const season = seasons[week] ?? 1
    for (const at of own) {
      const area = series[at]?.area ?? ''
      const share = shares.get(area)?.[week] ?? 0
      const weight = pull + (cells[at]?.[week] ?? 0)
      const habit = weight / (pull + share * all)
      found[at] = { area, classCode, rate, season, share, habit, mean: rate * season * share * habit, shape: 1 / (1 / weight + 1 / shape) }
    }
  }
  return found
}

/** Before each week the sum of what came, halved with every half-life that passed. */
function faded(counts: ArrayLike<number>, weeks: number, halfLife: number): Float64Array {
  const keep = 0.5 ** (1 / halfLife)
  const sums = new Float64Array(weeks + 1)
  for (let at = 0; at < weeks; at += 1) sums[at + 1] = (sums[at] ?? 0) * keep + (counts[at] ?? 0)
  return sums
}

function added(lists: readonly ArrayLike<number>[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => lists.reduce((sum, list) => sum + (list[at] ?? 0), 0))
}

/**
 * Complaints around the same week a year before against those of an ordinary week then, drawn towards 1. Only what came
 * before `week` is looked at.
 */
function seasonOf(totals: ArrayLike<number>, week: number): number {
  const middle = week - YEAR
  const from = middle - YEAR / 2
  if (from < 0) return 1
  const sumOf = (first: number, end: number): number => {
    let sum = 0
    for (let at = first; at < end; at += 1) sum += totals[at] ?? 0
    return sum
  }
  const usual = sumOf(from, middle + YEAR / 2) / YEAR
  return (sumOf(middle - AROUND, middle + AROUND + 1) + SEASON_PULL) / (usual * (2 * AROUND + 1) + SEASON_PULL)
}

const HALF_LIVES = [6, 13, 26, 52]
const PULLS = [1, 4, 16, 64]
const SHAPES = [1, 2, 4, 8, 16, 64, Infinity]
/** Weeks on which the tuning is chosen. */
const TRIED_WEEKS = 26

/** The tuning under which the weeks just before `week` were likeliest, each foretold from the weeks before it. */
export function tune(history: History, week: number): Tuning {
  const weeks = Array.from({ length: Math.min(TRIED_WEEKS, week) }, (_, at) => week - 1 - at)
  let best: { tuning: Tuning; likelihood: number } = { tuning: { halfLife: 13, pull: 4, shape: 8 }, likelihood: -Infinity }
  for (const { halfLife, pull } of HALF_LIVES.flatMap((one) => PULLS.map((other) => ({ halfLife: one, pull: other })))) {
    const foretold = weeks.flatMap((at) => expectWeek(history, at, { halfLife, pull, shape: Infinity }).map((one, cell) => ({ one, observed: history.series[cell]?.counts[at] ?? 0 })))
    for (const shape of SHAPES) {
      const likelihood = foretold.reduce((sum, { one, observed }) => sum + logProbability(observed, { mean: one.mean, shape: 1 / (1 / one.shape + 1 / shape) }), 0)
      if (likelihood > best.likelihood) best = { tuning: { halfLife, pull, shape }, likelihood }
    }
  }
  return best.tuning
}
