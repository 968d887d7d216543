const DAY_MS = 86_400_000
const WEEK_DAYS = 7
/** The day 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4

/** Monday of the week of a day; both `YYYY-MM-DD`. */
export function mondayOf(day: string): string {
  const days = Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
  return dayOf(days - ((((days - FIRST_MONDAY) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS))
}

/** The Monday so many weeks later, or earlier where `weeks` is negative. */
export function weeksAfter(monday: string, weeks: number): string {
  return dayOf(Date.parse(`${monday}T00:00:00Z`) / DAY_MS + weeks * WEEK_DAYS)
}

/** Whole weeks between two Mondays. */
export function weeksBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / (WEEK_DAYS * DAY_MS))
}

function dayOf(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10)
}
