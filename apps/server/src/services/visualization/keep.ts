import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { areasOf } from '../../platform/areas/index.ts'
import { figureOf } from './measure.ts'
import { keepValues } from './repo-kept.ts'
import type { KeptValue } from './repo-kept.ts'

const LEVELS: readonly string[] = ['street', 'community']

/** Every hour: what each figure is in each street and community, so that there is a past to compare with. */
export async function keepFigures(context: Context, indicators: readonly Indicator[]): Promise<void> {
  const now = context.clock.now()
  const actor = systemActor(indicators)
  const { areas } = await areasOf(context)
  for (const { path: area } of areas.filter(({ level }) => LEVELS.includes(level))) {
    const values: KeptValue[] = []
    for (const indicator of indicators) {
      const { value, of } = await figureOf(context, indicator, { actor, area, now })
      if (value !== null) values.push({ indicator: indicator.id, area, day: localDate(now), value, whole: of })
    }
    await context.db.transact(systemScope, (tx) => keepValues(tx, values, new Date(now)))
  }
}

/** Sees all there is in an area. */
function systemActor(indicators: readonly Indicator[]): Actor {
  return { userId: '', username: 'system', name: '系统', roles: [], sessionId: '', via: 'bearer', scope: systemScope, permissions: new Set([...indicators.map(({ permission }) => permission), 'case.dispatch']) }
}
