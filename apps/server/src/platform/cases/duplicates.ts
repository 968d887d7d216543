import { haversineMetres, printOf, sharedPhrases, textSimilarity } from '@yihu/domain'
import type { CaseCore } from '@yihu/domain'
import type { z } from 'zod'
import type { Duplicate } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { recordOf } from './repo.ts'
import type { CaseRecord } from './repo.ts'
import { casesNear } from './repo-list.ts'
import { openOfClass } from './repo-duplicates.ts'

/** A circle around the case, never a chain from one candidate to the next, so that groups do not grow along a street. */
const RADIUS_METRES = 50
const LEAST_SCORE = 0.45
const MOST = 10
const WINDOW_DAYS = 90

/**
 * Cases that may be the same matter, with what agrees: place (50 m), class, and words.
 * Points that are only somebody's default address (an office, a whole community) do not count as a place.
 */
export async function duplicatesOf(tx: Tx, record: CaseRecord, at: { ground: Ground; now: number }): Promise<z.infer<typeof Duplicate>[]> {
  const candidates = new Map<string, CaseRecord>()
  if (hasOwnPlace(record, at.ground)) for (const row of await casesNear(tx, { ...pointOf(record), metres: RADIUS_METRES, limit: 200 })) candidates.set(row.id, recordOf(row))
  for (const row of await openOfClass(tx, record, { since: new Date(at.now - WINDOW_DAYS * 86_400_000), limit: 200 })) candidates.set(row.id, recordOf(row))
  candidates.delete(record.id)
  const print = printOf(`${record.title}\n${record.text}`)
  return [...candidates.values()]
    .filter((other) => other.merged_into === null && other.parent_id !== record.id && record.parent_id !== other.id)
    .map((other) => compare(record, other, { print, ...at }))
    // The same words at two known places are two matters.
    .filter(({ score, metres }) => score >= LEAST_SCORE && (metres === null || metres <= RADIUS_METRES))
    .toSorted((a, b) => b.score - a.score || (a.case.number < b.case.number ? -1 : 1))
    .slice(0, MOST)
}

function hasOwnPlace(record: CaseRecord, ground: Ground): boolean {
  return record.lon !== null && record.lat !== null && record.place_source !== 'none' && !ground.isDefaultPoint(pointOf(record))
}

function pointOf(record: CaseRecord): { lon: number; lat: number } {
  return { lon: record.lon ?? 0, lat: record.lat ?? 0 }
}

function compare(record: CaseRecord, other: CaseRecord, { print, ground, now }: { print: ReturnType<typeof printOf>; ground: Ground; now: number }) {
  const likeness = textSimilarity(print, `${other.title}\n${other.text}`)
  const metres = hasOwnPlace(record, ground) && hasOwnPlace(other, ground) ? haversineMetres([pointOf(record).lon, pointOf(record).lat], [pointOf(other).lon, pointOf(other).lat]) : null
  const isSameClass = isAlike(record.core, other.core)
  const near = metres === null ? 0 : Math.max(0, 1 - metres / (2 * RADIUS_METRES))
  const score = Math.min(1, 0.55 * Math.min(1, likeness * 1.6) + 0.2 * (isSameClass ? 1 : 0) + 0.25 * near)
  const reasons: string[] = []
  if (metres !== null && metres <= RADIUS_METRES) reasons.push(`相距约 ${Math.round(metres)} 米`)
  if (isSameClass && record.core.classCode) reasons.push(`同为“${ground.classRef(record.core.classCode).name}”`)
  const phrases = likeness > 0.2 ? sharedPhrases(record.text, other.text) : []
  if (phrases.length > 0) reasons.push(`都提到：${phrases.map((phrase) => `“${phrase.slice(0, 30)}”`).join('、')}`)
  if (likeness >= 0.5) reasons.push(`文字相似度 ${Math.round(likeness * 100)}%`)
  return { case: rowOf(other, { ground, now }), score: Math.round(score * 100) / 100, metres: metres === null ? null : Math.round(metres), reasons }
}

function isAlike(a: CaseCore, b: CaseCore): boolean {
  return a.classCode !== null && a.classCode === b.classCode
}
