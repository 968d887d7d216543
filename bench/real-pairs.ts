import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMatterIndex, LEAST_SCORE, matterPrint } from '../packages/domain/src/index.ts'
import type { Matter } from '../packages/domain/src/index.ts'
import type { Figure } from './figures.ts'
import { alike, bestOf, cosineLikeness, dbscan, minHashLikeness, pairOf } from './rivals.ts'

const SHARED = fileURLToPath(new URL('../../shared/data', import.meta.url))
const JUDGED = new URL('../docs/duplicate-pairs.csv', import.meta.url)

interface Judged {
  readonly a: string
  readonly b: string
  readonly isOne: boolean
  /** How many pairs of its stratum one judged pair stands for. */
  readonly standsFor: number
  /** `test`: counted before anybody looked; with the others the rule was made, or its mistakes were read. */
  readonly use: string
}

interface Asked {
  readonly classOf: (text: string) => string | null
  readonly thresholds: readonly number[]
}

/**
 * Pairs of real messages, judged by hand (docs/duplicate-pairs.csv, by their ids), beside the same rivals. Needs the data
 * folder beside the repository (or YIHU_DATA); without it nothing is measured.
 */
export function realPairs({ classOf, thresholds }: Asked): Figure[] {
  const file = path.join(process.env['YIHU_DATA'] ?? SHARED, 'appeals/messages-dev.jsonl')
  if (!existsSync(file)) {
    console.error(`duplicates: real pairs skipped, ${file} is not there`)
    return []
  }
  const matters = readMatters(file, classOf)
  const index = createMatterIndex()
  for (const matter of matters.values()) index.put(matter)
  const all = readJudged().map((pair) => {
    const [a, b] = [matters.get(pair.a), matters.get(pair.b)]
    return { ...pair, isFound: a !== undefined && b !== undefined && index.match(a, b).score >= LEAST_SCORE }
  })
  const judged = all.filter(({ use }) => use === 'test')
  const equally = (pairs: typeof all) => harmonic(pairs.map((one) => ({ ...one, standsFor: 1 })))
  const [plain, weighed] = [equally(judged), harmonic(judged)]
  const figure = (id: string, what: string, value: number): Figure => ({ id, what, value, unit: '' })
  return [
    { ...figure('duplicates.real', `F1 over ${judged.length} pairs of real messages judged by hand, ${judged.filter(({ isOne }) => isOne).length} of them one matter (precision ${plain.precision.toFixed(3)}, recall ${plain.recall.toFixed(3)})`, plain.f1), bar: { atLeast: 0.95 } },
    figure('duplicates.real.weighed', `the same, each pair for as many as its stratum has (precision ${weighed.precision.toFixed(3)}, recall ${weighed.recall.toFixed(3)})`, weighed.f1),
    ...[...Map.groupBy(all, ({ use }) => use)].map(([use, pairs]) => figure(`duplicates.real.${use.replace(' ', '-')}`, `the ${pairs.length} pairs «${use}»`, equally(pairs).f1)),
    figure('duplicates.real.all', `all ${all.length} pairs`, equally(all).f1),
    ...rivalsOf(judged, matters, thresholds),
  ]
}

function rivalsOf(judged: readonly Judged[], matters: ReadonlyMap<string, Matter>, thresholds: readonly number[]): Figure[] {
  const ids = [...new Set(judged.flatMap(({ a, b }) => [a, b]))]
  const places = new Map(ids.map((id, at) => [id, at]))
  const pairs = (some: readonly Judged[]): Set<number> => new Set(some.map(({ a, b }) => pairOf(places.get(a) ?? 0, places.get(b) ?? 0)))
  const [all, truth] = [pairs(judged), pairs(judged.filter(({ isOne }) => isOne))]
  const prints = ids.map((id) => matters.get(id)?.print.pairs ?? new Uint32Array())
  const [minHash, cosine] = [minHashLikeness(prints), cosineLikeness(prints)]
  const best = (find: (least: number) => ReadonlySet<number>): number => bestOf(thresholds, (least) => find(least).intersection(all), truth).f1
  return [
    { id: 'duplicates.real.minhash', what: 'MinHash on them, at its best threshold on these very pairs', value: best((least) => alike(minHash, least)), unit: '' },
    { id: 'duplicates.real.dbscan', what: 'TF-IDF with DBSCAN on them, at its best radius on these very pairs', value: best((least) => dbscan(cosine, least, ids.length)), unit: '' },
  ]
}

function harmonic(pairs: readonly { readonly isOne: boolean; readonly isFound: boolean; readonly standsFor: number }[]): { readonly f1: number; readonly precision: number; readonly recall: number } {
  const sum = (of: (pair: (typeof pairs)[number]) => boolean): number => pairs.reduce((total, pair) => total + (of(pair) ? pair.standsFor : 0), 0)
  const hits = sum(({ isOne, isFound }) => isOne && isFound)
  const [precision, recall] = [hits / (sum(({ isFound }) => isFound) || 1), hits / (sum(({ isOne }) => isOne) || 1)]
  return { f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0, precision, recall }
}

function readMatters(file: string, classOf: (text: string) => string | null): Map<string, Matter> {
  return new Map(readFileSync(file, 'utf8').trim().split('\n').map((line) => {
    const { id, user, title, text, time } = JSON.parse(line) as { id: string; user: string; title: string; text: string; time: string } // made by the data's own tool
    const said = `${title}\n${text}`
    return [id, { id, classCode: classOf(said), point: null, at: Date.parse(time), by: user, print: matterPrint(said) }]
  }))
}

function readJudged(): Judged[] {
  return readFileSync(JUDGED, 'utf8').trim().split('\n').slice(1).map((line) => {
    const [a = '', b = '', isOne, standsFor, use] = line.split(',')
    return { a, b, isOne: isOne === '1', standsFor: Number(standsFor), use: use ?? '' }
  })
}
