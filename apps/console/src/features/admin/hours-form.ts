/** A season as people write it: `8:30-12:00，13:30-17:30`. */
export interface SeasonText {
  readonly from?: string
  readonly to?: string
  readonly windows: string
}

export interface Hours {
  usual: { open: string; close: string }[]
  seasons: { from: string; to: string; windows: { open: string; close: string }[] }[]
}

/** The stretches in a text; `8:30`, `08：30` and `8.30` mean the same, whatever stands between them. */
export function windowsIn(text: string): { open: string; close: string }[] {
  const times = [...text.matchAll(/(\d{1,2})[:：.](\d{2})/gu)].map(([, hour = '', minute = '']) => `${hour.padStart(2, '0')}:${minute}`)
  return times.flatMap((open, at) => (at % 2 === 0 ? [{ open, close: times[at + 1] ?? '' }] : []))
}

/** A day of the year as `MM-DD`: `6-1`, `6月1日`, `06-01`. */
export function dayIn(text: string): string {
  const [, month, day] = /(\d{1,2})\D+(\d{1,2})/u.exec(text) ?? []
  return month && day ? `${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim()
}

/** What the form says, as the wire takes it. */
export function hoursOf(usual: string, seasons: readonly SeasonText[]): Hours {
  return { usual: windowsIn(usual), seasons: seasons.map(({ from = '', to = '', windows }) => ({ from: dayIn(from), to: dayIn(to), windows: windowsIn(windows) })) }
}

/** Stretches in words. */
export function windowsText(windows: readonly (readonly [string, string])[]): string {
  return windows.map(([open, close]) => `${open}–${close}`).join('，')
}
