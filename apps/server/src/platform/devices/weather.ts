import { WEATHER_KIND } from '@yihu/contracts'
import type { AnswerOf, showWeather } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { pointSilences, silenceMs } from './health.ts'
import { lastOf, latestOfKind } from './repo-reading.ts'

/** What the weather station says that was heard last of those in sight; what it measured long before the rest is left out. */
export async function weatherOf(context: Context, { scope }: Actor): Promise<AnswerOf<typeof showWeather>> {
  return context.db.transact(scope, async (tx) => {
    const station = await latestOfKind(tx, WEATHER_KIND)
    if (!station) return { station: null }
    const { id, name, no, at, points } = station
    const last = new Map((await lastOf(tx, no)).map((one) => [one.point, one]))
    const silences = new Map(pointSilences(points).map(({ point, ms }) => [point, ms]))
    const values = points.flatMap(({ name: point, title, unit }) => {
      const known = last.get(point)
      return !known || at.getTime() - known.at.getTime() > (silences.get(point) ?? Infinity) ? [] : [{ title, unit, value: known.value }]
    })
    return { station: { id, name, at: at.toISOString(), isSilent: context.clock.now() - at.getTime() > silenceMs(points), values } }
  })
}
