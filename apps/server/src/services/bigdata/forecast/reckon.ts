import { expectWeek, historyOf, tune, weeksAfter, weeksBetween } from '@yihu/domain'
import type { WeekSeries } from '@yihu/domain'
import type { WeeklyCount } from '../../../platform/cases/index.ts'
import type { StoredWeek } from './repo-forecast.ts'

/** Weeks that are shown and, where they were never reckoned, reckoned from the weeks before them. */
export const SHOWN_WEEKS = 26
/** Fewer whole weeks than this say nothing. */
const LEAST_WEEKS = 8

interface Reckoning {
  readonly street: string
  readonly communities: readonly string[]
  /** Too small for each group by itself: all classes together. */
  readonly estates: readonly string[]
  readonly counts: readonly WeeklyCount[]
  /** Monday of the running week. */
  readonly monday: string
  readonly at: Date
}

/**
 * Expected and observed of the last weeks and the running one: every community and the whole street by group of classes
 * and all together, every estate all together. Empty before eight whole weeks are known. Weeks reckoned afterwards use the weeks before them
 * alone; how fast the past fades is chosen once, before the first of them, and for the running week anew.
 */
export function reckonWeeks({ street, communities, estates, counts, monday, at }: Reckoning): StoredWeek[] {
  const first = counts.reduce((least, { week }) => (week < least ? week : least), monday)
  const running = weeksBetween(first, monday)
  if (running < LEAST_WEEKS) return []
  const groups = [...new Set(counts.map(({ classCode }) => classCode))].toSorted()
  const grids = [...[communities, [street]].flatMap((areas) => [groups, ['']].map((classes) => ({ areas, classes }))), { areas: estates, classes: [''] }]
  return grids.flatMap((grid) => reckonGrid(gridOf({ ...grid, counts, first, running }), { first, running, at }))
}

function reckonGrid(series: readonly WeekSeries[], { first, running, at }: { readonly first: string; readonly running: number; readonly at: Date }): StoredWeek[] {
  const history = historyOf(series)
  const from = Math.max(LEAST_WEEKS, running - SHOWN_WEEKS + 1)
  const [past, now] = [tune(history, from), tune(history, running)]
  return Array.from({ length: running - from + 1 }, (_, ahead) => from + ahead).flatMap((week) =>
    expectWeek(history, week, week === running ? now : past).map(({ area, classCode, mean, shape, rate, season, share, habit }, cell): StoredWeek => ({
      area, classCode, week: weeksAfter(first, week), mean, shape, rate, season, share, habit, observed: series[cell]?.counts[week] ?? 0, at,
    })))
}

interface Grid {
  readonly areas: readonly string[]
  readonly classes: readonly string[]
  readonly counts: readonly WeeklyCount[]
  readonly first: string
  readonly running: number
}

/** A series for each area and class, the running week last; a class of no name takes all, the street takes its communities. */
function gridOf({ areas, classes, counts, first, running }: Grid): WeekSeries[] {
  const cells = areas.flatMap((area) => classes.map((classCode) => ({ area, classCode, counts: Array.from({ length: running + 1 }, () => 0) })))
  const byKey = new Map(cells.map((cell) => [`${cell.area}\n${cell.classCode}`, cell.counts]))
  for (const { path, classCode, week, count } of counts) {
    const area = areas.find((one) => path === one || path.startsWith(`${one}.`))
    const cell = area === undefined ? undefined : (byKey.get(`${area}\n${classCode}`) ?? byKey.get(`${area}\n`))
    const at = weeksBetween(first, week)
    if (cell && at <= running) cell[at] = (cell[at] ?? 0) + count
  }
  return cells
}
