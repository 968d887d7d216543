import { unknownYears } from './calendar.ts'
import type { DeadlineInput, DeadlineWarning, DerivationStep, Extension } from './deadline-types.ts'
import type { Reckoning, StoppedSpan } from './stop-clock.ts'
import { type CalendarTable, dayStart, momentOfService, serviceClock, tableDay } from './table.ts'
import { toMs } from './zone.ts'

/** The due time that a number of additional working days leads to. */
export type Reckon = (extraDays: number) => Reckoning

interface Derived {
  readonly input: DeadlineInput
  readonly table: CalendarTable
  readonly start: number
  readonly reckoning: Reckoning
}

/**
 * Sum of the extensions in working days.
 * @throws RangeError when one is not a positive whole number.
 */
export function extensionDays(extensions: readonly Extension[]): number {
  let days = 0
  for (const { workingDays } of extensions) {
    if (!Number.isInteger(workingDays) || workingDays <= 0) throw new RangeError('an extension is whole working days')
    days += workingDays
  }
  return days
}

/** The steps from the start to the due time. */
export function derive({ input, table, start, reckoning }: Derived): DerivationStep[] {
  const { limit, extensions = [] } = input
  const { dueAt, spans } = reckoning
  const steps: DerivationStep[] = [
    { kind: 'start', at: start, countsFrom: countsFrom(input, table, start) },
    { kind: 'limit', limit },
  ]
  for (const { workingDays, approvedAt, reason } of extensions) {
    steps.push({ kind: 'extension', workingDays, approvedAt: toMs(approvedAt), reason })
  }
  if (dueAt !== null && usesCalendar(input)) {
    addRestSteps({ steps, table, from: tableDay(start) + 1, to: tableDay(dueAt) })
  }
  for (const span of spans) steps.push(pauseStep(span))
  steps.push({ kind: 'due', at: dueAt })
  return steps
}

function usesCalendar({ limit, extensions = [] }: DeadlineInput): boolean {
  return limit.unit !== 'urgent-hour' || extensions.length > 0
}

function countsFrom({ limit }: DeadlineInput, table: CalendarTable, start: number): number {
  if (limit.unit === 'urgent-hour') return start
  if (limit.unit === 'working-day') return dayStart(table.dayAt(table.countThrough(tableDay(start)) + 1))
  return momentOfService(table, serviceClock(table, start) + 1, start) - 1
}

function pauseStep({ from, to, reason, days, stoppedMs }: StoppedSpan): DerivationStep {
  return { kind: 'pause', from, to: Number.isFinite(to) ? to : null, reason, days, stoppedMs }
}

/** Runs of rest days and worked weekend days in [from, to] (day numbers). */
function addRestSteps(options: { steps: DerivationStep[]; table: CalendarTable; from: number; to: number }): void {
  const { steps, table, to } = options
  let day = options.from
  while (day <= to) {
    if (table.isWorking(day)) {
      if (table.isWeekend(day)) steps.push({ kind: 'make-up-day', date: table.dateOf(day) })
      day += 1
      continue
    }
    const first = day
    let isHoliday = false
    while (day <= to && !table.isWorking(day)) {
      isHoliday ||= table.isHoliday(day)
      day += 1
    }
    steps.push({
      kind: 'rest',
      why: isHoliday ? 'holiday' : 'weekend',
      from: table.dateOf(first),
      to: table.dateOf(day - 1),
      days: day - first,
    })
  }
}

/** What a reader must know beside the due time: years without a notice, extensions that came too late. */
export function warn({ input, table, start, reckoning, dueWith }: Derived & { dueWith: Reckon }): DeadlineWarning[] {
  const warnings: DeadlineWarning[] = []
  if (usesCalendar(input)) {
    const end = reckoning.dueAt ?? reckoning.spans.at(-1)?.from ?? start
    const years = unknownYears(input.calendar, table.dateOf(tableDay(start)), table.dateOf(tableDay(end)))
    for (const year of years) warnings.push({ kind: 'unknown-year', year })
  }
  let extra = 0
  for (const extension of input.extensions ?? []) {
    const dueBefore = dueWith(extra).dueAt
    const approvedAt = toMs(extension.approvedAt)
    if (dueBefore !== null && approvedAt > dueBefore) warnings.push({ kind: 'late-extension', approvedAt, dueBefore })
    extra += extension.workingDays
  }
  return warnings
}
