import { addWorkingDays, cardOf, computeDeadline, explainDeadline, explainWarning, limitText, localDate, remainingText, toMs, workingDaysBetween } from '@yihu/domain'
import type { Card, CaseCore, CaseState, Deadline, Limit, WorkCalendar } from '@yihu/domain'

/** Shandong 12345 rule, January 2020: finished and answered within five working days. */
export const USUAL_LIMIT: Limit = { amount: 5, unit: 'working-day' }

type StageName = 'verify' | 'accept' | 'file' | 'dispatch' | 'handle' | 'check'
export type StageLimits = Readonly<Record<StageName, Limit>>

const stageOf: Readonly<Partial<Record<CaseState, StageName>>> = {
  registered: 'accept',
  verifying: 'file',
  filed: 'dispatch',
  dispatched: 'handle',
  handling: 'handle',
  escalated: 'handle',
  replied: 'check',
  checking: 'check',
}

/** The whole limit of a case: five working days, or the class's own handling limit where that is longer. */
export function wholeLimit(limits: StageLimits | null): Limit {
  const handle = limits?.handle
  return handle && handle.unit === 'working-day' && handle.amount > USUAL_LIMIT.amount ? handle : USUAL_LIMIT
}

export interface Dues {
  readonly dueAt: Date | null
  readonly stageDueAt: Date | null
  readonly card: Card
  readonly calendarVersion: string
}

interface Reckoned {
  readonly core: CaseCore
  readonly limits: StageLimits | null
  readonly calendar: WorkCalendar
  /** A due time set by the sender (an upper-level order); pauses and extensions move it on. */
  readonly fixedDueAt: Date | null
  /** When the present stage began. */
  readonly stageFrom: number
  readonly now: number
}

/** All due times of a case as columns; a closed case keeps the due time it had. */
export function reckon({ core, limits, calendar, fixedDueAt, stageFrom, now }: Reckoned): Dues {
  const dueAt = fixedDueAt ? movedOn(fixedDueAt, core, calendar) : wholeDeadline(core, limits, calendar).dueAt
  const stage = stageOf[core.state]
  const limit = stage ? limits?.[stage] : undefined
  const stageEnd = limit ? computeDeadline({ calendar, start: stageFrom, limit }).dueAt : null
  // No stage may take longer than the case has.
  const stageDue = stageEnd !== null && dueAt !== null ? Math.min(stageEnd, dueAt) : stageEnd
  return {
    dueAt: dueAt === null ? null : new Date(dueAt),
    stageDueAt: stageDue === null ? null : new Date(stageDue),
    card: core.closedAt === null ? cardOf({ now, dueAt, calendar }) : cardOf({ now: core.closedAt, dueAt, calendar }),
    calendarVersion: calendar.version,
  }
}

/** A due time set by the sender, later by the working days of extensions and pauses; null while the clock stands. */
function movedOn(fixedDueAt: Date, core: CaseCore, calendar: WorkCalendar): number | null {
  let days = core.extensions.reduce((sum, extension) => sum + extension.workingDays, 0)
  for (const pause of core.pauses) {
    if (pause.to === null) return null
    days += workingDaysBetween(calendar, localDate(pause.from), localDate(pause.to)).days
  }
  if (days === 0) return fixedDueAt.getTime()
  const day = localDate(fixedDueAt.getTime())
  return fixedDueAt.getTime() + toMs(`${addWorkingDays(calendar, day, days).date}T00:00:00+08:00`) - toMs(`${day}T00:00:00+08:00`)
}

/** The deadline of the whole case with its derivation. */
export function wholeDeadline(core: CaseCore, limits: StageLimits | null, calendar: WorkCalendar): Deadline {
  return computeDeadline({ calendar, start: core.startedAt, limit: wholeLimit(limits), pauses: core.pauses, extensions: core.extensions })
}

interface Explained {
  readonly dueAt: string
  readonly lines: string[]
  readonly warnings: string[]
  readonly stageDueAt: string | null
  readonly stageText: string | null
}

/** What a case page prints: the due time, how it came about, and what is uncertain. */
export function explain({
  core, limits, calendar, fixedDueAt, dues,
}: Omit<Reckoned, 'stageFrom' | 'now'> & { readonly dues: Pick<Dues, 'dueAt' | 'stageDueAt'> }): Explained | null {
  if (dues.dueAt === null) return null
  const deadline = wholeDeadline(core, limits, calendar)
  const stage = stageOf[core.state]
  const limit = stage ? limits?.[stage] : undefined
  return {
    dueAt: dues.dueAt.toISOString(),
    lines: fixedDueAt ? fixedLines(core) : explainDeadline(deadline),
    warnings: fixedDueAt ? [] : deadline.warnings.map((warning) => explainWarning(warning)),
    stageDueAt: dues.stageDueAt?.toISOString() ?? null,
    stageText: limit ? `本环节限 ${limitText(limit)}${dues.stageDueAt?.getTime() === dues.dueAt.getTime() ? '，不晚于全案期限' : ''}` : null,
  }
}

function fixedLines(core: CaseCore): string[] {
  const extended = core.extensions.reduce((sum, extension) => sum + extension.workingDays, 0)
  return [
    '期限由交办单位指定，不按本街道的时限推算。',
    ...(extended > 0 ? [`经批准延期 ${extended} 个工作日。`] : []),
    ...(core.pauses.length > 0 ? ['挂账期间的工作日顺延。'] : []),
  ]
}

/** 「还剩 2 个工作日」; nothing for a case that has ended. */
export function dueText(core: Pick<CaseCore, 'state' | 'closedAt'>, dueAt: Date | null, at: { now: number; calendar: WorkCalendar }): string | null {
  if (core.closedAt !== null || core.state === 'archived' || core.state === 'void') return null
  return remainingText(at.now, dueAt?.getTime() ?? null, at.calendar)
}
