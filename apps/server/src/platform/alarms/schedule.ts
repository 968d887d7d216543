import type { AlarmSeverity } from '@yihu/contracts'
import { localDate, localTime, toMs } from '@yihu/domain'
import type { Rung, Scenario } from '@yihu/scenarios'
import type { StoredAlarm } from './repo.ts'

const MINUTE_MS = 60_000
const HALF_DAY_MS = 12 * 3_600_000
/** So long after the last rung its people hear again, then after twice as long, and so on. */
const AGAIN_MINUTES = 15
const QUIET_MINUTES = 5
const NIGHT_FROM = '22:00'
const NIGHT_TO = '07:00'

/** When the first person is called. */
export function firstCall(scenario: Pick<Scenario, 'who'>, { severity, now }: { severity: AlarmSeverity; now: number }): Date | null {
  const [first] = scenario.who.ladder
  return first ? new Date(callTime(first, { severity, from: now })) : null
}

/** The rung that comes after so many; beyond the last one it is the last one again, while nobody has it in hand. A drill ends with the ladder. */
export function rungAfter({ who: { ladder } }: Pick<Scenario, 'who'>, { rungs, is_drill: isDrill }: Pick<StoredAlarm, 'rungs' | 'is_drill'>): Rung | undefined {
  const last = ladder.at(-1)
  if (rungs < ladder.length || !last || isDrill) return ladder[rungs]
  return { ...last, afterMinutes: last.afterMinutes + AGAIN_MINUTES * (2 ** (rungs - ladder.length + 1) - 1) }
}

/** When a rung is due: so long after the alarm was taken in. What can wait does not wake people at night. */
export function callTime({ afterMinutes }: Rung, { severity, from }: { severity: AlarmSeverity; from: number }): number {
  const at = from + afterMinutes * MINUTE_MS
  if (severity === 'major' || severity === 'critical') return at
  const time = localTime(at)
  if (time >= NIGHT_TO && time < NIGHT_FROM) return at
  return toMs(`${time >= NIGHT_FROM ? localDate(at + HALF_DAY_MS) : localDate(at)}T${NIGHT_TO}`)
}

/** When an alarm becomes a case by itself; null: only a person makes one. */
export function caseTime({ makesCase }: Pick<Scenario, 'makesCase'>, { raisedAt, now, hold = 0 }: { raisedAt: number; now: number; hold?: number }): Date | null {
  if (makesCase.when === 'by-hand') return null
  return new Date(Math.max(now, raisedAt + (makesCase.when === 'still-on' ? makesCase.afterMinutes * MINUTE_MS : 0)) + hold)
}

/** When a quiet alarm is looked at again: at the end of the maintenance, or soon, for it may have ended meanwhile without word. */
export function quietAt(until: Date, now: number): Date {
  return new Date(Math.min(until.getTime(), now + QUIET_MINUTES * MINUTE_MS))
}

/** The next moment at which time alone does something to an alarm: a rung, the end of holding or snoozing, its case; of a quiet one the end of the maintenance. */
export function nextAt(scenario: Pick<Scenario, 'who'>, alarm: Pick<StoredAlarm, 'state' | 'severity' | 'rungs' | 'is_drill' | 'taken_at' | 'snoozed_until' | 'case_at' | 'case_id' | 'is_quiet' | 'next_at'>, now: number): Date | null {
  if (alarm.state === 'cleared') return null
  if (alarm.is_quiet) return alarm.next_at ?? new Date(now)
  const rung = alarm.state === 'ringing' ? rungAfter(scenario, alarm) : undefined
  const moments = [
    ...(rung ? [Math.max(now, callTime(rung, { severity: alarm.severity, from: alarm.taken_at.getTime() }))] : []),
    ...(alarm.state === 'snoozed' && alarm.snoozed_until ? [alarm.snoozed_until.getTime()] : []),
    ...(alarm.case_at && alarm.case_id === null ? [alarm.case_at.getTime()] : []),
  ]
  return moments.length === 0 ? null : new Date(Math.min(...moments))
}
