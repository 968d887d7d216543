import type { BulletinSchedule } from '@yihu/contracts'
import { localDate } from '@yihu/domain'

const DAY_MS = 86_400_000
/** A month has no more days. */
const LONGEST = 31

/** When a bulletin was due last, up to `now` (milliseconds): the day of Shanghai and the instant. */
export function lastDue({ rhythm, on, hour }: BulletinSchedule, now: number): { readonly day: string; readonly at: number } {
  for (let back = 0; ; back += 1) {
    const day = localDate(now - back * DAY_MS)
    const at = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)
    const date = new Date(`${day}T00:00:00Z`)
    const isDay = rhythm === 'day' || on === (rhythm === 'week' ? date.getUTCDay() || 7 : date.getUTCDate())
    if ((isDay && at <= now) || back > LONGEST) return { day, at }
  }
}
