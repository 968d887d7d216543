import { decideExport, EXPORT_LIMIT, exportFile, Fault, listExports, listSheetTemplates, requestExport, saveSheetTemplate, showCaseFile, showExport } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may, notWhileSeeing } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { caseFileOf } from './case-file.ts'
import { decide } from './decide.ts'
import { download } from './download.ts'
import { findJob, jobsFor } from './repo.ts'
import { request as ask } from './request.ts'
import type { FigureReader } from './request.ts'
import { runExport } from './run.ts'
import { jobOnWire } from './show.ts'
import { keepTemplate, listTemplates } from './templates.ts'

const LISTED = 100

/** Contract → use case. */
export function routes(router: Router, context: Context, figureOf: FigureReader): void {
  const begin = (id: string): void => {
    runExport(context, id).catch((error: unknown) => context.log.error({ err: error, exportId: id }, 'an export could not begin'))
  }

  router.on(requestExport, may('export.make', { max: 20, windowSeconds: 60 }), async ({ body, actor, request }) => {
    const { id, mayBegin } = await ask(context, { form: body, actor, ip: request.ip, figureOf })
    if (mayBegin) begin(id)
    return shown(context, actor, id)
  })

  router.on(listExports, may('export.make'), async ({ actor }) => {
    const jobs = await context.db.transact(actor.scope, (tx) => jobsFor(tx, { userId: actor.userId, mayDecide: actor.permissions.has('export.approve'), limit: LISTED }))
    return { exports: jobs.map((job) => jobOnWire(job, actor)), limit: EXPORT_LIMIT }
  })

  router.on(showExport, may('export.make'), ({ params, actor }) => shown(context, actor, params.id))

  router.on(decideExport, may('export.approve'), async ({ params, body, actor, request }) => {
    await decide(context, { id: params.id, isApproved: body.isApproved, note: body.note ?? '', actor, ip: request.ip })
    if (body.isApproved) begin(params.id)
    return shown(context, actor, params.id)
  })

  router.on(exportFile, notWhileSeeing(may('export.make')), ({ params, actor, request, reply }) => download(context, { id: params.id, actor, ip: request.ip, reply }))

  router.on(listSheetTemplates, may('export.make'), ({ actor }) => listTemplates(context, actor))
  router.on(saveSheetTemplate, may('export.template'), ({ params, body, actor, request }) => keepTemplate(context, actor, { id: params.id, body, ip: request.ip }))

  router.on(showCaseFile, may('case.read', { max: 60, windowSeconds: 60 }), ({ params, actor, request }) => caseFileOf(context, { id: params.id, actor, ip: request.ip }))
}

/** One's own, or one that waits for (or had) one's decision. */
async function shown(context: Context, actor: Actor, id: string) {
  const job = await context.db.transact(actor.scope, (tx) => findJob(tx, id))
  if (!job || (job.createdBy !== actor.userId && !actor.permissions.has('export.approve'))) throw new Fault('not-found')
  return jobOnWire(job, actor)
}
