import { cameraPicture, listCameraChannels, listCameraPictures, listDeadLetters, listSightings, replayDeadLetters, takeIntake as intakeContract, takeReadings as readingsContract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { machine, may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { nameOf } from './camera/claim.ts'
import { channelsOf } from './channels.ts'
import { lettersOf } from './letters.ts'
import { picturesOf, sendPicture } from './pictures.ts'
import { replayLetters } from './replay.ts'
import { sightingsOf } from './sightings.ts'
import { takeReadings } from './take-http.ts'
import { takeIntake } from './take-intake.ts'

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  router.on(listDeadLetters, may('letter.read'), ({ query, actor }) => lettersOf(context, actor, query))
  router.on(listCameraChannels, may('device.read'), ({ query, actor }) => channelsOf(context, actor, query))
  router.on(listCameraPictures, may('alarm.act'), ({ params, query, actor }) => picturesOf(context, actor, { ...params, ...query }))
  router.on(cameraPicture, may('alarm.act'), ({ params, query, actor, reply }) => sendPicture(context, actor, { ...params, size: query.size, reply }))
  router.on(listSightings, may('device.read'), ({ params, actor }) => sightingsOf(context, actor, params.id))
  router.on(replayDeadLetters, may('letter.replay'), ({ body, actor, request }) => replayLetters(context, actor, { ids: body.ids, ip: request.ip }))
  router.on(readingsContract, machine('reading.send', { max: 600, windowSeconds: 60 }), ({ body, actor }) => takeReadings(context, actor, body.readings))
  router.on(intakeContract, machine('reading.send', { max: 3000, windowSeconds: 60 }), ({ params, query, actor, request }) =>
    takeIntake(context, actor, { ...params, device: nameOf(query.device), payload: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) }))
}
