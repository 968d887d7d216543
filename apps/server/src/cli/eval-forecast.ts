import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { ancestorAt, evaluateForecast, mondayOf, weeksBetween } from '@yihu/domain'
import type { WeekSeries } from '@yihu/domain'
import { buildTown } from '@yihu/town'
import { parse } from 'csv-parse'
import { need, UsageError } from './command.ts'

/** One complaint: when (`YYYY-MM-DD`), where and about what. */
interface Said {
  readonly day: string
  readonly area: string
  readonly classCode: string
}

/** Columns of the forms in which Boston, Baltimore and New York publish their requests. */
const COLUMNS = { time: ['open_dt', 'createddate', 'created date'], area: ['neighborhood', 'councildistrict', 'borough'], class: ['reason', 'srtype', 'descriptor'] } as const
/** Classes that are foretold by themselves; the rest together. */
const MOST_CLASSES = 20
/** Fewer weeks than this are not learned from. */
const LEAST_WEEKS = 26
const YEAR_WEEKS = 52

/** `yihu eval forecast`: foretells each week of the second half (or of all but the first year) from the weeks before it. */
export async function evaluateForecasts(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { requests: { type: 'string' }, demo: { type: 'boolean', default: false }, area: { type: 'string' }, class: { type: 'string' }, time: { type: 'string' } } })
  const said = values.demo ? demoYear() : await readRequests(need(values.requests, '--requests'), values)
  const series = weekly(said)
  const weeks = series[0]?.counts.length ?? 0
  if (weeks < 2 * LEAST_WEEKS) throw new UsageError(`至少要有 ${2 * LEAST_WEEKS} 个整周 / too few weeks`)
  const from = weeks >= 2 * YEAR_WEEKS ? YEAR_WEEKS : LEAST_WEEKS
  const began = performance.now()
  const quality = evaluateForecast(series, from)
  return { complaints: said.length, areas: new Set(series.map(({ area }) => area)).size, classes: new Set(series.map(({ classCode }) => classCode)).size, ...quality, seconds: Math.round((performance.now() - began) / 100) / 10 }
}

/** The demo street's year: communities and first-level groups. */
function demoYear(): Said[] {
  return buildTown({ asOf: '2026-11-28T08:00:00+08:00' }).cases.filter(({ childOf }) => !childOf)
    .map(({ at, areaPath, classCode }) => ({ day: at.slice(0, 10), area: ancestorAt(areaPath, 'community'), classCode: classCode.slice(0, 3) }))
}

async function readRequests(file: string, names: { readonly area?: string | undefined; readonly class?: string | undefined; readonly time?: string | undefined }): Promise<Said[]> {
  const rows: Said[] = []
  let at: { time: number; area: number; class: number } | null = null
  for await (const record of createReadStream(file).pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true })) as AsyncIterable<string[]>) { // without `columns` a record is a list of texts
    if (!at) {
      at = { time: columnOf(record, names.time, COLUMNS.time), area: columnOf(record, names.area, COLUMNS.area), class: columnOf(record, names.class, COLUMNS.class) }
      continue
    }
    const [day, area, classCode] = [dayOf(record[at.time] ?? ''), (record[at.area] ?? '').trim(), (record[at.class] ?? '').trim()]
    if (day !== null && area !== '' && classCode !== '') rows.push({ day, area, classCode })
  }
  return rows
}

function columnOf(header: readonly string[], given: string | undefined, known: readonly string[]): number {
  const names = given === undefined ? known : [given.toLowerCase()]
  const at = header.findIndex((name) => names.includes(name.trim().toLowerCase()))
  if (at < 0) throw new UsageError(`表里没有 ${names.join(' / ')} 列 / column missing`)
  return at
}

/** `2022-01-17 11:20:00` and `04/12/2018 11:11:26 AM`. */
function dayOf(text: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})/u.exec(text)
  if (iso?.[1]) return iso[1]
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})/u.exec(text) ?? []
  return month && day && year ? `${year}-${month}-${day}` : null
}

/** Complaints by area, class and whole week; the last week, which may have begun only, is left out. */
function weekly(said: readonly Said[]): WeekSeries[] {
  const mondays = said.map(({ day }) => mondayOf(day)).toSorted()
  const [first, last] = [mondays[0], mondays.at(-1)]
  if (first === undefined || last === undefined) return []
  const often = new Set([...Map.groupBy(said, ({ classCode }) => classCode)].toSorted((a, b) => b[1].length - a[1].length).slice(0, MOST_CLASSES).map(([code]) => code))
  const classOf = (code: string) => (often.has(code) ? code : 'other')
  const cells = new Map<string, { area: string; classCode: string; counts: number[] }>()
  const areas = [...new Set(said.map(({ area }) => area))]
  const classes = [...new Set(said.map(({ classCode }) => classOf(classCode)))]
  for (const area of areas) for (const classCode of classes) cells.set(`${area}\n${classCode}`, { area, classCode, counts: Array.from({ length: weeksBetween(first, last) }, () => 0) })
  for (const { day, area, classCode } of said) {
    const [counts, week] = [cells.get(`${area}\n${classOf(classCode)}`)?.counts, weeksBetween(first, mondayOf(day))]
    if (counts && week < counts.length) counts[week] = (counts[week] ?? 0) + 1
  }
  return [...cells.values()]
}
