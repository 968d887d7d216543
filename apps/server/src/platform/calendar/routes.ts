import { computeDue, Fault, saveCalendarYear, showCalendar } from '@yihu/contracts'
import { computeDeadline, DEFAULT_SERVICE_HOURS, explainDeadline, explainWarning, localDate } from '@yihu/domain'
import type { Limit, LimitUnit, ServiceWindow } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { missingYears, missingYearText } from './check-year.ts'
import { calendarOf, loadedCalendarOf } from './current.ts'
import { saveYear } from './save-year.ts'

/** What the calendar must ask of the floor above it. */
export interface CalendarPorts {
  /** Open cases an actor sees: those whose deadlines are worked out again after a change. */
  readonly countOpenCases: (context: Context, actor: Actor) => Promise<number>
}

/** Contract → use case. */
export function routes({ countOpenCases }: CalendarPorts): (router: Router, context: Context) => void {
  return (router, context) => {
    router.on(showCalendar, may('catalogue.read'), async () => {
      const { years, calendar } = await loadedCalendarOf(context)
      const missing = missingYears(years.map(({ year }) => year), localDate(context.clock.now()))
      return {
        version: calendar.version,
        years: years.map((year) => ({ ...year, off: [...year.off], work: [...year.work] })),
        serviceHours: serviceHours(),
        warnings: missing.map(missingYearText),
      }
    })
    router.on(saveCalendarYear, may('calendar.edit'), async ({ actor, params, body }) => {
      const version = await saveYear(context, actor, { ...params, ...body })
      return { version, openCases: await countOpenCases(context, actor) }
    })
    router.on(computeDue, may('catalogue.read'), async ({ query }) => {
      const deadline = computeDeadline({ calendar: await calendarOf(context), start: query.start, limit: limitOf(query) })
      return {
        dueAt: new Date(deadline.dueAt ?? 0).toISOString(), // without pauses a deadline always has a due time
        lines: explainDeadline(deadline),
        warnings: deadline.warnings.map(explainWarning),
      }
    })
  }
}

/** @throws input-invalid where the amount cannot be counted */
function limitOf({ amount, unit }: { amount: number; unit: LimitUnit }): Limit {
  if (amount <= 0) throw new Fault('input-invalid', { fields: { amount: '期限要大于 0' } })
  if (unit === 'working-day' && !Number.isInteger(amount)) throw new Fault('input-invalid', { fields: { amount: '工作日要填整数' } })
  return { amount, unit }
}

function serviceHours() {
  const { usual, seasons } = DEFAULT_SERVICE_HOURS
  return [{ from: '01-01', to: '12-31', windows: usual }, ...seasons].map(({ from, to, windows }) => ({ from, to, windows: windows.map(pair) }))
}

function pair({ open, close }: ServiceWindow): [string, string] {
  return [open, close]
}
