import { localDate, localTime, toMs } from '@yihu/domain'

const QUIET_FROM = '22:00'
const QUIET_TO = '07:00'
const HALF_DAY_MS = 12 * 3_600_000

/** When a message may leave the house: at once, or at 7:00 in Shanghai if it is not urgent and the hour is 22:00–7:00. */
export function pushTime(now: number, { isUrgent }: { readonly isUrgent: boolean }): number {
  const time = localTime(now)
  if (isUrgent || (time >= QUIET_TO && time < QUIET_FROM)) return now
  const morning = time >= QUIET_FROM ? localDate(now + HALF_DAY_MS) : localDate(now)
  return toMs(`${morning}T${QUIET_TO}`)
}
