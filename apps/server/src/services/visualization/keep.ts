import { daysAfter, localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { areasOf } from '../../platform/areas/index.ts'
import { figureOf } from './measure.ts'
import { dropDays, keepValues } from './repo-kept.ts'
import type { KeptValue } from './repo-kept.ts'

const LEVELS: readonly string[] = ['street', 'community', 'grid']
/** Figures measured side by side. */
const LANES = 4
/** Days of grids are kept for a year; those of communities and streets for good. */
const GRID_DAYS = 366

/** Every hour: what each figure is in each street, community and grid, so that there is a past to compare with. A figure that fails leaves the others standing. */
export async function keepFigures(context: Context, indicators: readonly Indicator[]): Promise<void> {
  const now = context.clock.now()
  const places = (await areasOf(context)).areas.filter(({ level, validTo }) => LEVELS.includes(level) && validTo === null).map(({ path }) => path)
  const actor = systemActor(indicators)
  const left = indicators.values()
  const lane = async () => {
    for (const indicator of left) {
      const values = await valuesOf(context, indicator, { actor, places, now })
      await context.db.transact(systemScope, (tx) => keepValues(tx, values, new Date(now)))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

interface Wanted {
  readonly actor: Actor
  readonly places: readonly string[]
  readonly now: number
}

async function valuesOf(context: Context, indicator: Indicator, { actor, places, now }: Wanted): Promise<KeptValue[]> {
  const values: KeptValue[] = []
  const at = await readerOf(context, indicator, { actor, now })
  if (!at) return values
  for (const area of places) {
    const { value, of = null } = await at(area)
    if (value !== null) values.push({ indicator: indicator.id, area, day: localDate(now), value, whole: of })
  }
  return values
}

/** How a figure is read at any place; undefined where it could not be counted. */
async function readerOf(context: Context, indicator: Indicator, sight: Omit<Wanted, 'places'>): Promise<((area: string) => Promise<{ value: number | null; of?: number | null }>) | undefined> {
  if ('people' in indicator) return async (area) => figureOf(context, indicator, { ...sight, area })
  try {
    const at = await indicator.everywhere(context, sight)
    return async (area) => at(area)
  } catch (error) {
    context.log.error({ err: error, indicator: indicator.id }, 'a figure could not be counted everywhere')
    return undefined
  }
}

/** Every night: the days of grids that nobody compares with any more. */
export async function tidyFigures(context: Context): Promise<void> {
  const grids = (await areasOf(context)).areas.filter(({ level }) => level === 'grid').map(({ path }) => path)
  await context.db.transact(systemScope, (tx) => dropDays(tx, { areas: grids, before: daysAfter(localDate(context.clock.now()), -GRID_DAYS) }))
}

/** Sees all there is in an area. */
function systemActor(indicators: readonly Indicator[]): Actor {
  return { userId: '', username: 'system', name: '系统', roles: [], sessionId: '', via: 'bearer', scope: systemScope, permissions: new Set([...indicators.map(({ permission }) => permission), 'case.dispatch']) }
}
