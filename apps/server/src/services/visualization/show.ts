import { coarse, localDate } from '@yihu/domain'
import type { AnswerOf, IndicatorFigure, listIndicators, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { OVERFLOW } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { createReadings } from '../../kernel/readings.ts'
import type { Readings } from '../../kernel/readings.ts'
import { areasOf, chainInSight, placeInSight, placeNamed } from '../../platform/areas/index.ts'
import type { AreaIndex, PlaceInSight } from '../../platform/areas/index.ts'
import { figureOf } from './measure.ts'
import { readKept } from './repo-kept.ts'

/** Of so many days the past is shown. */
export const SERIES_DAYS = 30
const DAY_MS = 86_400_000
/** Many screens look at the same figures; what no event tells is seen after so long. */
const FRESH_MS = 3000
const MOST = 500

type ScreenAnswer = AnswerOf<typeof listIndicators>

/** What a server has just measured; forgotten as soon as something happens that screens ask again for. */
export function rememberScreens({ live }: Pick<Context, 'live'>): Readings<ScreenAnswer> {
  const memory = createReadings<ScreenAnswer>({ freshMs: FRESH_MS, most: MOST })
  live.subscribe(({ topic }) => { if (topic === OVERFLOW || /^(?:case\.(?!presence)|alarm\.)/u.test(topic)) memory.forgetAll() })
  return memory
}

interface Asked {
  readonly query: QueryOf<typeof listIndicators>
  readonly all: readonly Indicator[]
  readonly memory: Readings<ScreenAnswer>
}

/** The figures of a screen at a place, as far as the asker may open their lists. @throws Fault not-found for a place out of sight */
export async function screenOf(context: Context, actor: Actor, { query: { screen, area }, all, memory }: Asked): Promise<ScreenAnswer> {
  const index = await areasOf(context)
  const at = placeInSight(index, actor, area)
  const { scope: { paths, units }, permissions } = actor
  return memory.get(JSON.stringify([paths, units, [...permissions].toSorted(), screen, at.path]), context.clock.now(), async () => {
    const now = context.clock.now()
    const mine = all.filter((one) => one.screens.includes(screen) && permissions.has(one.permission))
    const indicators = await figuresAt(context, actor, { indicators: mine, area: at.path, now })
    return { area: at, chain: chainInSight(index, actor, at.path), within: withinOf(index, at.path), asOf: new Date(now).toISOString(), indicators }
  })
}

interface AskedSome {
  readonly indicators: readonly Indicator[]
  readonly area: string
  readonly now: number
  /** First and last day of the past; default the last thirty. */
  readonly span?: { readonly from: string; readonly to: string }
}

/** Figures in the order asked for, each with the days before. Who asks has looked at permissions and place. */
export async function figuresAt(context: Context, actor: Actor, { indicators, area, now, span }: AskedSome): Promise<IndicatorFigure[]> {
  const figures: IndicatorFigure[] = []
  for (const indicator of indicators) figures.push(await figureOf(context, indicator, { actor, area, now, ...(span ? { from: span.from } : {}) }))
  return withKept(context, actor, { figures, of: indicators, area, ...(span ?? { from: localDate(now - (SERIES_DAYS - 1) * DAY_MS), to: localDate(now) }) })
}

interface Kept {
  readonly figures: readonly IndicatorFigure[]
  /** What they are figures of. */
  readonly of: readonly Indicator[]
  readonly area: string
  readonly from: string
  readonly to: string
}

/** Where the past cannot be counted from what is stored, the days that were kept; of people only roughly, so that days cannot be subtracted. */
async function withKept(context: Context, { scope }: Actor, { figures, of, area, from, to }: Kept): Promise<IndicatorFigure[]> {
  const without = figures.filter(({ state, series }) => state === 'measured' && series.length === 0).map(({ id }) => id)
  if (without.length === 0) return [...figures]
  const kept = Map.groupBy(await context.db.transact(scope, (tx) => readKept(tx, { areas: [area], from, to, indicators: without })), ({ indicator }) => indicator)
  const ofPeople = new Set(of.filter((one) => 'people' in one).map(({ id }) => id))
  return figures.map((figure) => (figure.series.length > 0 ? figure : { ...figure, series: (kept.get(figure.id) ?? []).map(({ day, value, whole }) => ({ day, value: ofPeople.has(figure.id) ? coarse(value, whole) : value })) }))
}

function withinOf({ byPath, childrenOf }: AreaIndex, path: string): PlaceInSight[] {
  const area = byPath(path)
  return area ? childrenOf(area.code).map((one) => placeNamed(one)) : []
}
