import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { toMs } from '@yihu/domain'
import type { WaterUse } from '@yihu/domain'
import { z } from 'zod'
import { UsageError } from './command.ts'
import { unzipped } from './unzip.ts'

/** One meter, as the file tells it. `hole` marks readings before which too many are missing. */
export interface Home {
  readonly name: string
  readonly readings: readonly Reading[]
}

export interface Reading extends WaterUse {
  /** The time as written, for the reader of the result. */
  readonly time: string
  readonly isAfterHole: boolean
  /** What a person said about this hour; null where nobody did. */
  readonly isAnomalous: boolean | null
}

interface Row {
  readonly home: string
  readonly at: number
  readonly time: string
  readonly litres: number
  readonly presence: WaterUse['presence']
  readonly isAnomalous: boolean | null
}

const HOUR_MS = 3_600_000
/** Hourly files say the use of an hour: across more missing hours than this nothing is known. */
const MOST_HOLE_HOURS = 3
const PRESENCE: Readonly<Record<string, WaterUse['presence']>> = { Y: 'home', N: 'away' }

const READERS = { daiad, labelled, scenario, hourly } as const
export type WaterFormat = keyof typeof READERS
export const WATER_FORMATS: readonly string[] = Object.keys(READERS)

export function isWaterFormat(text: string): text is WaterFormat {
  return WATER_FORMATS.includes(text)
}

/** The homes of a file, or of all files of a folder, each with its readings in order and each moment once. */
export async function readHomes(place: string, format: WaterFormat): Promise<Home[]> {
  const files = (await stat(place)).isDirectory() ? (await readdir(place)).toSorted().map((name) => path.join(place, name)) : [place]
  const homes: Home[] = []
  for (const file of files) {
    const rows = READERS[format](await textOf(file), path.parse(file).name)
    for (const [name, own] of Map.groupBy(rows, ({ home }) => home)) homes.push({ name, readings: readingsOf(own, format) })
  }
  return homes
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file)
  return (file.endsWith('.zip') ? unzipped(bytes) : bytes).toString('utf8').replace(/^\uFEFF/u, '')
}

/** Meters that count on know what flowed across a hole; hourly figures do not. */
function readingsOf(rows: readonly Row[], format: WaterFormat): Reading[] {
  let last: number | null = null
  return rows.toSorted((a, b) => a.at - b.at).flatMap(({ at, time, litres, presence, isAnomalous }) => {
    if (last !== null && at <= last) return []
    const hours = last === null ? 1 : (at - last) / HOUR_MS
    last = at
    const isAfterHole = format !== 'daiad' && hours > MOST_HOLE_HOURS
    return [{ at, time, litres, presence, isAnomalous, hours: isAfterHole ? 1 : hours, isAfterHole }]
  })
}

/** `user key;datetime;meter reading;diff`, days first, litres (DAIAD trial A). */
function daiad(text: string): Row[] {
  const Rows = z.array(z.tuple([z.string(), z.string(), z.string(), z.coerce.number()]))
  return checked(() => Rows.parse(parse(text, { delimiter: ';', from_line: 2, skip_empty_lines: true }))).map(([home, written, , litres]) => {
    const [day = '', month = '', year = ''] = written.slice(0, 10).split('/')
    const time = `${year}-${month}-${day}${written.slice(10)}`
    return { home, at: moment(time), time, litres, presence: 'unknown', isAnomalous: null }
  })
}

const Told = z.object({
  userId: z.coerce.string(), deviceId: z.coerce.string(), time: z.string(), consume: z.coerce.number(), isAtHome: z.string(), isAnomalous: z.coerce.number(),
})

function labelled(text: string): Row[] {
  return toldRows(() => parse(text, { columns: true, skip_empty_lines: true }), '')
}

function scenario(text: string, name: string): Row[] {
  return toldRows(() => JSON.parse(text) as unknown, `${name} `) // checked just below
}

function toldRows(read: () => unknown, prefix: string): Row[] {
  return checked(() => z.array(Told).parse(read())).map(({ userId, deviceId, time, consume, isAtHome, isAnomalous }) => ({
    home: `${prefix}${userId}/${deviceId}`, at: moment(time), time, litres: consume, presence: PRESENCE[isAtHome] ?? 'unknown', isAnomalous: isAnomalous === 1,
  }))
}

/** `time,litres`, with or without a heading; the home is the file. */
function hourly(text: string, name: string): Row[] {
  const Rows = z.array(z.tuple([z.string(), z.coerce.number()]).rest(z.string()))
  const heading = /^\s*"?\d{4}-/u.test(text) ? 1 : 2
  return checked(() => Rows.parse(parse(text, { from_line: heading, skip_empty_lines: true, trim: true }))).map(([time, litres]) => (
    { home: name, at: moment(time), time, litres, presence: 'unknown', isAnomalous: null }
  ))
}

/** Times without a zone are wall-clock times of the home. */
function moment(time: string): number {
  try {
    return toMs(time.trim().replace('T', ' ').replace(/^(\d{4}-\d{2}-\d{2}) /u, '$1T'))
  } catch {
    throw new UsageError(`看不懂时间 ${time.slice(0, 40)} / unreadable time`)
  }
}

function checked<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UsageError(`读数文件不是所说的格式 / not in the format named: ${String(error).slice(0, 120).replaceAll(/\s+/gu, ' ')}`)
  }
}
