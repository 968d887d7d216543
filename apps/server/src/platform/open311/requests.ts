import { Fault } from '@yihu/contracts'
import { ancestorAt, localDate, STATES } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { groundOf, isAboutPlaces, listPublic } from '../cases/index.ts'
import type { Ground, PublicCase } from '../cases/index.ts'
import { gridsOpen } from '../open-data/index.ts'
import type { Tree } from './format.ts'
import type { Jurisdiction } from './jurisdiction.ts'
import { instantOf, listOf, wholeOf } from './params.ts'
import type { Params } from './params.ts'
import { OTHER } from './service-list.ts'

const DAY_MS = 86_400_000
/** GeoReport v2, GET Service Requests: at most 90 days and 1,000 requests at a time. */
const LONGEST_DAYS = 90
const MOST = 1000
const MOST_IDS = 100

/** The requests that a call asks for, newest first. @throws Fault input-invalid */
export async function findRequests(context: Context, street: Jurisdiction, params: Params): Promise<Tree[]> {
  const [ground, isGridOpen] = await Promise.all([groundOf(context), gridsOpen(context)])
  const numbers = listOf(params, 'service_request_id', { most: MOST_IDS })
  const query = numbers ? { numbers, from: new Date(0), until: new Date(0), limit: MOST_IDS, offset: 0 } : queryOf(context, params)
  const found = await context.db.transact(systemScope, (tx) => listPublic(tx, { street: street.path, ...query }))
  return found.map((one) => onWire(one, { ground, street, isGridOpen }))
}

/** One request by its number. @throws Fault not-found */
export async function findRequest(context: Context, street: Jurisdiction, number: string): Promise<Tree> {
  const [found] = await findRequests(context, street, new Map([['service_request_id', number]]))
  if (!found) throw new Fault('not-found', { fields: { service_request_id: '没有这个编号' } })
  return found
}

function queryOf({ clock }: Context, params: Params) {
  const codes = listOf(params, 'service_code', { most: MOST_IDS })
  const size = wholeOf(params, 'page_size', { least: 1, most: MOST, usual: MOST })
  return {
    ...rangeOf(params, clock.now()),
    ...(codes ? { classCodes: codes.filter((code) => code !== OTHER), others: codes.includes(OTHER) } : {}),
    isOpen: statusOf(listOf(params, 'status', { most: 2 })),
    limit: size,
    offset: (wholeOf(params, 'page', { least: 1, most: 10_000, usual: 1 }) - 1) * size,
  }
}

function rangeOf(params: Params, now: number): { from: Date; until: Date } {
  const [start, end] = [instantOf(params, 'start_date'), instantOf(params, 'end_date')]
  const until = end ?? Math.min(now, (start ?? now) + LONGEST_DAYS * DAY_MS)
  const from = start ?? until - LONGEST_DAYS * DAY_MS
  if (until - from > LONGEST_DAYS * DAY_MS) throw new Fault('input-invalid', { fields: { start_date: `一次最多查 ${LONGEST_DAYS} 天` } })
  if (until < from && end !== undefined) throw new Fault('input-invalid', { fields: { end_date: '结束早于开始' } })
  // By whole days, as they are told: asking with narrower and narrower times tells no more.
  return { from: new Date(dayOf(from)), until: new Date(Date.parse(dayOf(until)) + DAY_MS - 1) }
}

function statusOf(words: readonly string[] | undefined): boolean | undefined {
  if (words?.some((word) => word !== 'open' && word !== 'closed')) throw new Fault('input-invalid', { fields: { status: '只能是 open、closed，可以用逗号隔开' } })
  return words === undefined || words.length === 2 ? undefined : words[0] === 'open'
}

/** The day of an instant in Shanghai, as an instant with its zone. */
function dayOf(at: number): string {
  return `${localDate(at)}T00:00:00+08:00`
}

interface Around {
  readonly ground: Ground
  readonly street: Jurisdiction
  readonly isGridOpen: Awaited<ReturnType<typeof gridsOpen>>
}

/** The grid where the open data name it too, else the community: what they hide of a single matter stands nowhere else. */
function placeOf({ classCode, path, registeredAt }: PublicCase, { street, isGridOpen }: Around) {
  if (classCode === null || !isAboutPlaces(classCode)) return { area: undefined, isGrid: false }
  const at = (level: 'grid' | 'community') => street.tree.byPath(ancestorAt(path, level))
  const grid = at('grid')
  const isGrid = grid?.level === 'grid' && isGridOpen({ day: localDate(registeredAt.getTime()), grid, classCode })
  return { area: isGrid ? grid : at('community'), isGrid }
}

/**
 * A request as everybody may read it: class, grid or community, and days. What concerns people is told without class and
 * place, and no word of any reporter is told at all, since people write names and doors into them (PIPL art. 6). A unit
 * may serve one estate only: it is told with the grid.
 */
function onWire(one: PublicCase, around: Around): Tree {
  const { number, classCode, state, unitId, registeredAt, changedAt, dueAt } = one
  const { ground, street } = around
  const isPlace = isAboutPlaces(classCode)
  const { area, isGrid } = placeOf(one, around)
  const named = isPlace && classCode !== null ? ground.classRef(classCode) : { code: OTHER, name: '其他诉求', fullName: '其他诉求' }
  const info = STATES[state]
  return {
    service_request_id: number, status: info.isOpen ? 'open' : 'closed', status_notes: info.plain, service_name: named.name, service_code: named.code, description: named.fullName,
    agency_responsible: isGrid && unitId !== null ? ground.unitName(unitId) : null, service_notice: null,
    requested_datetime: dayOf(registeredAt.getTime()), updated_datetime: dayOf(changedAt.getTime()), expected_datetime: info.isOpen && dueAt ? dayOf(dueAt.getTime()) : null,
    address: area ? `${area.name}，${street.name}` : street.name, address_id: area?.code ?? street.id, zipcode: null,
    lat: area?.point?.lat ?? null, long: area?.point?.lon ?? null, media_url: null,
  }
}
