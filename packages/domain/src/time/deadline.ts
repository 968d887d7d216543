import type { Deadline, DeadlineInput, Limit } from './deadline-types.ts'
import { type Reckon, derive, extensionDays, warn } from './derivation.ts'
import { type Clock, type Reckoning, type StoppedSpan, countDays, mergePauses, runClock } from './stop-clock.ts'
import { type CalendarTable, momentOfService, serviceClock, tableDay, tableOf } from './table.ts'
import { HOUR_MS, type Instant, toMs } from './zone.ts'

/**
 * When a case is due, with the reckoning that leads there.
 *
 * - 工作日: the day of acceptance is not counted, whatever the hour; due at close of service on the last day.
 * - 工作时: the clock runs from the next service minute; accepted after hours, it starts when service opens.
 * - 紧急工作时: runs round the clock from the moment of acceptance.
 * - A pause stops hour clocks exactly. For day limits every working day of whose service hours a pause
 *   takes any part is not counted, so nobody loses a day to half a day of waiting.
 * - Extensions add working days; an hour limit then ends at close of service on the day reached.
 *
 * Sources: GB/T 30428.8 (limit units), Shandong 12345 rule of January 2020 (5 working days, extension up to 10).
 * @throws RangeError when an amount is not positive, days are not whole, a pause ends before it begins,
 * or a moment lies outside 1992–2099.
 */
export function computeDeadline(input: DeadlineInput): Deadline {
  const { calendar, limit, extensions = [] } = input
  assertLimit(limit)
  const table = tableOf(calendar)
  const start = toMs(input.start)
  const pauses = mergePauses(input.pauses ?? [], start)
  const dueWith: Reckon = (extra) => reckon({ table, start, limit, extra, pauses })
  const reckoning = dueWith(extensionDays(extensions))
  return {
    dueAt: reckoning.dueAt,
    urgingDueAt: input.urging ? urgingDueAt(input, input.urging) : null,
    derivation: derive({ input, table, start, reckoning }),
    warnings: warn({ input, table, start, reckoning, dueWith }),
    calendarVersion: calendar.version,
  }
}

function urgingDueAt(input: DeadlineInput, urging: { at: Instant; limit: Limit }): number | null {
  const { calendar, pauses = [] } = input
  return computeDeadline({ calendar, start: urging.at, limit: urging.limit, pauses }).dueAt
}

function assertLimit({ amount, unit }: Limit): void {
  if (!(amount > 0 && Number.isFinite(amount))) throw new RangeError('a limit must be positive')
  if (unit === 'working-day' && !Number.isInteger(amount)) throw new RangeError('working days are whole numbers')
}

interface ReckonInput {
  readonly table: CalendarTable
  readonly start: number
  readonly limit: Limit
  readonly extra: number
  readonly pauses: readonly StoppedSpan[]
}

function reckon({ table, start, limit, extra, pauses }: ReckonInput): Reckoning {
  if (limit.unit === 'working-day') {
    return countDays({ table, from: tableDay(start), days: limit.amount + extra, pauses })
  }
  const clock = limit.unit === 'urgent-hour' ? roundTheClock : serviceHoursOf(table)
  const run = runClock({ clock, start, duration: Math.round(limit.amount * HOUR_MS), pauses })
  if (extra === 0 || run.dueAt === null) return run
  const later = countDays({ table, from: tableDay(run.dueAt), days: extra, pauses })
  return { dueAt: later.dueAt, spans: [...run.spans, ...later.spans] }
}

const roundTheClock: Clock = {
  read: (ms) => ms,
  momentOf: (reading) => reading,
}

function serviceHoursOf(table: CalendarTable): Clock {
  return {
    read: (ms) => serviceClock(table, ms),
    momentOf: (reading, from) => momentOfService(table, reading, from),
  }
}
