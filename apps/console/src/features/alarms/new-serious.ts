import type { AlarmRow } from '@yihu/contracts'

type Ringing = Pick<AlarmRow, 'id' | 'severity' | 'returns' | 'riseAt' | 'isQuiet'>

/**
 * The serious alarms that ring, each with the turn it rings for, and those that ring for a turn not among `known`: come,
 * come back, become graver, or awake after a snooze. `isWhole`: the list holds all that ring, so what is not in it has
 * fallen silent and rings anew when it comes again. What was there when the page opened is not new.
 */
export function newSerious(known: ReadonlyMap<string, string> | null, alarms: readonly Ringing[], { isWhole = true }: { isWhole?: boolean } = {}): { known: ReadonlyMap<string, string>; fresh: readonly string[] } {
  const serious = alarms.filter(({ severity, isQuiet }) => !isQuiet && (severity === 'critical' || severity === 'major'))
  const turns = new Map(serious.map(({ id, severity, returns, riseAt }) => [id, `${severity} ${returns} ${riseAt ?? ''}`]))
  return { known: new Map([...(isWhole ? [] : (known ?? [])), ...turns]), fresh: known === null ? [] : [...turns].filter(([id, turn]) => known.get(id) !== turn).map(([id]) => id) }
}
