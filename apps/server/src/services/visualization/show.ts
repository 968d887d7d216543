import { localDate } from '@yihu/domain'
import type { AnswerOf, IndicatorFigure, listIndicators, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { areasOf, chainInSight, placeInSight, placeNamed } from '../../platform/areas/index.ts'
import type { AreaIndex, PlaceInSight } from '../../platform/areas/index.ts'
import { figureOf } from './measure.ts'
import { figureSight } from './memory.ts'
import type { FigureMemory } from './memory.ts'
import { pastOf } from './people.ts'
import { readKept } from './repo-kept.ts'
import type { KeptValue } from './repo-kept.ts'

/** Of so many days the past is shown. */
export const SERIES_DAYS = 30
const DAY_MS = 86_400_000

type ScreenAnswer = AnswerOf<typeof listIndicators>

interface Asked {
  readonly query: QueryOf<typeof listIndicators>
  readonly all: readonly Indicator[]
  readonly memory: FigureMemory
}

/** The figures of a screen at a place, as far as the asker may open their lists. @throws Fault not-found for a place out of sight */
export async function screenOf(context: Context, actor: Actor, { query: { screen, area }, all, memory }: Asked): Promise<ScreenAnswer> {
  const index = await areasOf(context)
  const at = placeInSight(index, actor, area)
  const now = context.clock.now()
  const indicators = all.filter((one) => one.screens.includes(screen) && actor.permissions.has(one.permission))
  const figures = await figuresAt(context, actor, { indicators, area: at.path, now, memory })
  return { area: at, chain: chainInSight(index, actor, at.path), within: withinOf(index, at.path), asOf: new Date(now).toISOString(), indicators: figures }
}

interface AskedSome {
  readonly indicators: readonly Indicator[]
  readonly area: string
  readonly now: number
  /** First and last day of the past; default the last thirty. */
  readonly span?: { readonly from: string; readonly to: string }
  /** Where others look too. */
  readonly memory?: FigureMemory
}

/** Figures in the order asked for, each with the days before. Who asks has looked at permissions and place. */
export async function figuresAt(context: Context, actor: Actor, { indicators, area, now, span, memory }: AskedSome): Promise<IndicatorFigure[]> {
  const figures: IndicatorFigure[] = []
  for (const indicator of indicators) figures.push(await (memory ? sharedFigure(context, actor, { indicator, area, now, memory }) : figureOf(context, indicator, { actor, area, now, ...(span ? { from: span.from } : {}) })))
  const { from, to } = span ?? { from: localDate(now - (SERIES_DAYS - 1) * DAY_MS), to: localDate(now) }
  const read = (without: readonly string[]) => context.db.transact(actor.scope, (tx) => readKept(tx, { areas: [area], from, to, indicators: without }))
  return withKept({ figures, of: indicators, read: memory ? (without) => memory.kept.get(JSON.stringify([figureSight(actor), area, from, without]), now, () => read(without)) : read })
}

/** A figure as somebody of the same sight has just measured it. */
export function sharedFigure(context: Context, actor: Actor, { indicator, area, now, memory }: { readonly indicator: Indicator; readonly area: string; readonly now: number; readonly memory: FigureMemory }): Promise<IndicatorFigure> {
  return memory.figures.get(`${figureSight(actor)} ${area} ${indicator.id}`, now, async () => {
    const figure = await figureOf(context, indicator, { actor, area, now })
    if (figure.state !== 'measured' || !indicator.subject) return figure
    const others = await memory.sayOtherwise(context, actor, { subject: indicator.subject, area }).catch((error: unknown) => {
      context.log.error({ err: error, indicator: indicator.id }, 'what other sources say could not be read')
      return []
    })
    return { ...figure, isDisputed: others.length > 0 }
  })
}

interface Kept {
  readonly figures: readonly IndicatorFigure[]
  /** What they are figures of. */
  readonly of: readonly Indicator[]
  readonly read: (indicators: readonly string[]) => Promise<readonly KeptValue[]>
}

/** Where the past cannot be counted from what is stored, the days that were kept. */
async function withKept({ figures, of, read }: Kept): Promise<IndicatorFigure[]> {
  const without = figures.filter(({ state, series }) => state === 'measured' && series.length === 0).map(({ id }) => id)
  if (without.length === 0) return [...figures]
  const kept = Map.groupBy(await read(without), ({ indicator }) => indicator)
  return figures.map((figure) => {
    const past = pastOf(of.find(({ id }) => id === figure.id))
    return figure.series.length > 0 ? figure : { ...figure, series: (kept.get(figure.id) ?? []).map(({ day, value, whole }) => ({ day, value: past(value, whole) })) }
  })
}

/** The places within one that are there today. */
export function withinOf({ byPath, childrenOf }: AreaIndex, path: string): PlaceInSight[] {
  const area = byPath(path)
  return area ? childrenOf(area.code).filter(({ validTo }) => validTo === null).map((one) => placeNamed(one)) : []
}
