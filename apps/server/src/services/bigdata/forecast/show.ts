import { Fault } from '@yihu/contracts'
import type { AnswerOf, ForecastRow, listForecast, QueryOf, showForecast } from '@yihu/contracts'
import { chanceOf, intervalOf, isWave } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { groundOf } from '../../../platform/cases/index.ts'
import type { Ground } from '../../../platform/cases/index.ts'
import { elapsedPart } from './elapsed.ts'
import { SHOWN_WEEKS } from './reckon.ts'
import { newestWeek, seriesRows, weekRows } from './repo-forecast.ts'
import type { StoredWeek } from './repo-forecast.ts'

/** Rows of which less is expected and nothing came are not shown. */
const LEAST_EXPECTED = 0.05

/** The running week in sight, least likely by chance first. */
export async function forecastNow(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listForecast>> {
  const [{ nameOf }, ground] = [await areasOf(context), await groundOf(context)]
  return context.db.transact(scope, async (tx) => {
    const week = await newestWeek(tx)
    const stored = week === null ? [] : await weekRows(tx, week)
    const rows = stored.filter(({ mean, observed }) => mean >= LEAST_EXPECTED || observed > 0).map((one) => rowOf(one, { nameOf, ground }))
    return { week, asOf: stored[0]?.at.toISOString() ?? null, rows: rows.toSorted((a, b) => Number(b.isWave) - Number(a.isWave) || a.chance - b.chance) }
  })
}

function rowOf(stored: StoredWeek, { nameOf, ground }: { readonly nameOf: (path: string) => string; readonly ground: Ground }): ForecastRow {
  const { area, classCode, week, mean, observed, at } = stored
  const part = elapsedPart(week, at.getTime())
  return {
    week, area: { path: area, name: nameOf(area) }, class: named(classCode, ground), observed, expected: mean * part, expectedWhole: mean, ...intervalOf(stored, part),
    chance: chanceOf(observed, stored, part), isWave: isWave(observed, stored, part),
  }
}

function named(code: string, ground: Ground): { code: string; name: string } | null {
  return code === '' ? null : { code, name: ground.classRef(code).name }
}

/** The last weeks of one area and group, and in words how the newest was reckoned. @throws Fault not-found */
export async function forecastSeries(context: Context, { scope }: Actor, { area, classCode }: QueryOf<typeof showForecast>): Promise<AnswerOf<typeof showForecast>> {
  const [{ nameOf, byPath }, ground] = [await areasOf(context), await groundOf(context)]
  const weeks = await context.db.transact(scope, (tx) => seriesRows(tx, { area, classCode, limit: SHOWN_WEEKS }))
  const newest = weeks.at(-1)
  if (!newest) throw new Fault('not-found')
  return {
    area: { path: area, name: nameOf(area) }, class: named(classCode, ground), part: elapsedPart(newest.week, newest.at.getTime()),
    weeks: weeks.map((one) => ({ week: one.week, expected: one.mean, ...intervalOf(one), observed: one.observed })),
    explanation: explained(newest, { what: classCode === '' ? '诉求' : `“${ground.classRef(classCode).name}”`, whole: byPath(area)?.level === 'estate' ? '全街道的小区合起来' : '全街道' }), asOf: newest.at.toISOString(),
  }
}

function explained({ mean, rate, season, share, habit, week }: StoredWeek, { what, whole }: { readonly what: string; readonly whole: string }): string[] {
  return [
    `${whole}近来每周约 ${rounded(rate)} 件${what}（越近的周算得越重）`,
    season === 1 ? '还没有满一年半的数，不算时节的影响' : `去年这个时候是平常的 ${rounded(season)} 倍`,
    `这里占${whole}各类诉求的 ${rounded(100 * share)}%`,
    `${what}在这里是按占比算的 ${rounded(habit)} 倍（件数少时向 1 靠）`,
    `四项相乘：${week} 起的一周预计 ${rounded(mean)} 件。区间按以往的起伏，十周里约有九周落在里面`,
  ]
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100)
}
