import { localDate } from '@yihu/domain'

export const DAY_MS = 86_400_000
/** Eight weeks before the task was opened, and up to eight after its work was closed, the day of closing left out. */
const SPAN_DAYS = 56

/** Days, `until` not included. */
export interface Span {
  readonly from: string
  readonly until: string
}

/** When complaints are counted; `after` is null until the work is closed. */
export interface Spans {
  readonly before: Span
  readonly after: Span | null
}

/** The spans of a task opened and closed at these instants. */
export function spansOf(openedAt: number, closedAt: number | null, now: number): Spans {
  const before = { from: localDate(openedAt - SPAN_DAYS * DAY_MS), until: localDate(openedAt) }
  if (closedAt === null) return { before, after: null }
  return { before, after: { from: localDate(closedAt + DAY_MS), until: localDate(Math.max(closedAt + DAY_MS, Math.min(now, closedAt + (SPAN_DAYS + 1) * DAY_MS))) } }
}

/** Its days. */
export function lengthOf(span: Span | null): number {
  return span ? Math.round((startOf(span.until) - startOf(span.from)) / DAY_MS) : 0
}

/** When a day begins in Shanghai. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`)
}
