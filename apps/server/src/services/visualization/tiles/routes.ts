import { listLayers, showTile } from '@yihu/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { signedIn, takesGzip } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import type { Layers, Tile } from './tile.ts'

const TYPE = 'application/vnd.mapbox-vector-tile'

/** What lies on the map, as a list and as tiles. */
export function tileRoutes(router: Router, layers: Layers): void {
  router.on(listLayers, signedIn(), ({ actor }) => layers.list(actor))
  router.on(showTile, signedIn(), async ({ params: { layer, ...at }, actor, request, reply }) => { send(await layers.tile(actor, layer, at), request, reply) })
}

/** Who has this very tile gets 304; who has none of it, the bytes, packed once for all. */
function send({ plain, gzip, etag }: Tile, request: FastifyRequest, reply: FastifyReply): void {
  void reply.type(TYPE).headers({ etag, 'cache-control': 'private, no-cache', vary: 'cookie, authorization, accept-encoding' })
  if (request.headers['if-none-match'] === etag) return void reply.code(304).send()
  if (gzip && takesGzip(request.headers['accept-encoding'])) return void reply.header('content-encoding', 'gzip').send(gzip)
  void reply.send(plain)
}
