import { localDate, toMs } from '@yihu/domain'

const DAY_MS = 86_400_000
const WEEK_DAYS = 7

interface Plan {
  /** `HH:mm` in Asia/Shanghai. */
  readonly times: readonly string[]
  /** ISO weekdays, Monday is 1. */
  readonly weekdays: readonly number[]
  readonly lastDay: string | null
}

/** The first moment of a plan after another (epoch milliseconds); null: there is none any more. */
export function nextTime({ times, weekdays, lastDay }: Plan, after: number): number | null {
  for (let ahead = 0; ahead <= WEEK_DAYS; ahead += 1) {
    const day = localDate(after + ahead * DAY_MS)
    if (lastDay !== null && day > lastDay) return null
    if (!weekdays.includes(isoWeekday(day))) continue
    const next = times.toSorted().map((time) => toMs(`${day}T${time}`)).find((at) => at > after)
    if (next !== undefined) return next
  }
  return null
}

function isoWeekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || WEEK_DAYS
}
