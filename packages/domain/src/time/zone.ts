/** A moment: epoch milliseconds, or an ISO 8601 string (without an offset it is read as Asia/Shanghai). */
export type Instant = number | string

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type LocalDate = string

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
export const MINUTE_MS = 60_000
/** Asia/Shanghai without summer time: UTC+8, so it has been since 15 September 1991. */
export const SHANGHAI_OFFSET_MS = 8 * HOUR_MS

// [clocks forward, clocks back] in UTC: 02:00 standard time, 02:00 summer time (tz database, rule "PRC").
const SUMMER_TIMES: readonly (readonly [number, number])[] = [
  [Date.UTC(1986, 4, 3, 18), Date.UTC(1986, 8, 13, 17)],
  [Date.UTC(1987, 3, 11, 18), Date.UTC(1987, 8, 12, 17)],
  [Date.UTC(1988, 3, 16, 18), Date.UTC(1988, 8, 10, 17)],
  [Date.UTC(1989, 3, 15, 18), Date.UTC(1989, 8, 16, 17)],
  [Date.UTC(1990, 3, 14, 18), Date.UTC(1990, 8, 15, 17)],
  [Date.UTC(1991, 3, 13, 18), Date.UTC(1991, 8, 14, 17)],
]

/** Offset of Asia/Shanghai from UTC in milliseconds at an epoch-ms moment; knows the summer times of 1986–1991. */
export function shanghaiOffset(ms: number): number {
  if (ms >= Date.UTC(1992, 0, 1)) return SHANGHAI_OFFSET_MS
  const isSummer = SUMMER_TIMES.some(([from, to]) => ms >= from && ms < to)
  return isSummer ? SHANGHAI_OFFSET_MS + HOUR_MS : SHANGHAI_OFFSET_MS
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Number of days from 1970-01-01 to a date.
 * @throws RangeError when the text is not an existing day written `YYYY-MM-DD`.
 */
export function dayNumber(date: LocalDate): number {
  const parts = DATE.exec(date)
  const ms = parts ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(parts?.[3])) {
    throw new RangeError(`not a date: ${date}`)
  }
  return ms / DAY_MS
}

/** The date `YYYY-MM-DD` of a day number (days since 1970-01-01). */
export function dateOfDay(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The days of a week as people say them, Monday first. */
export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** Day of the week of a day number, 0 Sunday … 6 Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** What the weekday of a date is called, «周一». */
export function weekdayName(date: LocalDate): string {
  return WEEKDAYS[(weekdayOf(dayNumber(date)) + 6) % WEEKDAYS.length] ?? ''
}

/**
 * A moment as epoch milliseconds; a string without an offset is Asia/Shanghai wall-clock time,
 * a bare date is its first minute. The host's own time zone never matters.
 * @throws RangeError when the text is no ISO 8601 date or date-time, or the number is not finite.
 */
export function toMs(instant: Instant): number {
  if (typeof instant === 'number') {
    if (!Number.isFinite(instant)) throw new RangeError('not a moment: not a finite number')
    return instant
  }
  if (DATE.test(instant)) return fromWallClock(dayNumber(instant) * DAY_MS)
  const parts = DATE_TIME.exec(instant)
  const [, date, time, offset] = parts ?? []
  if (date === undefined || time === undefined) throw new RangeError(`not a moment: ${instant}`)
  dayNumber(date)
  const ms = Date.parse(`${date}T${time}${offset ?? 'Z'}`)
  if (Number.isNaN(ms)) throw new RangeError(`not a moment: ${instant}`)
  return offset === undefined ? fromWallClock(ms) : ms
}

/** Wall-clock milliseconds (as if they were UTC) to epoch milliseconds. */
function fromWallClock(wallMs: number): number {
  return wallMs - shanghaiOffset(wallMs - SHANGHAI_OFFSET_MS)
}

/** Day number (days since 1970-01-01) of a moment in Asia/Shanghai. */
export function localDay(ms: number): number {
  return Math.floor((ms + shanghaiOffset(ms)) / DAY_MS)
}

/** The Asia/Shanghai date of a moment. */
export function localDate(instant: Instant): LocalDate {
  return dateOfDay(localDay(toMs(instant)))
}

/** The Asia/Shanghai wall-clock time of a moment, `HH:mm`. */
export function localTime(instant: Instant): string {
  const ms = toMs(instant)
  return new Date(ms + shanghaiOffset(ms)).toISOString().slice(11, 16)
}

/** A moment as lists and papers write it in Asia/Shanghai: `YYYY-MM-DD HH:MM`. */
export function timeText(instant: Instant): string {
  return `${localDate(instant)} ${localTime(instant)}`
}
