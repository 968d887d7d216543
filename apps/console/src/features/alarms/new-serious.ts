import type { AlarmRow } from '@yihu/contracts'

/** The serious alarms there are, and those that have come since `known`; what was there when the page opened is not new. */
export function newSerious(known: ReadonlySet<string> | null, alarms: readonly Pick<AlarmRow, 'id' | 'severity' | 'returns'>[]): { ids: ReadonlySet<string>; fresh: readonly string[] } {
  // One that came back rings again.
  const serious = alarms.filter(({ severity }) => severity === 'critical' || severity === 'major').map(({ id, returns }) => ({ id, turn: `${id} ${returns}` }))
  return { ids: new Set([...(known ?? []), ...serious.map(({ turn }) => turn)]), fresh: known === null ? [] : serious.filter(({ turn }) => !known.has(turn)).map(({ id }) => id) }
}
