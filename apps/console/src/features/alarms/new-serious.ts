import type { AlarmRow } from '@yihu/contracts'

/** The serious alarms there are, and whether one has come since `known`; what was there when the page opened is not new. */
export function newSerious(known: ReadonlySet<string> | null, alarms: readonly Pick<AlarmRow, 'id' | 'severity' | 'returns'>[]): { ids: ReadonlySet<string>; isNew: boolean } {
  // One that came back rings again.
  const serious = alarms.filter(({ severity }) => severity === 'critical' || severity === 'major').map(({ id, returns }) => `${id} ${returns}`)
  return { ids: new Set([...(known ?? []), ...serious]), isNew: known !== null && serious.some((one) => !known.has(one)) }
}
