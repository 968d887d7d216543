import { computeDue, Fault, foreseeCalendarYear, foreseeServiceHours, saveCalendarYear, saveServiceHours, showCalendar } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { computeDeadline, explainDeadline, explainWarning, localDate } from '@yihu/domain'
import type { Limit, LimitUnit, ServiceWindow, WorkCalendar } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { missingYears, missingYearText } from './check-year.ts'
import { calendarOf, loadedCalendarOf } from './current.ts'
import { needUsable, saveHours } from './save-hours.ts'
import { needSoundYear, saveYear } from './save-year.ts'

type Effect = AnswerOf<typeof foreseeCalendarYear>

/** What the calendar must ask of the floor above it. */
export interface CalendarPorts {
  /** Open cases an actor sees: those whose deadlines are worked out again after a change. */
  readonly countOpenCases: (context: Context, actor: Actor) => Promise<number>
  /** What another calendar would do to their deadlines. */
  readonly foreseeDeadlines: (context: Context, actor: Actor, calendar: WorkCalendar) => Promise<Effect>
}

/** Contract → use case. */
export function routes(ports: CalendarPorts): (router: Router, context: Context) => void {
  return (router, context) => {
    readingRoutes(router, context)
    savingRoutes(router, context, ports)
  }
}

function readingRoutes(router: Router, context: Context): void {
  router.on(showCalendar, may('catalogue.read'), async () => {
    const { years, hours, calendar } = await loadedCalendarOf(context)
    const missing = missingYears(years.map(({ year }) => year), localDate(context.clock.now()))
    const { usual, seasons } = calendar.serviceHours
    return {
      version: calendar.version,
      years: years.map((year) => ({ ...year, off: [...year.off], work: [...year.work] })),
      serviceHours: [{ from: '01-01', to: '12-31', windows: usual }, ...seasons].map(({ from, to, windows }) => ({ from, to, windows: windows.map(pair) })),
      hoursSource: hours?.source ?? null,
      warnings: missing.map(missingYearText),
    }
  })
  router.on(computeDue, may('catalogue.read'), async ({ query }) => {
    const deadline = computeDeadline({ calendar: await calendarOf(context), start: query.start, limit: limitOf(query) })
    return {
      dueAt: new Date(deadline.dueAt ?? 0).toISOString(), // without pauses a deadline always has a due time
      lines: explainDeadline(deadline),
      warnings: deadline.warnings.map((warning) => explainWarning(warning)),
    }
  })
}

function savingRoutes(router: Router, context: Context, { countOpenCases, foreseeDeadlines }: CalendarPorts): void {
  const edit = may('calendar.edit')
  router.on(foreseeCalendarYear, edit, async ({ actor, params, body }) => {
    const form = { ...params, ...body }
    needSoundYear(form)
    const { calendar } = await loadedCalendarOf(context)
    return foreseeDeadlines(context, actor, { ...calendar, years: { ...calendar.years, [form.year]: { off: form.off, work: form.work } } })
  })
  router.on(saveCalendarYear, edit, async ({ actor, params, body: { seen, ...body } }) => {
    await needSeen(context, seen)
    const version = await saveYear(context, actor, { ...params, ...body })
    return { version, openCases: await countOpenCases(context, actor) }
  })
  router.on(foreseeServiceHours, edit, async ({ actor, body: { hours } }) => {
    needUsable(hours)
    return foreseeDeadlines(context, actor, { ...(await calendarOf(context)), serviceHours: hours })
  })
  router.on(saveServiceHours, edit, async ({ actor, body: { seen, ...body } }) => {
    await needSeen(context, seen)
    const version = await saveHours(context, actor, body)
    return { version, openCases: await countOpenCases(context, actor) }
  })
}

/** Whoever worked on another calendar looks again first. @throws conflict */
async function needSeen(context: Context, seen: string | undefined): Promise<void> {
  const { version } = await calendarOf(context)
  if (seen !== undefined && seen !== version) throw new Fault('conflict', { current: { version } })
}

/** @throws input-invalid where the amount cannot be counted */
function limitOf({ amount, unit }: { amount: number; unit: LimitUnit }): Limit {
  if (amount <= 0) throw new Fault('input-invalid', { fields: { amount: '期限要大于 0' } })
  if (unit === 'working-day' && !Number.isInteger(amount)) throw new Fault('input-invalid', { fields: { amount: '工作日要填整数' } })
  return { amount, unit }
}

function pair({ open, close }: ServiceWindow): [string, string] {
  return [open, close]
}
