import type { AlarmSeverity } from '@yihu/contracts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** What people said in so long counts. */
export const TRUST_MS = 30 * DAY_MS
/** From so many false alarms on a device must stay on for longer before it rings: a minute for each. */
const WARY_FROM = 3
const MOST_HOLD_MINUTES = 10
const REPAIR_FROM = 5

/** How long an alarm must last before it rings, milliseconds: what may cost a life never waits. */
export function holdMs({ falseAlarms }: { readonly falseAlarms: number }, severity: AlarmSeverity): number {
  if (severity === 'critical' || falseAlarms < WARY_FROM) return 0
  return Math.min(falseAlarms, MOST_HOLD_MINUTES) * MINUTE_MS
}

/** What follows from a device's false alarms, in words; null: nothing. */
export function adviceOf({ rang, falseAlarms }: { readonly rang: number; readonly falseAlarms: number }, severity: AlarmSeverity): string | null {
  if (falseAlarms < WARY_FROM) return null
  const hold = holdMs({ falseAlarms }, severity) / MINUTE_MS
  const wait = hold > 0 ? `，所以要多持续 ${hold} 分钟才响` : '；这一级的告警关系人命，仍当即响'
  return `近 30 天响 ${rang} 次，其中误报 ${falseAlarms} 次${wait}${falseAlarms >= REPAIR_FROM ? '。建议检修或换位置，或在场景里调参数' : ''}`
}
