import { dropRaster, Fault, importRaster, listRasters, RASTER_FILE_MB, showRasterTile } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { may, readUpload, signedIn } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { dropRasterMap, keepRaster, rastersOf } from './keep.ts'
import { outerBasesOf } from './outer.ts'
import { findTile } from './repo.ts'

/** A raster never changes: another picture is another raster. */
const KEPT = 'private, max-age=604800, immutable'
const LARGEST = RASTER_FILE_MB * 1024 * 1024

/** Base maps to choose from, and pictures from above that the street brings in. */
export function rasterRoutes(router: Router, context: Context): void {
  router.on(listRasters, signedIn(), async () => ({ rasters: await rastersOf(context), outer: [...outerBasesOf(context)] }))
  router.on(importRaster, may('area.edit', { max: 20, windowSeconds: 3600 }), async ({ query, actor, request }) => {
    const { bytes } = await readUpload(request, { maxBytes: LARGEST })
    return keepRaster(context, { actor, ip: request.ip }, { file: bytes, about: query })
  })
  router.on(dropRaster, may('area.edit'), ({ params, actor, request }) => dropRasterMap(context, { actor, ip: request.ip }, params.id))
  router.on(showRasterTile, signedIn(), async ({ params, reply }) => {
    const found = await context.db.transact(systemScope, (tx) => findTile(tx, params))
    if (!found) throw new Fault('not-found')
    void reply.type(found.media_type).header('cache-control', KEPT).header('vary', 'cookie, authorization').send(found.content)
  })
}
