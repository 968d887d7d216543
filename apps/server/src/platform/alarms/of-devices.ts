import { ALARM_STATES } from '@yihu/contracts'
import type { CareAlarm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { latestOfDevices } from './repo-list.ts'
import { scenarioOf } from './watch.ts'

const MOST = 20

/** The latest alarms of some devices and why they rang, for the card of the person they watch over. */
export async function alarmsOfDevices(tx: Tx, deviceIds: readonly string[]): Promise<CareAlarm[]> {
  return (await latestOfDevices(tx, deviceIds, MOST)).map((alarm) => ({
    id: alarm.id, at: alarm.raised_at.toISOString(), title: scenarioOf(alarm.scenario)?.name ?? alarm.scenario, reason: alarm.what, state: ALARM_STATES[alarm.state], deviceName: alarm.device_name,
  }))
}
