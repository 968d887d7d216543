import { expectWeek, historyOf, tune } from './expect.ts'
import type { Expectation, WeekSeries } from './expect.ts'
import { intervalOf, isWave } from './judge.ts'
import { atMost } from './negative-binomial.ts'

/** How well the expectations of past weeks held. */
interface ForecastQuality {
  /** Weeks foretold and numbers compared. */
  readonly weeks: number
  readonly compared: number
  /** Share inside the 90 % interval. Counts are whole, so where few are expected it lies above 0.9 even if all is right. */
  readonly inside: number
  /** The same with the chance of each count spread evenly over its step: 0.9 if all is right. */
  readonly insideSpread: number
  /** The same where at least three were expected. */
  readonly insideWhereMany: number | null
  readonly comparedWhereMany: number
  /** Mean absolute error, beside that of the mean of the last eight weeks and that of the same week a year before. */
  readonly error: number
  readonly errorOfLastWeeks: number
  readonly errorOfLastYear: number | null
  /** Waves told for each foretold week. */
  readonly wavesPerWeek: number
}

const MANY = 3
const SIDE = 0.05
const LAST = 8
const YEAR = 52
/** The tuning is chosen anew after so many weeks. */
const RETUNE = 13

/** Foretells every week from `from` on out of the weeks before it and compares. */
export function evaluateForecast(series: readonly WeekSeries[], from: number): ForecastQuality {
  const history = historyOf(series)
  const weeks = history.weeks - from
  const rows: Row[] = []
  let tuning = tune(history, from)
  for (let week = from; week < history.weeks; week += 1) {
    if (week > from && (week - from) % RETUNE === 0) tuning = tune(history, week)
    expectWeek(history, week, tuning).forEach((one, at) => rows.push({ one, week, counts: series[at]?.counts ?? [] }))
  }
  return summed(rows, weeks)
}

interface Row {
  readonly one: Expectation
  readonly week: number
  readonly counts: readonly number[]
}

function summed(rows: readonly Row[], weeks: number): ForecastQuality {
  const many = rows.filter(({ one }) => one.mean >= MANY)
  const yearly = rows.filter(({ week }) => week >= YEAR)
  const error = (of: readonly Row[], guess: (row: Row) => number): number => meanOf(of.map((row) => Math.abs(observed(row) - guess(row))))
  return {
    weeks, compared: rows.length, inside: meanOf(rows.map(isInside)), insideSpread: meanOf(rows.map(spreadInside)),
    insideWhereMany: many.length === 0 ? null : meanOf(many.map(isInside)), comparedWhereMany: many.length,
    error: error(rows, ({ one }) => one.mean), errorOfLastWeeks: error(rows, ({ week, counts }) => meanOf(counts.slice(Math.max(0, week - LAST), week))),
    errorOfLastYear: yearly.length === 0 ? null : error(yearly, ({ week, counts }) => counts[week - YEAR] ?? 0),
    wavesPerWeek: rows.filter((row) => isWave(observed(row), row.one)).length / Math.max(1, weeks),
  }
}

function observed({ counts, week }: Row): number {
  return counts[week] ?? 0
}

function isInside(row: Row): number {
  const { low, high } = intervalOf(row.one)
  return observed(row) >= low && observed(row) <= high ? 1 : 0
}

/** The part of a count's step (from the chance of fewer to that of at most so many) that lies between 5 % and 95 %. */
function spreadInside(row: Row): number {
  const [below, upTo] = [atMost(observed(row) - 1, row.one), atMost(observed(row), row.one)]
  const inside = Math.min(upTo, 1 - SIDE) - Math.max(below, SIDE)
  return upTo > below ? Math.max(0, inside) / (upTo - below) : 0
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
