import { Fault, listMediations, mediationFile, openMediation, revealParties, showMediation, stepMediation, uploadMediationFile } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { keepDocument, sendDocument } from './documents.ts'
import { filesOf } from './list.ts'
import { openFile } from './open.ts'
import { findMediation } from './repo.ts'
import { reveal } from './reveal.ts'
import { detailOf } from './show.ts'
import { takeStep } from './step.ts'

/** Contract → use case. */
export function mediationRoutes(router: Router, context: Context): void {
  router.on(listMediations, may('mediation.read'), ({ query, actor }) => filesOf(context, actor, query))
  router.on(openMediation, may('mediation.write'), ({ body, actor, request }) => openFile(context, actor, { form: body, ip: request.ip }))
  router.on(showMediation, may('mediation.read'), ({ params, actor }) =>
    context.db.transact(actor.scope, async (tx) => {
      const record = await findMediation(tx, params.id)
      if (!record) throw new Fault('not-found')
      return detailOf(tx, context, { record, actor })
    }))
  router.on(stepMediation, may('mediation.write'), ({ params, body: { version, ...step }, actor, request }) => takeStep(context, actor, { id: params.id, version, step, ip: request.ip }))
  router.on(revealParties, may('mediation.reveal', { max: 60, windowSeconds: 60 }), ({ params, body, actor, request }) => reveal(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(uploadMediationFile, may('mediation.write', { max: 60, windowSeconds: 60 }), ({ params, actor, request }) => keepDocument(context, actor, { fileId: params.id, request }))
  router.on(mediationFile, may('mediation.read'), ({ params, query, actor, reply }) => sendDocument(context, actor, { fileId: params.id, id: params.fileId, size: query.size, reply }))
}
