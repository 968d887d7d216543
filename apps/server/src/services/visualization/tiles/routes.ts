import { exportInside, listInside, listLayers, showTile } from '@yihu/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../kernel/context.ts'
import { may, notWhileSeeing, signedIn, takesGzip } from '../../../kernel/http/index.ts'
import type { Actor, Router } from '../../../kernel/http/index.ts'
import { sendSheet } from '../send-sheet.ts'
import { insideOf, sheetInside } from './inside.ts'
import type { Layers, Tile } from './tile.ts'

const TYPE = 'application/vnd.mapbox-vector-tile'
/** Each asking reads the ground anew. */
const DRAWN = { max: 120, windowSeconds: 60 }

/** What lies on the map: as a list, as tiles, and within a shape that somebody drew. */
export function tileRoutes(router: Router, context: Context, layers: Layers): void {
  router.on(listLayers, signedIn(), ({ actor }) => layers.list(actor))
  router.on(showTile, signedIn(), async ({ params: { layer, ...at }, query: { only }, actor, request, reply }) => { send(await layers.tile(actor, layer, { ...at, only }), { actor, request, reply, again: router.again }) })
  router.on(listInside, signedIn(DRAWN), ({ body, actor }) => insideOf(context, layers, { actor, asked: body }))
  router.on(exportInside, notWhileSeeing(may('export.make', DRAWN)), async ({ body, actor, request, reply }) => {
    sendSheet(reply, '圈选', await sheetInside(context, layers, { actor, asked: body, ip: request.ip }))
  })
}

/** Who has this very tile gets 304; who has none of it, the bytes, packed once for all. */
function send(tile: Tile, { actor, request, reply, again }: { readonly actor: Actor; readonly request: FastifyRequest; readonly reply: FastifyReply; readonly again: Router['again'] }): void {
  const { plain, gzip, etag } = tile
  void reply.type(TYPE).headers({ etag, 'cache-control': 'private, no-cache', vary: 'cookie, authorization, accept-encoding' })
  again.remember(request, reply, { actor, ...tile })
  if (request.headers['if-none-match'] === etag) return void reply.code(304).send()
  if (gzip && takesGzip(request.headers['accept-encoding'])) return void reply.header('content-encoding', 'gzip').send(gzip)
  void reply.send(plain)
}
