import { nearbyParts } from '@yihu/contracts'
import { haversineMetres } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { unitNames } from '../identity/index.ts'
import { partsAround } from './repo.ts'

/** More than this no map shows apart. */
const MOST = 300

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  router.on(nearbyParts, may('pool.read'), async ({ query: { lon, lat, metres }, actor }) => {
    const catalogue = await catalogueOf(context)
    const { rows, names } = await context.db.transact(actor.scope, async (tx) => ({ rows: await partsAround(tx, { lon, lat, metres, limit: MOST }), names: await unitNames(tx) }))
    const parts = rows.map(({ code, classCode, name, path, unitId, state, ...at }) => ({
      code, classCode, className: catalogue.find(classCode)?.name ?? classCode, name, areaPath: path, point: { lon: at.lon, lat: at.lat },
      metres: Math.round(haversineMetres([lon, lat], [at.lon, at.lat])), unit: unitId === null ? null : { id: unitId, name: names.get(unitId) ?? unitId }, state,
    }))
    return { parts: parts.filter((part) => part.metres <= metres).toSorted((a, b) => a.metres - b.metres) }
  })
}
