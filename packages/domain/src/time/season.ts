import type { LocalDate } from './zone.ts'

/** The day on which something begins every year, by the solar or the lunar calendar (leap months are passed over). */
export interface YearlyDay {
  readonly calendar: 'solar' | 'lunar'
  readonly month: number
  readonly day: number
}

const DAY_MS = 86_400_000
/** The 29th of February comes back within eight years. */
const MOST_DAYS = 3000
const LUNAR = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' })

/**
 * The first such day on or after a date. The lunar calendar is ICU's, which may lie a day off the official one where a new
 * moon falls close to midnight (the first month of 2027): good enough for what is prepared days before.
 * @throws RangeError when there is none, such as the 31st of February
 */
export function nextYearlyDay({ calendar, month, day }: YearlyDay, from: LocalDate): LocalDate {
  const isIt = calendar === 'solar' ? isSolar(month, day) : isLunar(month, day)
  const first = Date.parse(`${from}T00:00:00Z`)
  for (let at = first; at < first + MOST_DAYS * DAY_MS; at += DAY_MS) if (isIt(at)) return dateOf(at)
  throw new RangeError(`no such day: ${calendar} ${month}-${day}`)
}

/** The date so many days later, or earlier where `days` is negative. */
export function daysAfter(date: LocalDate, days: number): LocalDate {
  return dateOf(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS)
}

function isSolar(month: number, day: number): (at: number) => boolean {
  return (at) => {
    const date = new Date(at)
    return date.getUTCMonth() + 1 === month && date.getUTCDate() === day
  }
}

function isLunar(month: number, day: number): (at: number) => boolean {
  return (at) => {
    const parts = LUNAR.formatToParts(at)
    return parts.find(({ type }) => type === 'month')?.value === String(month) && parts.find(({ type }) => type === 'day')?.value === String(day)
  }
}

function dateOf(at: number): LocalDate {
  return new Date(at).toISOString().slice(0, 10)
}
