import type { NearReport } from '@yihu/contracts'
import { haversineMetres, localDate, matterPrint, radiusOf, STATES } from '@yihu/domain'
import type { Matter } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { duplicateIndexOf } from './duplicate-index.ts'
import type { Ground, Whereabouts } from './ground.ts'
import { isAboutPlaces, PUBLIC_SOURCES } from './public.ts'
import { casesNear, countFollowers } from './repo-list.ts'
import { secretAmong } from './repo-reporter.ts'
import { findCase, recordOf } from './repo.ts'
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
const DAY_MS = 86_400_000
/** What is offered is no finer than this. */
const STEPS_METRES = [100, 200] as const

/** Where somebody stands and what they have written so far. */
export interface NearQuestion {
  readonly where: Whereabouts
  readonly text: string
}

/**
 * Open reports around a place that somebody may mean too, the likeliest first. Coarse on purpose: the kind of thing, the
 * quarter, a rough distance; no words, photo, number or person of those who reported.
 * @throws Fault coordinates-implausible
 */
export async function nearReports(context: Context, { where, text }: NearQuestion, ground: Ground): Promise<NearReport[]> {
  const place = ground.place(where)
  const { point } = place
  if (!point || place.source === 'none') return []
  const [{ index }, areas, now] = [await duplicateIndexOf(context, ground), await areasOf(context), context.clock.now()]
  const asked: Matter = { id: '', classCode: null, point: ground.isDefaultPoint(point) ? null : point, at: now, by: null, print: matterPrint(text, ground.estates) }
  const scores = text === '' ? new Map<string, number>() : new Map(index.find(asked, LOOKED_AT).map(({ id, match }) => [id, match.score]))
  return context.db.transact(systemScope, async (tx) => {
    const records = (await casesNear(tx, { ...point, metres: LOOKED_METRES, limit: LOOKED_AT })).map(recordOf).filter(isOpenToAll)
    const secret = await secretAmong(tx, records.map(({ id }) => id))
    const near = records.filter(({ id }) => !secret.has(id)).map((record) => ({ record, metres: metresTo(record, point) }))
      .filter(({ record, metres }) => metres <= Math.max(AROUND_METRES, radiusOf(record.core.classCode)))
      .map((one) => ({ ...one, score: scores.get(one.record.id) ?? 0 }))
      .toSorted((a, b) => b.score - a.score || a.metres - b.metres || (a.record.id > b.record.id ? -1 : 1)).slice(0, MOST)
    const followers = await countFollowers(tx, near.map(({ record }) => record.id))
    return near.map(({ record, metres }) => onWire(record, { metres, now, ground, areas, people: 1 + (followers.get(record.id) ?? 0) }))
  })
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
  const days = Math.round((Date.parse(localDate(now)) - Date.parse(localDate(registered_at.getTime()))) / DAY_MS)
  return {
    id, what: ground.classRef(core.classCode ?? '').name, where: quarterOf(areas, area_path), distanceText: `约 ${within} 米`,
    sinceText: days < 1 ? '今天报的' : `${days} 天前报的`, stateText: STATES[core.state].plain, people,
  }
}

/** The estate or, where there is none, the community: never a house. */
function quarterOf(areas: AreaIndex, path: string): string {
  const chain = areas.chainOf(path)
  return (chain.find(({ level }) => level === 'estate') ?? chain.find(({ level }) => level === 'community') ?? chain[0])?.name ?? ''
}
