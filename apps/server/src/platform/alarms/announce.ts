import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { StoredAlarm } from './repo.ts'

/** Pages and handlers hear of it: ids and states, nothing personal. */
export async function tell(tx: Tx, alarm: StoredAlarm, topic: 'alarm.raised' | 'alarm.changed'): Promise<void> {
  const { id, version, scenario, severity, state, is_drill: isDrill, device_id: deviceId } = alarm
  await emit(tx, { topic, scopePath: alarm.path, payload: { id, version, scenario, severity, state, isDrill, deviceId } })
}
