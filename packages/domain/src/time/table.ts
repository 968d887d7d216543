import type { ServiceWindow, WorkCalendar } from './work-calendar.ts'
import { DAY_MS, MINUTE_MS, SHANGHAI_OFFSET_MS, dateOfDay, dayNumber, weekdayOf } from './zone.ts'

/** First and last year a deadline may touch; from 1992 on Asia/Shanghai is UTC+8 without exception. */
export const FIRST_YEAR = 1992
export const LAST_YEAR = 2099

const FIRST_DAY = Date.UTC(FIRST_YEAR, 0, 1) / DAY_MS
const END_DAY = Date.UTC(LAST_YEAR + 1, 0, 1) / DAY_MS
const DAYS = END_DAY - FIRST_DAY

interface Windows {
  /** [open, close] in ms after midnight, in order, not overlapping. */
  readonly spans: readonly (readonly [number, number])[]
  readonly total: number
  readonly close: number
}

/** A calendar worked out day by day. Days are day numbers (since 1970-01-01). */
export interface CalendarTable {
  isWorking(day: number): boolean
  isWeekend(day: number): boolean
  /** The notices list this day as off. */
  isHoliday(day: number): boolean
  /** Working days in [first day of the table, day]. */
  countThrough(day: number): number
  /** The working day that is the `count`-th of the table. */
  dayAt(count: number): number
  windowsOf(day: number): Windows
  /** Service milliseconds of all days before this one. */
  serviceBefore(day: number): number
  dateOf(day: number): string
}

const cache = new WeakMap<WorkCalendar, CalendarTable>()

/**
 * The day tables of a calendar, built once per calendar object (about 20 ms) and kept with it: hold on to the object.
 * @throws RangeError when a date or a service window of the calendar is malformed.
 */
export function tableOf(calendar: WorkCalendar): CalendarTable {
  const known = cache.get(calendar)
  if (known) return known
  const built = buildTable(calendar)
  cache.set(calendar, built)
  return built
}

function buildTable(calendar: WorkCalendar): CalendarTable {
  const { isWorking, isOff } = markDays(calendar)
  const windows = seasonOfDays(calendar)
  const counts = new Int32Array(DAYS)
  const workingDays: number[] = []
  const service = new Float64Array(DAYS + 1)
  for (let i = 0; i < DAYS; i += 1) {
    const works = isWorking[i] === 1
    if (works) workingDays.push(i + FIRST_DAY)
    counts[i] = workingDays.length
    service[i + 1] = (service[i] ?? 0) + (works ? windows(i).total : 0)
  }
  const dates: string[] = new Array<string>(DAYS)
  return {
    isWorking: (day) => isWorking[slot(day)] === 1,
    isWeekend,
    isHoliday: (day) => isOff[slot(day)] === 1,
    countThrough: (day) => counts[slot(day)] ?? 0,
    dayAt: (count) => workingDays[count - 1] ?? outside(),
    windowsOf: (day) => windows(slot(day)),
    serviceBefore: (day) => service[slot(day)] ?? 0,
    dateOf: (day) => (dates[slot(day)] ??= dateOfDay(day)),
  }
}

function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day)
  return weekday === 0 || weekday === 6
}

function slot(day: number): number {
  const index = day - FIRST_DAY
  return index >= 0 && index < DAYS ? index : outside()
}

function outside(): never {
  throw new RangeError(`outside the years ${FIRST_YEAR} to ${LAST_YEAR}`)
}

function markDays(calendar: WorkCalendar): { isWorking: Uint8Array; isOff: Uint8Array } {
  const isWorking = new Uint8Array(DAYS)
  const isOff = new Uint8Array(DAYS)
  for (let i = 0; i < DAYS; i += 1) {
    isWorking[i] = isWeekend(i + FIRST_DAY) ? 0 : 1
  }
  for (const { off, work } of Object.values(calendar.years)) {
    for (const date of off) {
      const i = slot(dayNumber(date))
      isWorking[i] = 0
      isOff[i] = 1
    }
    for (const date of work) isWorking[slot(dayNumber(date))] = 1
  }
  return { isWorking, isOff }
}

