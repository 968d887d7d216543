import { Fault } from '@yihu/contracts'
import { STATES } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { groundOf, isAboutPlaces, listPublic } from '../cases/index.ts'
import type { Ground, PublicCase } from '../cases/index.ts'
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
  const ground = await groundOf(context)
  const numbers = listOf(params, 'service_request_id', { most: MOST_IDS })
  const query = numbers ? { numbers, from: new Date(0), until: new Date(0), limit: MOST_IDS, offset: 0 } : queryOf(context, params)
  const found = await context.db.transact(systemScope, (tx) => listPublic(tx, { street: street.path, ...query }))
  return found.map((one) => onWire(one, { ground, street }))
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
  return { from: new Date(from), until: new Date(until) }
}

function statusOf(words: readonly string[] | undefined): boolean | undefined {
  if (words?.some((word) => word !== 'open' && word !== 'closed')) throw new Fault('input-invalid', { fields: { status: '只能是 open、closed，可以用逗号隔开' } })
  return words === undefined || words.length === 2 ? undefined : words[0] === 'open'
}

/** Depth of a grid in the tree: district, street, community, grid. */
const GRID_DEPTH = 4

/**
 * A request as everybody may read it: class, grid and times. What concerns people is told without class and grid, and
 * no word of any reporter is told at all, since people write names and doors into them (PIPL art. 6).
 */
function onWire({ number, classCode, path, state, unitId, registeredAt, changedAt, dueAt }: PublicCase, { ground, street }: { ground: Ground; street: Jurisdiction }): Tree {
  const isPlace = isAboutPlaces(classCode)
  const grid = isPlace ? street.tree.byPath(path.split('.').slice(0, GRID_DEPTH).join('.')) : undefined
  const named = isPlace && classCode !== null ? ground.classRef(classCode) : { code: OTHER, name: '其他诉求', fullName: '其他诉求' }
  const info = STATES[state]
  return {
    service_request_id: number, status: info.isOpen ? 'open' : 'closed', status_notes: info.plain, service_name: named.name, service_code: named.code, description: named.fullName,
    agency_responsible: isPlace && unitId !== null ? ground.unitName(unitId) : null, service_notice: null,
    requested_datetime: registeredAt.toISOString(), updated_datetime: changedAt.toISOString(), expected_datetime: info.isOpen && dueAt ? dueAt.toISOString() : null,
    address: grid ? `${grid.name}，${street.name}` : street.name, address_id: grid?.code ?? street.id, zipcode: null,
    lat: grid?.point?.lat ?? null, long: grid?.point?.lon ?? null, media_url: null,
  }
}
