import {
  AREA_LEVELS, areasAsOf, baseMap, checkTopology, editAreas, Fault, importAreas, listAreas, locatePoint, showArea, showAreaNeighbours, showGround,
} from '@yihu/contracts'
import type { AreaRow, Crs } from '@yihu/contracts'
import { isPlausibleChina, localDate } from '@yihu/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { anyone, may, readUpload, signedIn } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import type { StoredArea } from './area.ts'
import type { AreaIndex } from './area-index.ts'
import { baseMapOf } from './base-map.ts'
import type { BaseMap } from './base-map.ts'
import { checkLevel, countChecked } from './check-level.ts'
import { areasOf, loadedAreasOf } from './current.ts'
import { edit, neighboursOf } from './edit.ts'
import { baseMapAround } from './ground.ts'
import { importFile } from './import.ts'
import { readHistory } from './repo.ts'
import { borderDates, bordersOn } from './repo-as-of.ts'
import { CRS_OF_WIRE, toWgs84 } from './wire-crs.ts'

const LARGEST_FILE = 20 * 1024 * 1024

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  borderRoutes(router, context)
  router.on(listAreas, signedIn(), async ({ query }) => {
    const index = await areasOf(context)
    const found = index.areas.filter((area) => isAsked(area, query)).slice(0, query.limit)
    return { areas: found.map((area) => toRow(area, index)) }
  })
  router.on(showArea, signedIn(), async ({ params, actor }) => {
    const index = await areasOf(context)
    const area = index.byCode(params.code)
    if (!area) throw new Fault('area-unknown', { details: { code: params.code } })
    const history = await context.db.transact(actor.scope, (tx) => readHistory(tx, area.code))
    return { ...toRow(area, index), chain: index.chainOf(area.path), geometry: area.geometry, history }
  })
  router.on(locatePoint, signedIn(), async ({ query }) => locate(await areasOf(context), query))
  router.on(checkTopology, may('area.read'), async ({ query }) => {
    const index = await areasOf(context)
    if (query.parent !== undefined && !index.byCode(query.parent)) throw new Fault('area-unknown', { details: { code: query.parent } })
    return { checked: countChecked(index, query.level, query.parent), problems: await checkLevel(index, query.level, query) }
  })
  router.on(importAreas, may('area.edit'), async ({ actor, query, request }) => {
    const { bytes } = await readUpload(request, { maxBytes: LARGEST_FILE })
    return importFile(context, actor, { ...query, crs: CRS_OF_WIRE[query.crs], isDryRun: query.dryRun === 'true', text: bytes.toString('utf8') })
  })
  router.on(showGround, anyone('居民在地图上指事情在哪儿，底图本来就是公开的', { max: 120, windowSeconds: 60 }), async ({ query }) => baseMapAround(await loadedAreasOf(context), query))
  router.on(baseMap, signedIn(), async ({ request, reply }) => answerMap(baseMapOf(await loadedAreasOf(context)), request, reply))
}

function borderRoutes(router: Router, context: Context): void {
  const { db, clock } = context
  router.on(showAreaNeighbours, may('area.edit'), ({ params, actor }) => neighboursOf(context, actor, params.code))
  router.on(editAreas, may('area.edit'), ({ body, actor, request }) => edit(context, actor, { ...body, ip: request.ip }))
  router.on(areasAsOf, may('area.read'), async ({ query: { level, at = localDate(clock.now()) } }) => ({
    at, areas: await bordersOn(db.owner, { level, at }), dates: await borderDates(db.owner, level),
  }))
}

function isAsked(area: StoredArea, { level, parent, q }: { level?: string | undefined; parent?: string | undefined; q?: string | undefined }): boolean {
  if (level !== undefined && area.level !== level) return false
  if (parent !== undefined && area.parent !== parent) return false
  const words = q?.trim() ?? ''
  return words === '' || area.code.startsWith(words) || [area.name, area.address ?? '', ...area.aliases].some((text) => text.includes(words))
}

function toRow(area: StoredArea, index: AreaIndex): AreaRow {
  const { code, level, parent, path, name, address, point, validFrom, validTo } = area
  return { code, level, levelName: AREA_LEVELS[level], parent, path, name, address, point: point && { ...point }, validFrom, validTo, children: index.childrenOf(code).length }
}

/** @throws coordinates-implausible */
function locate(index: AreaIndex, { lon, lat, crs }: { lon: number; lat: number; crs: z.infer<typeof Crs> }) {
  const point = toWgs84({ lon, lat }, crs)
  if (!isPlausibleChina(point)) throw new Fault('coordinates-implausible', { details: { lon, lat } })
  const area = index.locate(point)
  const near = index.nearest(point)
  return {
    point,
    path: area?.path ?? null,
    chain: area ? index.chainOf(area.path) : [],
    nearest: near && { code: near.area.code, name: index.fullNameOf(near.area.path), metres: near.metres },
  }
}

/**
 * Sends the text made once instead of making it again for every reader; who has this version gets 304. The status is
 * set where the text is asked for, because the router sets the usual one just before.
 */
function answerMap(map: BaseMap, request: FastifyRequest, reply: FastifyReply): BaseMap['features'] {
  const isKnown = request.headers['if-none-match'] === map.etag
  void reply.headers({ etag: map.etag, 'cache-control': 'private, no-cache', vary: 'cookie, authorization' })
  void reply.serializer(() => {
    if (isKnown) void reply.code(304)
    return isKnown ? '' : map.json
  })
  return map.features
}
