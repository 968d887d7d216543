import {
  answerSanction, checklistPaper, createChecklist, dropChecklistDraft, Fault, fillChecklist, imposeSanction, listAllChecklists, listChecklists, listDangers, listSanctions, listSheets, publishChecklist, saveChecklistDraft, sheetPhoto, showChecklist, showChecklistVersion, showSheet, tellSanction, withdrawSanction,
} from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { streetOf } from '../imports/index.ts'
import { allLists, listsInUse, versionOf } from './book.ts'
import { dangersOf } from './dangers.ts'
import { create, dropDraft, headOf, publish, saveDraft, show } from './design.ts'
import { fill } from './fill.ts'
import { sendPaper } from './paper.ts'
import { impose, sanctionsOf, takeBack } from './sanctions.ts'
import { sendPhoto, sheetsOf, showOne } from './sheets.ts'
import { answer, tell } from './tell-unit.ts'

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  const [read, edit, sanction] = [may('check.read'), may('check.edit'), may('check.sanction')]
  router.on(listChecklists, read, ({ actor }) => listsInUse(context, actor))
  router.on(listAllChecklists, read, ({ actor }) => allLists(context, actor))
  router.on(showChecklist, read, ({ params, actor }) => show(context, actor, params.id))
  router.on(showChecklistVersion, read, async ({ params, actor }) => {
    const street = await streetOf(context)
    const version = await context.db.transact(actor.scope, (tx) => versionOf(tx, street, params))
    if (!version) throw new Fault('not-found')
    return { ...headOf(version), form: version.form }
  })
  router.on(checklistPaper, read, ({ params, actor, reply }) => sendPaper(context, actor, { id: params.id, reply }))
  router.on(createChecklist, edit, ({ body, actor, request }) => create(context, actor, { form: body, ip: request.ip }))
  router.on(saveChecklistDraft, edit, ({ params, body, actor, request }) => saveDraft(context, actor, { id: params.id, body, ip: request.ip }))
  router.on(dropChecklistDraft, edit, ({ params, query, actor, request }) => dropDraft(context, actor, { id: params.id, body: query, ip: request.ip }))
  router.on(publishChecklist, may('check.publish'), ({ params, body, actor, request }) => publish(context, actor, { id: params.id, body, ip: request.ip }))

  router.on(fillChecklist, may('check.fill', { max: 120, windowSeconds: 60 }), ({ body, actor }) => context.db.transact(actor.scope, (tx) => fill(tx, context, { actor, form: body })))
  router.on(listSheets, read, ({ query, actor }) => sheetsOf(context, actor, query))
  router.on(showSheet, read, ({ params, actor }) => showOne(context, actor, params.id))
  router.on(sheetPhoto, read, ({ params, query, actor, reply }) => sendPhoto(context, actor, { ...params, size: query.size, reply }))
  router.on(listDangers, read, ({ query, actor }) => dangersOf(context, actor, query))
  router.on(listSanctions, sanction, ({ query, actor }) => sanctionsOf(context, actor, query))
  router.on(imposeSanction, sanction, ({ body, actor, request }) => impose(context, actor, { form: body, ip: request.ip }))
  router.on(withdrawSanction, sanction, ({ params, body, actor, request }) => takeBack(context, actor, { ...params, ...body, ip: request.ip }))
  router.on(tellSanction, may('check.sanction', { max: 30, windowSeconds: 60 }), ({ params, body, actor, request }) => tell(context, actor, { ...params, ...body, ip: request.ip }))
  router.on(answerSanction, sanction, ({ params, body, actor, request }) => answer(context, actor, { ...params, form: body, ip: request.ip }))
}
