import {
  actOnAlarm, alarmFile, countAlarms, decideCampaign, destroyCampaign, dryRunScenario, Fault, listAlarms, listScenarios, saveScenario, showAlarm, showScenario, startDrill, uploadAlarmFile,
} from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { actOn } from './act.ts'
import { decideOn } from './ask-campaign.ts'
import { destroyNow } from './destroy.ts'
import type { ForgetDevices } from './destroy.ts'
import { drill } from './drill.ts'
import { dryRun } from './dry-run.ts'
import type { SeenBetween } from './dry-run.ts'
import { keepEvidence, sendEvidence } from './evidence.ts'
import { alarmsOf, countsOf } from './list.ts'
import { findAlarm } from './repo.ts'
import { saveSetting } from './save-setting.ts'
import { scenariosOf } from './scenario-list.ts'
import { scenarioDetail } from './scenario-show.ts'
import { detailOf } from './show.ts'

/** Contract → use case. */
export function routes(router: Router, context: Context, { forget, seenBetween }: { readonly forget: ForgetDevices; readonly seenBetween: SeenBetween }): void {
  router.on(listAlarms, may('alarm.read'), ({ query, actor }) => alarmsOf(context, actor, query))
  router.on(countAlarms, may('alarm.read'), ({ query, actor }) => countsOf(context, actor, query))
  router.on(showAlarm, may('alarm.read'), ({ params, actor }) => context.db.transact(actor.scope, async (tx) => {
    const alarm = await findAlarm(tx, params.id)
    if (!alarm) throw new Fault('not-found')
    return detailOf(tx, context, { actor, alarm })
  }))
  router.on(actOnAlarm, may('alarm.act'), ({ params, body, actor }) => actOn(context, actor, { id: params.id, act: body }))
  router.on(uploadAlarmFile, may('alarm.act', { max: 60, windowSeconds: 60 }), ({ params, actor, request }) => keepEvidence(context, actor, { ...params, request }))
  router.on(alarmFile, may('alarm.read'), ({ params, query, actor, reply }) => sendEvidence(context, actor, { ...params, size: query.size, reply }))
  router.on(startDrill, may('alarm.drill'), ({ body, actor, request }) => drill(context, actor, { form: body, ip: request.ip }))
  router.on(listScenarios, may('scenario.read'), ({ query, actor }) => scenariosOf(context, actor, query))
  router.on(showScenario, may('scenario.read'), ({ params, query, actor }) => scenarioDetail(context, actor, { ...params, ...query }))
  router.on(saveScenario, may('scenario.edit'), ({ params, body, actor, request }) => saveSetting(context, { actor, ip: request.ip }, { id: params.id, form: body }))
  router.on(decideCampaign, may('scenario.approve'), ({ params, body, actor, request }) => decideOn(context, { actor, ip: request.ip }, { id: params.id, form: body }))
  router.on(destroyCampaign, may('scenario.edit'), ({ params, body, actor, request }) => destroyNow(context, { actor, ip: request.ip }, { id: params.id, form: body, forget }))
  router.on(dryRunScenario, may('scenario.edit'), ({ params, body, actor }) => dryRun(context, actor, { id: params.id, form: body, seenBetween }))
}
