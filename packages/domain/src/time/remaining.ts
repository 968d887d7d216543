import type { Limit } from './deadline-types.ts'
import { durationText } from './explain.ts'
import { dayStart, serviceClock, tableDay, tableOf } from './table.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, toMs } from './zone.ts'

/** 绿牌, 黄牌 (close to due), 红牌 (overdue). */
export const CARDS = ['green', 'yellow', 'red'] as const
export type Card = (typeof CARDS)[number]

/** An hour limit turns yellow when this many percent of it are used (GB/T 30428.8 practice: 0–80–100 %). */
export const YELLOW_PERCENT_USED = 80

interface Due {
  readonly now: Instant
  /** null: the clock stands. */
  readonly dueAt: Instant | null
  readonly calendar: WorkCalendar
}

/**
 * The card a case shows. Red once it is past due. Day limits (the default) are yellow from the first moment of the
 * working day before the due day (Shandong rule: yellow one working day before); hour limits, when `limit` is given,
 * once 80 % of the limit is used, time in pauses not counting as used. While the clock stands: green.
 * @throws RangeError when a moment lies outside 1992–2099.
 */
export function cardOf({ now, dueAt, calendar, limit }: Due & { readonly limit?: Limit }): Card {
  if (dueAt === null) return 'green'
  const [at, due] = [toMs(now), toMs(dueAt)]
  if (at > due) return 'red'
  const table = tableOf(calendar)
  if (limit === undefined || limit.unit === 'working-day') {
    const dueDay = tableDay(due)
    const dayBefore = table.dayAt(table.countThrough(dueDay - 1))
    return at >= dayStart(dayBefore) ? 'yellow' : 'green'
  }
  const left = limit.unit === 'urgent-hour' ? due - at : serviceClock(table, due) - serviceClock(table, at)
  const whole = limit.amount * HOUR_MS
  return (whole - left) * 100 >= whole * YELLOW_PERCENT_USED ? 'yellow' : 'green'
}

/**
 * Time left or time over in words: 「还剩 2 个工作日」 from a day ahead, 「还剩 3 小时」 「还剩 25 分钟」 below,
 * 「超期 1 天 4 小时」 after, 「暂停计时」 while the clock stands. A whole working day left is a working day after today.
 * @throws RangeError when a moment lies outside 1992–2099.
 */
export function remainingText(now: Instant, dueAt: Instant | null, calendar: WorkCalendar): string {
  if (dueAt === null) return '暂停计时'
  const [at, due] = [toMs(now), toMs(dueAt)]
  const left = due - at
  if (left < 0) return `超期 ${durationText(-left)}`
  if (left >= DAY_MS) {
    const table = tableOf(calendar)
    const days = table.countThrough(tableDay(due)) - table.countThrough(tableDay(at))
    return days > 0 ? `还剩 ${days} 个工作日` : `还剩 ${durationText(left)}`
  }
  if (left < MINUTE_MS) return '马上到期'
  return left >= HOUR_MS ? `还剩 ${Math.floor(left / HOUR_MS)} 小时` : `还剩 ${Math.floor(left / MINUTE_MS)} 分钟`
}

/** Whether a case missed its due time: closed after it, or still open after it. Due to the second is in time. */
export function isOverdue({
  dueAt,
  closedAt,
  now,
}: {
  readonly dueAt: Instant | null
  readonly closedAt: Instant | null
  readonly now: Instant
}): boolean {
  if (dueAt === null) return false
  return toMs(closedAt ?? now) > toMs(dueAt)
}
