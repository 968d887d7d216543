import { changePart, listParts, nearbyParts, partHistory } from '@yihu/contracts'
import { haversineMetres } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { change, historyOfPart } from './part-change.ts'
import { partsOf, partsShown } from './parts.ts'
import { partsAround } from './repo.ts'

/** More than this no map shows apart. */
const MOST = 300

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  router.on(nearbyParts, may('pool.read'), async ({ query: { lon, lat, metres }, actor }) => {
    const rows = await context.db.transact(actor.scope, (tx) => partsAround(tx, { lon, lat, metres, limit: MOST }))
    const parts = (await partsShown(context, actor, rows)).map((part) => ({ ...part, metres: Math.round(haversineMetres([lon, lat], [part.point.lon, part.point.lat])) }))
    return { parts: parts.filter((part) => part.metres <= metres).toSorted((a, b) => a.metres - b.metres) }
  })
  router.on(changePart, may('pool.write'), ({ params, body, actor, request }) => change(context, { actor, ip: request.ip }, { code: params.code, form: body }))
  router.on(partHistory, may('pool.read'), ({ params, query, actor }) => historyOfPart(context, actor, { ...params, ...query }))
  router.on(listParts, may('pool.read'), ({ query, actor }) => partsOf(context, actor, query))
}
