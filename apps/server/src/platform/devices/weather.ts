import { WEATHER_KIND } from '@yihu/contracts'
import type { AnswerOf, showWeather } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { silenceMs } from './health.ts'
import { lastOf, latestOfKind } from './repo-reading.ts'

/** What the weather station says that was heard last of those in sight. */
export async function weatherOf(context: Context, { scope }: Actor): Promise<AnswerOf<typeof showWeather>> {
  return context.db.transact(scope, async (tx) => {
    const station = await latestOfKind(tx, WEATHER_KIND)
    if (!station) return { station: null }
    const { id, name, no, at, points } = station
    const last = new Map((await lastOf(tx, no)).map(({ point, value }) => [point, value]))
    const values = points.flatMap(({ name: point, title, unit }) => {
      const value = last.get(point)
      return value === undefined ? [] : [{ title, unit, value }]
    })
    return { station: { id, name, at: at.toISOString(), isSilent: context.clock.now() - at.getTime() > silenceMs(points), values } }
  })
}
