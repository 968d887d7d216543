import { cardOf, computeDeadline, explainDeadline, remainingText } from '@yihu/domain'
import type { Card, Limit, WorkCalendar } from '@yihu/domain'

interface Clock {
  readonly dueAt: string | null
  readonly card: Card
  readonly dueText: string | null
  readonly lines: string[]
}

interface Asked {
  /** When the clock began. */
  readonly from: number
  /** When it was answered; null while it is not. */
  readonly until: number | null
  readonly limit: Limit
  readonly calendar: WorkCalendar
  readonly now: number
}

/** The clock of an urging or a call: working time from the first word until the answer, with its derivation. */
export function clockOf({ from, until, limit, calendar, now }: Asked): Clock {
  const deadline = computeDeadline({ calendar, start: from, limit })
  return {
    dueAt: deadline.dueAt === null ? null : new Date(deadline.dueAt).toISOString(),
    card: cardOf({ now: until ?? now, dueAt: deadline.dueAt, calendar, limit }),
    dueText: until === null ? remainingText(now, deadline.dueAt, calendar) : null,
    lines: explainDeadline(deadline),
  }
}

/** The middle of these numbers; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
