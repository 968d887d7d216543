import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { EMPTY_WATCH, toMs, USUAL_THRESHOLD, watchReading } from '@yihu/domain'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { need, UsageError } from './command.ts'
import { bestThreshold, worthOf } from './nab.ts'
import type { Scored } from './nab.ts'
import { readJson } from './read-json.ts'

const Labels = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))
const Rows = z.array(z.tuple([z.string(), z.coerce.number()]))

/** `eval anomaly --data DIR --labels F.json`: the band behind 「与往常不同」, one setting for all series, standard profile. */
export async function evaluateAnomaly(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, labels: { type: 'string' } } })
  const folder = need(values.data, '--data')
  const labels = await readJson(need(values.labels, '--labels'), Labels)
  const series: Scored[] = []
  for (const [name, windows] of Object.entries(labels)) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(missing)
    if (text !== null) series.push(scored(text, windows))
  }
  if (series.length === 0) throw new UsageError(`${folder} 里没有标签所说的文件 / no labelled series`)
  return { score: bestThreshold(series).score, series: series.length, windows: series.reduce((sum, { worth }) => sum + worth.windows, 0) }
}

/** The labels name more series than everybody has. */
function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

function scored(text: string, windows: readonly (readonly [string, string])[]): Scored {
  const rows = Rows.parse(parse(text, { from_line: 2, skip_empty_lines: true }))
  const times = rows.map(([time]) => time)
  const seconds = windows.map(([first, last]) => [withoutFraction(first), withoutFraction(last)] as const)
  let watch = EMPTY_WATCH
  const scores = rows.map(([time, value]) => {
    const watched = watchReading(watch, { at: toMs(time), value }, USUAL_THRESHOLD)
    watch = watched.watch
    return watched.isWarning ? watched.surprise - USUAL_THRESHOLD + 1 : 0
  })
  return { worth: worthOf({ times, windows: seconds }), scores: Float64Array.from(scores) }
}

/** Labels carry microseconds, series do not. */
function withoutFraction(time: string): string {
  return time.slice(0, 'YYYY-MM-DD HH:mm:ss'.length)
}
