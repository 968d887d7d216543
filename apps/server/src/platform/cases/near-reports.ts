import type { NearReport } from '@yihu/contracts'
import { createMatterIndex, haversineMetres, localDate, matterPrint, mayNeighbourReopen, radiusOf, STATES, workingDaysBetween } from '@yihu/domain'
import type { Matter } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { duplicateIndexOf, matterOf } from './duplicate-index.ts'
import type { Ground, Whereabouts } from './ground.ts'
import { isAboutPlaces, PUBLIC_SOURCES } from './public.ts'
import { casesNear, closedNear, countFollowers } from './repo-list.ts'
import { secretAmong } from './repo-reporter.ts'
import { findCase, lockCase, recordOf } from './repo.ts'
import type { CaseRecord } from './repo.ts'

/** Around somebody who stands there, whatever the circle of a class. */
const AROUND_METRES = 150
/** A report counts as lying in the middle of a cell of this size: whoever asks from many points learns the cell, not the point. */
const CELL_METRES = 100
const METRES_PER_DEGREE = 111_320
/** Wide enough that no report is left out by its own point. */
const LOOKED_METRES = 400
const LOOKED_AT = 200
const MOST = 3
/** Of what was closed the words are compared, which costs. */
const DONE_LOOKED_AT = 40
const MOST_DONE = 2
/** Longer than the working days within which a case is opened again ever take, with a long holiday among them. */
const DONE_DAYS = 35
const DAY_MS = 86_400_000
/** What is offered is no finer than this. */
const STEPS_METRES = [100, 200] as const

/** Where somebody stands and what they have written so far. */
export interface NearQuestion {
  readonly where: Whereabouts
  readonly text: string
  /** Also what was closed of late and reads like theirs. */
  readonly withDone: boolean
}

/**
 * Open reports around a place that somebody may mean too, the likeliest first, then, if asked, what was closed of late and
 * reads like theirs: it may be still there. Coarse on purpose: the kind of thing, the
 * quarter, a rough distance; no words, photo, number or person of those who reported.
 * @throws Fault coordinates-implausible
 */
export async function nearReports(context: Context, { where, text, withDone }: NearQuestion, ground: Ground): Promise<NearReport[]> {
  const place = ground.place(where)
  const { point } = place
  if (!point || place.source === 'none') return []
  const [{ index }, areas, now] = [await duplicateIndexOf(context, ground), await areasOf(context), context.clock.now()]
  const asked: Matter = { id: '', classCode: null, point: ground.isDefaultPoint(point) ? null : point, at: now, by: null, print: matterPrint(text, ground.estates) }
  const scores = text === '' ? new Map<string, number>() : new Map(index.find(asked, LOOKED_AT).map(({ id, match }) => [id, match.score]))
  return context.db.transact(systemScope, async (tx) => {
    const around = { ...point, metres: LOOKED_METRES }
    const open = await likeliest(tx, (await casesNear(tx, { ...around, limit: LOOKED_AT })).map(recordOf), { point, scores })
    const closed = !withDone || text === '' ? [] : (await closedNear(tx, { ...around, limit: DONE_LOOKED_AT }, now - DONE_DAYS * DAY_MS)).map(recordOf).filter((record) => mayBeStillThere(record, { ground, now }))
    const words = createMatterIndex()
    for (const record of closed) words.put(matterOf({ ...record, phone_index: null }, ground))
    const alike = new Map(words.find(asked, DONE_LOOKED_AT).map(({ id, match }) => [id, match.score] as const))
    const done = await likeliest(tx, closed.filter(({ id }) => alike.has(id)), { point, scores: alike })
    const near = [...open.slice(0, MOST), ...done.slice(0, MOST_DONE)]
    const followers = await countFollowers(tx, near.map(({ record }) => record.id))
    return near.map(({ record, metres }) => onWire(record, { metres, now, ground, areas, people: 1 + (followers.get(record.id) ?? 0) }))
  })
}

