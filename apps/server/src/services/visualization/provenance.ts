import { ExportQuery, Fault } from '@yihu/contracts'
import type { AnswerOf, compareIndicator, IndicatorFigure, QueryOf, showIndicator } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { areasOf, placeInSight } from '../../platform/areas/index.ts'
import { describe, listAt, mayClear } from '../../platform/exports/index.ts'
import { figureOf } from './measure.ts'
import type { Disagreements, FigureMemory } from './memory.ts'
import { pastOf } from './people.ts'
import { readKept } from './repo-kept.ts'
import { figuresAt, SERIES_DAYS, sharedFigure, withinOf } from './show.ts'

const DAY_MS = 86_400_000
/** A week before, unless somebody asks for another day. */
const USUAL_DAYS = 7

interface Asked {
  readonly id: string
  readonly area: string | undefined
}

/** A figure that the asker may see at a place of theirs. @throws Fault not-found */
export async function indicatorFor(context: Context, actor: Actor, { id, area }: Asked, all: readonly Indicator[]) {
  const at = placeInSight(await areasOf(context), actor, area)
  const indicator = all.find((one) => one.id === id && actor.permissions.has(one.permission))
  if (!indicator) throw new Fault('not-found')
  return { at, indicator }
}

/** One figure, as a file names it whose rows it counts. @throws Fault not-found */
export async function figureFor(context: Context, actor: Actor, asked: Asked, all: readonly Indicator[]): Promise<IndicatorFigure> {
  const { at, indicator } = await indicatorFor(context, actor, asked, all)
  return figureOf(context, indicator, { actor, area: at.path, now: context.clock.now() })
}

interface AskedOne {
  readonly id: string
  readonly query: QueryOf<typeof showIndicator>
  readonly all: readonly Indicator[]
  readonly sayOtherwise: Disagreements
}

/** One figure with all that it rests on: its list in words, the days asked for, what others say. @throws Fault not-found */
export async function indicatorOf(context: Context, actor: Actor, { id, query, all, sayOtherwise }: AskedOne): Promise<AnswerOf<typeof showIndicator>> {
  const { at, indicator } = await indicatorFor(context, actor, { id, area: query.area }, all)
  const now = context.clock.now()
  const { from = localDate(now - (SERIES_DAYS - 1) * DAY_MS), to = localDate(now) } = query
  const [figure] = await figuresAt(context, actor, { indicators: [indicator], area: at.path, now, span: { from, to } })
  if (!figure) throw new Fault('not-found')
  const series = figure.series.filter(({ day }) => day >= from && day <= to)
  const list = figure.list === '' ? null : listAt(figure.list)
  const words = list ? await describe(context, { query: list.query ?? ExportQuery.parse({}), register: list.register ?? null, template: null }) : [indicator.narrowed, `区域：${at.name}`].filter(Boolean).join('；')
  const disagreements = indicator.subject ? await sayOtherwise(context, actor, { subject: indicator.subject, area: at.path }) : []
  const taking = !actor.permissions.has('export.make') ? null : list ? 'export' : indicator.sheet ? 'sheet' : null
  return {
    ...figure, series, area: at, query: words, taking, mayClear: taking === 'export' && mayClear(actor, { register: list?.register ?? null }), stays: indicator.stays ?? null, disagreements, isDisputed: disagreements.length > 0,
    days: { asked: Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1), known: series.length },
  }
}

interface Comparing {
  readonly id: string
  readonly query: QueryOf<typeof compareIndicator>
  readonly all: readonly Indicator[]
  readonly memory: FigureMemory
}

/** A figure at a place and at the places within it, now and as it was kept on a day. @throws Fault not-found */
export async function comparisonOf(context: Context, actor: Actor, { id, query, all, memory }: Comparing): Promise<AnswerOf<typeof compareIndicator>> {
  const { at, indicator } = await indicatorFor(context, actor, { id, area: query.area }, all)
  const index = await areasOf(context)
  const now = context.clock.now()
  const day = query.day ?? localDate(now - USUAL_DAYS * DAY_MS)
  const past = pastOf(indicator)
  const places = [at, ...withinOf(index, at.path)]
  const kept = new Map((await context.db.transact(actor.scope, (tx) => readKept(tx, { indicators: [id], areas: places.map(({ path }) => path), from: day, to: day }))).map((one) => [one.area, one]))
  const rows: AnswerOf<typeof compareIndicator>['rows'] = []
  for (const place of places) {
    const { state, value, of, list } = await sharedFigure(context, actor, { indicator, area: place.path, now, memory })
    const known = kept.get(place.path)
    rows.push({ ...place, state, value, of, list, before: known ? past(known.value, known.whole) : null })
  }
  return { name: indicator.name, unit: indicator.unit, asOf: new Date(now).toISOString(), day, isRough: 'people' in indicator, rows }
}
