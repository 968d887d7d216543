/**
 * Alarms: which scenarios watch which devices, what their triggers remember, what rings and who is called.
 * Owns `scenario_setting`, `campaign_request`, `trigger_memory`, `alarm`, `alarm_event`, `alarm_run`, `alarm_step`, `alarm_file`. Raises `alarm.raised`, `alarm.changed`,
 * `scenario.changed`; hears `scenario.changed`, `care.away`, `care.changed`, `device.changed`. Intake folds its batches in (`foldHeard`), a clock does what time alone does.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { hearAway } from './away.ts'
import { destroyOver } from './destroy.ts'
import type { ForgetDevices } from './destroy.ts'
import type { SeenBetween } from './dry-run.ts'
import { indicators } from './indicators.ts'
import { keepPromises } from './keep-promise.ts'
import { layers } from './layers.ts'
import { routes } from './routes.ts'
import { hearDevices, moveIn, wakeScenario } from './wake.ts'

export { alarmBriefs } from './brief.ts'
export { startAlarmClock, tickAlarms } from './clock.ts'
export { alarmsOfDevices } from './of-devices.ts'
export { foldHeard, hasEar, isPictured } from './fold-heard.ts'
export type { Heard } from './fold-heard.ts'
export { destroyOver } from './destroy.ts'
export type { ForgetDevices } from './destroy.ts'
export { SHORTEST_PROMISE_DAYS } from './keep-promise.ts'
export { lockEmergencies } from './repo.ts'
export { rangAround } from './repo-list.ts'
export { classOfEmergency, sameEmergency } from './same-emergency.ts'
export { switchOnAll } from './save-setting.ts'

/** The module; `forget` deletes what stands above it keeps of devices, `seenBetween` reads what cameras claimed. */
export function alarms({ forget, seenBetween }: { readonly forget: ForgetDevices; readonly seenBetween: SeenBetween }): Module {
  return defineModule({
    id: 'alarms',
    name: '告警',
    permissions: { 'alarm.read': '查看告警', 'alarm.act': '处理告警', 'alarm.drill': '发起演练', 'scenario.read': '查看场景', 'scenario.edit': '开关场景、改参数', 'scenario.approve': '批准有期限的专项' },
    routes: (router, context) => { routes(router, context, { forget, seenBetween }) },
    indicators,
    layers,
    handlers: { 'scenario.changed': wakeScenario, 'care.away': hearAway, 'care.changed': moveIn, 'device.changed': hearDevices },
    jobs: [{ name: 'alarms.destroy-campaigns', cron: '10 4 * * *', isMadeUp: true, run: (context) => destroyOver(context, forget) }, { name: 'alarms.keep-promises', cron: '0 4 * * *', isMadeUp: true, run: keepPromises }],
  })
}
