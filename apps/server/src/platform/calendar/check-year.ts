interface YearDraft {
  readonly year: number
  readonly off: readonly string[]
  readonly work: readonly string[]
}

/**
 * What is wrong with a year's notice, as one Chinese sentence without full stop; null when it can be used.
 * Days must lie in the year or in the last week of the year before; a worked day must be a weekend day, or the day
 * after a holiday (the notice of 2020 says so of a Monday); a day cannot be off and worked; the seven holidays of the law make at least 11 days off (13 from 2025).
 * Source: 全国年节及纪念日放假办法 (2013, 2024).
 */
export function problemOfYear({ year, off, work }: YearDraft): string | null {
  const days = [...off, ...work]
  const malformed = days.find((day) => !isDay(day))
  if (malformed !== undefined) return `“${malformed}”不是一个日期`
  const outside = days.find((day) => day < `${year - 1}-12-24` || day > `${year}-12-31`)
  if (outside !== undefined) return `${outside} 不在这一年（可含上一年 12 月下旬）`
  const twice = days.find((day, at) => days.indexOf(day) !== at)
  if (twice !== undefined) return `${twice} 出现了两次`
  const weekday = work.find((day) => !isWeekend(day) && !off.includes(dayBefore(day)))
  if (weekday !== undefined) return `调休上班的 ${weekday} 本来就不是周末`
  const least = year >= 2025 ? 13 : 11
  if (off.length < least) return `放假只有 ${off.length} 天，少于法定的 ${least} 天，可能没有填全`
  return null
}

/** Whether the text is an existing day `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/**
 * Years a person should load now: the present one always, the next one from 1 November on (the State Council
 * usually publishes it in October or November).
 */
export function missingYears(loaded: readonly number[], today: string): number[] {
  const year = Number(today.slice(0, 4))
  const wanted = today.slice(5) >= '11-01' ? [year, year + 1] : [year]
  return wanted.filter((one) => !loaded.includes(one))
}

/** The reminder for a missing year. */
export function missingYearText(year: number): string {
  return `${year} 年的放假安排还没有装入，涉及这一年的期限暂按普通周末计算。通知发布后请在“工作日历”里装入，未办结案件会自动重算。`
}
