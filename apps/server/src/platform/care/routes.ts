import {
  addCareReminder, createCare, endCare as endContract, endCareAway, listCare, removeCareReminder, revealCare, saveCare, saveCareReminder, sayToCare, setCareAway, showCare,
} from '@yihu/contracts'
import type { CareDetail } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { comeBack, end, goAway } from './away.ts'
import { peopleOf } from './list.ts'
import { addReminder, removeReminder, saveReminder, sayWeather } from './remind.ts'
import { reveal } from './reveal.ts'
import { change, enrol } from './save.ts'
import { cardOf } from './show.ts'
import type { AlarmsOfDevices } from './show.ts'

/** Contract → use case. */
export function routes(router: Router, context: Context, alarmsOf: AlarmsOfDevices): void {
  const card = (actor: Actor, id: string): Promise<CareDetail> => context.db.transact(actor.scope, (tx) => cardOf(tx, context, { id, actor, alarmsOf }))
  const edit = may('care.edit')
  router.on(listCare, may('care.read'), ({ query, actor }) => peopleOf(context, actor, query))
  router.on(createCare, edit, async ({ body, actor, request }) => card(actor, await enrol(context, { actor, ip: request.ip }, body)))
  router.on(showCare, may('care.read'), ({ params, actor }) => card(actor, params.id))
  router.on(saveCare, edit, async ({ params, body: { version, ...form }, actor, request }) => {
    await change(context, { actor, ip: request.ip }, { ...params, version, form })
    return card(actor, params.id)
  })
  router.on(revealCare, may('care.reveal', { max: 60, windowSeconds: 60 }), ({ params, body, actor, request }) => reveal(context, actor, { ...params, body, ip: request.ip }))
  router.on(setCareAway, edit, async ({ params, body, actor, request }) => {
    await goAway(context, { actor, ip: request.ip }, { ...params, form: body })
    return card(actor, params.id)
  })
  router.on(endCareAway, edit, async ({ params, actor, request }) => {
    await comeBack(context, { actor, ip: request.ip }, params.id)
    return card(actor, params.id)
  })
  router.on(endContract, edit, async ({ params, body, actor, request }) => {
    await end(context, { actor, ip: request.ip }, { ...params, ...body })
    return card(actor, params.id)
  })
  router.on(addCareReminder, edit, async ({ params, body, actor, request }) => {
    await addReminder(context, { actor, ip: request.ip }, { ...params, form: body })
    return card(actor, params.id)
  })
  router.on(saveCareReminder, edit, async ({ params, body, actor, request }) => {
    await saveReminder(context, { actor, ip: request.ip }, { ...params, form: body })
    return card(actor, params.id)
  })
  router.on(removeCareReminder, edit, async ({ params, actor, request }) => {
    await removeReminder(context, { actor, ip: request.ip }, params)
    return card(actor, params.id)
  })
  router.on(sayToCare, edit, async ({ body, actor, request }) => ({ devices: await sayWeather(context, { actor, ip: request.ip }, body) }))
}