/** Those that everybody may know of, no further than their kind of thing reaches. */
async function likeliest(tx: Tx, records: readonly CaseRecord[], { point, scores }: { readonly point: { readonly lon: number; readonly lat: number }; readonly scores: ReadonlyMap<string, number> }) {
  const known = records.filter(isOpenToAll)
  const secret = await secretAmong(tx, known.map(({ id }) => id))
  return known.filter(({ id }) => !secret.has(id)).map((record) => ({ record, metres: metresTo(record, point), score: scores.get(record.id) ?? 0 }))
    .filter(({ record, metres }) => metres <= Math.max(AROUND_METRES, radiusOf(record.core.classCode)))
    .toSorted((a, b) => b.score - a.score || a.metres - b.metres || (a.record.id > b.record.id ? -1 : 1))
}

interface Asking {
  readonly ground: Ground
  readonly now: number
}

/** Whether a neighbour may open it again by saying that it is still there; a part of another case is not theirs to open. */
function mayBeStillThere({ core, parent_id: parent }: CaseRecord, { ground: { calendar }, now }: Asking): boolean {
  return parent === null && mayNeighbourReopen(core, (from) => workingDaysBetween(calendar, localDate(from), localDate(now)).days)
}

/** A closed report that any neighbour may open again, locked; undefined when there is none such. */
export async function reportToReopen(tx: Tx, id: string, asking: Asking): Promise<CaseRecord | undefined> {
  const record = await lockCase(tx, id)
  if (!record || record.merged_into !== null || !isOpenToAll(record) || !mayBeStillThere(record, asking)) return undefined
  return (await secretAmong(tx, [id])).has(id) ? undefined : record
}

/** A report that anybody may join, or what it has become part of; undefined when there is none such any more. */
export async function reportToJoin(tx: Tx, id: string): Promise<CaseRecord | undefined> {
  const found = await findCase(tx, id)
  const record = found?.core.mergedInto ? await findCase(tx, found.core.mergedInto) : found
  if (!record || !isOpenToAll(record) || !STATES[record.core.state].isOpen) return undefined
  return (await secretAmong(tx, [record.id])).has(record.id) ? undefined : record
}

function isOpenToAll({ core, source }: CaseRecord): boolean {
  return isAboutPlaces(core.classCode) && PUBLIC_SOURCES.includes(source)
}

function metresTo({ lon, lat }: CaseRecord, point: { lon: number; lat: number }): number {
  const step = CELL_METRES / METRES_PER_DEGREE
  const middle = Math.round((lat ?? 0) / step) * step
  const wide = step / Math.max(0.1, Math.cos((middle * Math.PI) / 180))
  return haversineMetres([point.lon, point.lat], [Math.round((lon ?? 0) / wide) * wide, middle])
}

interface Around {
  readonly metres: number
  readonly now: number
  readonly ground: Ground
  readonly areas: AreaIndex
  readonly people: number
}

function onWire({ id, core, area_path, registered_at }: CaseRecord, { metres, now, ground, areas, people }: Around): NearReport {
  const within = STEPS_METRES.find((step) => metres <= step) ?? STEPS_METRES[1]
  const isDone = core.state === 'closed'
  const since = isDone ? (core.closedAt ?? now) : registered_at.getTime()
  const days = Math.round((Date.parse(localDate(now)) - Date.parse(localDate(since))) / DAY_MS)
  const act = isDone ? '办结' : '报'
  return {
    id, what: ground.classRef(core.classCode ?? '').name, where: quarterOf(areas, area_path), distanceText: `约 ${within} 米`,
    sinceText: days < 1 ? `今天${act}的` : `${days} 天前${act}的`, stateText: STATES[core.state].plain, people, isDone,
  }
}

/** The estate or, where there is none, the community: never a house. */
function quarterOf(areas: AreaIndex, path: string): string {
  const chain = areas.chainOf(path)
  return (chain.find(({ level }) => level === 'estate') ?? chain.find(({ level }) => level === 'community') ?? chain[0])?.name ?? ''
}
