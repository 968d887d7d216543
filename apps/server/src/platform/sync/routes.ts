import { LARGEST_PHOTO, listPatrolDevices, openPatrolDevice, patrolBundle, patrolDeviceState, resumePatrolPhoto, revokePatrolDevice, sendActions, sendPatrolPiece, uploadPatrolPhoto } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { anyone, may, readUpload, signedIn } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { keepUpload } from '../cases/index.ts'
import { bundleFor } from './bundle.ts'
import { isRevoked, listDevices, openDevice, requireDevice, revoke } from './devices.ts'
import { resume, takePiece } from './photo-pieces.ts'
import { takeActions } from './take.ts'
import type { Offered } from './result.ts'

const LARGEST_PIECE = 1024 * 1024

/** Contract → use case. */
export function routes(router: Router, context: Context, offered: () => Offered): void {
  router.on(sendActions, signedIn(), async ({ body, actor }) => {
    await context.db.transact(actor.scope, (tx) => requireDevice(tx, body.device, actor.userId))
    const results = await takeActions(context, { offered: offered(), actor, body })
    return { receivedAt: new Date(context.clock.now()).toISOString(), results }
  })
  // A week's photos come at once: no limit of residents' door.
  router.on(uploadPatrolPhoto, signedIn(), async ({ request, actor }) => {
    const { bytes, name } = await readUpload(request, { maxBytes: LARGEST_PHOTO })
    const { id, kind, seconds } = await keepUpload(context, { bytes, name, by: actor.userId })
    return { id, kind, seconds }
  })
  router.on(resumePatrolPhoto, signedIn(), ({ params, body, actor }) => resume(context, actor, { id: params.id, form: body }))
  router.on(sendPatrolPiece, signedIn(), async ({ params, query, request, actor }) => {
    const { bytes } = await readUpload(request, { maxBytes: LARGEST_PIECE })
    return takePiece(context, actor, { id: params.id, at: query.at, bytes })
  })
  router.on(patrolBundle, may('case.read'), async ({ actor, request, reply }) => {
    const { bundle, json, etag } = await bundleFor(context, actor)
    const isKnown = request.headers['if-none-match'] === etag
    void reply.headers({ etag, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-cache', vary: 'cookie, authorization' })
    void reply.serializer(() => {
      if (isKnown) void reply.code(304)
      return isKnown ? '' : json
    })
    return bundle
  })
  router.on(openPatrolDevice, signedIn({ max: 60, windowSeconds: 60 }), ({ body, actor }) => openDevice(context, actor, body))
  router.on(listPatrolDevices, signedIn(), ({ actor }) => listDevices(context, actor))
  router.on(revokePatrolDevice, signedIn({ max: 30, windowSeconds: 60 }), ({ params, actor, request }) => revoke(context, actor, { id: params.id, ip: request.ip }))
  router.on(patrolDeviceState, anyone('登录失效的手机要知道自己是不是被注销了；编号是手机自己随机取的', { max: 60, windowSeconds: 60 }), async ({ params, query }) => ({ isRevoked: await isRevoked(context, { id: params.id, owner: query.owner }) }))
}
