import { beginTrack, endTrack, exportOwnTracks, listOwnTracks, sendTrack, trackCoverage } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may, notWhileSeeing } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { coverageOf } from './coverage.ts'
import { ownTracks, sendOwnTracks } from './mine.ts'
import { begin, end, takePoints } from './walk.ts'

/** Contract → use case. Nobody reads another's way, not even by looking as that person. */
export function routes(router: Router, context: Context): void {
  const walk = notWhileSeeing(may('track.walk', { max: 120, windowSeconds: 60 }))
  const timeOf = (at: string | undefined): number => (at === undefined ? context.clock.now() : Date.parse(at))
  router.on(beginTrack, walk, ({ body, actor }) => context.db.transact(actor.scope, (tx) => begin(tx, context, { actor, id: body.id, at: timeOf(body.at) })))
  router.on(endTrack, walk, ({ params, body, actor }) => context.db.transact(actor.scope, (tx) => end(tx, context, { actor, id: params.id, at: timeOf(body.at) })))
  router.on(sendTrack, walk, ({ body, actor }) => context.db.transact(actor.scope, (tx) => takePoints(tx, context, { actor, batch: body })))
  router.on(listOwnTracks, walk, ({ query, actor }) => ownTracks(context, actor, query.day))
  router.on(exportOwnTracks, walk, ({ actor, reply }) => sendOwnTracks(context, actor, reply))
  router.on(trackCoverage, may('track.coverage'), ({ query, actor }) => coverageOf(context, actor, query))
}
