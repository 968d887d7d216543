import { Fault } from '@yihu/contracts'
import type { AlarmDetail, BodyOf, startDrill } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { homesOf } from '../care/index.ts'
import { directoryOf } from '../devices/index.ts'
import { tell } from './announce.ts'
import { addEvents, findAlarm, insertAlarm } from './repo.ts'
import { needScenario } from './scenario-show.ts'
import { firstCall } from './schedule.ts'
import { detailOf } from './show.ts'
import { watchesOf } from './watch.ts'

/**
 * Rings an alarm for practice: it stands on the desk and climbs its ladder, but tells only what would be told. It reaches
 * nobody and makes no case. @throws not-found, scenario-not-watching
 */
export async function drill(context: Context, actor: Actor, { form, ip }: { form: BodyOf<typeof startDrill>; ip: string }): Promise<AlarmDetail> {
  const scenario = needScenario(form.scenario)
  const device = await directoryOf(context).fresh(form.device)
  if (!device) throw new Fault('not-found')
  const now = context.clock.now()
  const [watches, homes] = await Promise.all([watchesOf(context), homesOf(context)])
  const bound = watches.of(device, homes.of(device.id), now).find(({ watching }) => watching.scenario.id === scenario.id)
  if (!bound) throw new Fault('scenario-not-watching', { details: { scenario: scenario.name } })
  const { path: settingPath, version } = bound.watching
  const id = newId(now)
  // Row-level security refuses a device outside the actor's area.
  return context.db.transact(actor.scope, async (tx) => {
    await insertAlarm(tx, {
      id, path: device.path, area_name: device.areaName, scenario: scenario.id, subject: device.id, device_id: device.id, device_name: device.name, unit_id: device.unitId,
      lon: device.place?.lon ?? null, lat: device.place?.lat ?? null, address: device.address, severity: scenario.severity, state: 'ringing', is_drill: true, is_quiet: false,
      what: `演练：${scenario.name}`, why: { reasons: [`${actor.name}发起演练`], readings: [], point: null }, setting_path: settingPath, setting_version: version,
      raised_at: new Date(now), taken_at: new Date(now), next_at: firstCall(scenario, { severity: scenario.severity, now }), case_at: null,
    })
    await addEvents(tx, id, [{ at: new Date(now), kind: 'raised', byName: actor.name, detail: { what: `演练：${scenario.name}`, severity: scenario.severity } }])
    const alarm = await findAlarm(tx, id)
    if (!alarm) throw new Fault('not-found')
    await tell(tx, alarm, 'alarm.raised')
    await record(tx, { at: now, by: actor, action: 'alarm.drill', object: device.name, result: 'done', ip, detail: { scenario: scenario.id, device: device.id } })
    return detailOf(tx, context, { actor, alarm })
  })
}
