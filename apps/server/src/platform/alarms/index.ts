/**
 * Alarms: which scenarios watch which devices, what their triggers remember, what rings and who is called.
 * Owns `scenario_setting`, `trigger_memory`, `alarm`, `alarm_event`. Raises `alarm.raised`, `alarm.changed`,
 * `scenario.changed`; hears `scenario.changed`, `care.away`. Intake folds its batches in (`foldHeard`), a clock does what time alone does.
 */
import { defineModule } from '../../kernel/module.ts'
import { hearAway } from './away.ts'
import { routes } from './routes.ts'
import { wakeScenario } from './wake.ts'

export { alarmBriefs } from './brief.ts'
export { startAlarmClock, tickAlarms } from './clock.ts'
export { alarmsOfDevices } from './of-devices.ts'
export { foldHeard } from './fold-heard.ts'
export type { Heard } from './fold-heard.ts'
export { switchOnAll } from './save-setting.ts'

/** Manifest of the module. */
export const alarms = defineModule({
  id: 'alarms',
  name: '告警',
  permissions: { 'alarm.read': '查看告警', 'alarm.act': '处理告警', 'alarm.drill': '发起演练', 'scenario.read': '查看场景', 'scenario.edit': '开关场景、改参数' },
  routes,
  handlers: { 'scenario.changed': wakeScenario, 'care.away': hearAway },
})
