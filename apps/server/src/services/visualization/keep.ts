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
/** Places measured side by side. */
const LANES = 4
/** Days of grids are kept for a year; those of communities and streets for good. */
const GRID_DAYS = 366

/** Every hour: what each figure is in each street, community and grid, so that there is a past to compare with. */
export async function keepFigures(context: Context, indicators: readonly Indicator[]): Promise<void> {
  const now = context.clock.now()
  const left = (await areasOf(context)).areas.filter(({ level, validTo }) => LEVELS.includes(level) && validTo === null).values()
  const lane = async () => {
    for (const { path } of left) await keepAt(context, indicators, { area: path, now })
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

async function keepAt(context: Context, indicators: readonly Indicator[], { area, now }: { readonly area: string; readonly now: number }): Promise<void> {
  const actor = systemActor(indicators)
  const values: KeptValue[] = []
  for (const indicator of indicators) {
    const { value, of } = await figureOf(context, indicator, { actor, area, now, isBare: true })
    if (value !== null) values.push({ indicator: indicator.id, area, day: localDate(now), value, whole: of })
  }
  await context.db.transact(systemScope, (tx) => keepValues(tx, values, new Date(now)))
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
