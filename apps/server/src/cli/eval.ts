import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { agreeWithHolidays, DEFAULT_CALENDAR, holidayYearFile, onTimeAgreement } from '@yihu/domain'
import type { OnTimeRow } from '@yihu/domain'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { agreeWithCoordinates } from '../platform/areas/index.ts'
import { need, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { readJson } from './read-json.ts'

/** Measures against data made by others; answers one object and reads only the files named. */
type Evaluation = (args: string[]) => Promise<object>

const EVALUATIONS: Readonly<Record<string, Evaluation>> = {
  workdays, deadlines, coordinates,
  codec: async (args) => (await import('./eval-codec.ts')).evaluateCodec(args),
  intake: async (args) => (await import('./eval-intake.ts')).evaluateIntake(args),
  anomaly: async (args) => (await import('./eval-anomaly.ts')).evaluateAnomaly(args),
  text: async (args) => (await import('./eval-text.ts')).evaluateText(args),
  address: async (args) => (await import('./eval-address.ts')).evaluateAddress(args),
  resolver: async (args) => (await import('./eval-resolver.ts')).evaluateResolver(args),
  hotspots: async (args) => (await import('./eval-hotspots.ts')).evaluateHotspots(args),
  examples: async (args) => (await import('./eval-examples.ts')).evaluateExamples(args),
  forecast: async (args) => (await import('./eval-forecast.ts')).evaluateForecasts(args),
  open311: async (args) => (await import('./eval-open311.ts')).evaluateOpen311(args),
  water: async (args) => (await import('./eval-water.ts')).evaluateWater(args),
}

/** `yihu eval …`: needs no database. */
export const evalCommand: Command = {
  usage: 'eval text --train 文件.jsonl --test 文件.jsonl | examples --train 文件.jsonl --test 文件.jsonl | hotspots --messages 文件.jsonl --topics 文件.json | forecast --requests 文件.csv [--area 列 --class 列 --time 列] 或 --demo | address --train 文件.txt --test 文件.txt | resolver [--foreign 文件.txt] | workdays --holidays 目录 | deadlines --requests 文件.csv | coordinates --vectors 文件.json | codec --vectors 文件.json | intake --dir 目录 | open311 --schemas 目录 [--url 地址] | anomaly --data 目录 --labels 文件.json | water --readings 文件或目录 --format daiad|labelled|scenario|hourly [--inject]',
  summary: '对照公开数据评测，只读所给的文件，打印一个 JSON',
  async run([name, ...args]) {
    const evaluate = pick(EVALUATIONS, name, 'eval')
    say(JSON.stringify(await evaluate(args)))
    return 0
  },
}

async function workdays(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { holidays: { type: 'string' } } })
  const folder = need(values.holidays, '--holidays')
  const names = (await readdir(folder)).filter((name) => /^\d{4}\.json$/u.test(name)).toSorted()
  if (names.length === 0) throw new UsageError(`${folder} 里没有 年份.json / no year files`)
  const files = await Promise.all(names.map((name) => readJson(path.join(folder, name), holidayYearFile)))
  const { total, agree } = agreeWithHolidays(DEFAULT_CALENDAR, files)
  return { total, agree }
}

/** Names of the columns in the two forms in which Boston publishes its requests. */
const TARGET = ['target_dt', 'sla_target_dt']
const CLOSED = ['closed_dt']
const STATUS = ['ontime_status', 'on_time']

async function deadlines(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { requests: { type: 'string' } } })
  const file = need(values.requests, '--requests')
  const rows: OnTimeRow[] = []
  let columns: { target: number; closed: number; status: number } | null = null
  const records = createReadStream(file).pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true }))
  for await (const record of records as AsyncIterable<string[]>) { // without `columns` a record is a list of texts
    if (columns) rows.push({ target: record[columns.target] ?? '', closed: record[columns.closed] ?? '', status: record[columns.status] ?? '' })
    else columns = { target: columnOf(record, TARGET), closed: columnOf(record, CLOSED), status: columnOf(record, STATUS) }
  }
  const { agree, total } = onTimeAgreement(rows)
  return { agree, total }
}

function columnOf(header: readonly string[], names: readonly string[]): number {
  const index = header.findIndex((name) => names.includes(name.trim().toLowerCase()))
  if (index < 0) throw new UsageError(`表里没有 ${names.join(' / ')} 列 / column missing`)
  return index
}

const Position = z.tuple([z.number(), z.number()])
const Vectors = z.array(z.object({ coords: z.object({ WGS84: Position, GCJ02: Position, BD09: Position }) }))

async function coordinates(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { vectors: { type: 'string' } } })
  const vectors = await readJson(need(values.vectors, '--vectors'), Vectors)
  const { total, worstForwardDeg, worstInverseM } = agreeWithCoordinates(vectors.map(({ coords }) => coords))
  return { total, worstForwardDeg, worstInverseM }
}