/** For a slot, the service windows of its season. */
function seasonOfDays(calendar: WorkCalendar): (index: number) => Windows {
  const { usual, seasons } = calendar.serviceHours
  const list = [parseWindows(usual), ...seasons.map((season) => parseWindows(season.windows))]
  const bounds = seasons.map(({ from, to }) => ({ from: monthDayOf(from), to: monthDayOf(to) }))
  const seasonAt = new Uint8Array(DAYS)
  for (let i = 0; i < DAYS; i += 1) {
    const date = new Date((i + FIRST_DAY) * DAY_MS)
    const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
    seasonAt[i] = 1 + bounds.findIndex(({ from, to }) => isWithin(monthDay, from, to))
  }
  const [first] = list
  if (!first) throw new RangeError('no service hours')
  return (index) => list[seasonAt[index] ?? 0] ?? first
}

/** `MM-DD` as the number MMDD. */
function monthDayOf(text: string): number {
  const [, month, day] = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(text) ?? []
  if (month === undefined || day === undefined) throw new RangeError(`not a day of the year: ${text}`)
  return Number(month) * 100 + Number(day)
}

/** A season may run over New Year (`11-15` to `03-15`). */
function isWithin(monthDay: number, from: number, to: number): boolean {
  return from <= to ? monthDay >= from && monthDay <= to : monthDay >= from || monthDay <= to
}

function parseWindows(windows: readonly ServiceWindow[]): Windows {
  const spans = windows.map(({ open, close }) => [timeOfDay(open), timeOfDay(close)] as const)
  let previous = 0
  let total = 0
  for (const [open, close] of spans) {
    if (open < previous || close <= open) throw new RangeError('service windows must be in order and not overlap')
    previous = close
    total += close - open
  }
  if (total === 0) throw new RangeError('no service hours')
  return { spans, total, close: previous }
}

function timeOfDay(text: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  if (hours === undefined || minutes === undefined) throw new RangeError(`not a time of day: ${text}`)
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
}

/** Day number of an epoch-ms moment; only for moments inside the table's years. */
export function tableDay(ms: number): number {
  return Math.floor((ms + SHANGHAI_OFFSET_MS) / DAY_MS)
}

/** Epoch ms of the first moment of a day of the table. */
export function dayStart(day: number): number {
  return day * DAY_MS - SHANGHAI_OFFSET_MS
}

/** Epoch ms at which service closes on a day. */
export function closingTime(table: CalendarTable, day: number): number {
  return dayStart(day) + table.windowsOf(day).close
}

/** Service milliseconds from the table's beginning to a moment: the clock that runs only in service hours. */
export function serviceClock(table: CalendarTable, ms: number): number {
  const day = tableDay(ms)
  let elapsed = table.serviceBefore(day)
  if (!table.isWorking(day)) return elapsed
  const time = ms - dayStart(day)
  for (const [open, close] of table.windowsOf(day).spans) {
    if (time <= open) break
    elapsed += Math.min(time, close) - open
  }
  return elapsed
}

/** The earliest moment, at or after `from`, at which the service clock shows `reading`. */
export function momentOfService(table: CalendarTable, reading: number, from: number): number {
  if (reading <= serviceClock(table, from)) return from
  const day = dayOfReading(table, reading, tableDay(from))
  let left = reading - table.serviceBefore(day)
  for (const [open, close] of table.windowsOf(day).spans) {
    if (left <= close - open) return dayStart(day) + open + left
    left -= close - open
  }
  return closingTime(table, day)
}

/** The working day during which the service clock reaches `reading` (binary search from `from` on). */
function dayOfReading(table: CalendarTable, reading: number, from: number): number {
  const floor = table.countThrough(from) + (table.isWorking(from) ? 0 : 1)
  const endOf = (count: number): number => {
    const day = table.dayAt(count)
    return table.serviceBefore(day) + table.windowsOf(day).total
  }
  let step = 1
  while (endOf(floor + step) < reading) step *= 2
  let low = floor
  let high = floor + step
  while (low < high) {
    const middle = (low + high) >> 1
    if (endOf(middle) < reading) low = middle + 1
    else high = middle
  }
  return table.dayAt(low)
}
