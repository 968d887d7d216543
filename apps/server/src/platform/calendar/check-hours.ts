import type { ServiceHours, ServiceWindow } from '@yihu/domain'

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/u
const MOST_WINDOWS = 4

/**
 * What is wrong with service hours, as one Chinese sentence without full stop; null when deadlines can be counted on
 * them. Windows run forward and do not touch; a day of the year belongs to one season at most.
 */
export function problemOfHours({ usual, seasons }: ServiceHours): string | null {
  for (const { name, windows } of [{ name: '平时', windows: usual }, ...seasons.map(({ from, to, windows }) => ({ name: `${from} 至 ${to}`, windows }))]) {
    const problem = problemOfWindows(windows)
    if (problem !== null) return `${name}：${problem}`
  }
  const malformed = seasons.flatMap(({ from, to }) => [from, to]).find((day) => !isDayOfYear(day))
  if (malformed !== undefined) return `“${malformed}”不是月-日`
  const twice = seasons.find((one, at) => seasons.some((other, i) => i > at && overlap(one, other)))
  return twice ? `${twice.from} 至 ${twice.to} 与另一段日期重叠` : null
}

function problemOfWindows(windows: readonly ServiceWindow[]): string | null {
  if (windows.length === 0) return '一段服务时间也没有'
  if (windows.length > MOST_WINDOWS) return `一天最多 ${MOST_WINDOWS} 段`
  for (const [at, { open, close }] of windows.entries()) {
    if (!CLOCK.test(open) || !CLOCK.test(close)) return '时间要写成 08:30 这样'
    if (open >= close) return `${open}–${close} 的结束不晚于开始`
    const next = windows[at + 1]
    if (next && next.open <= close) return `${open}–${close} 与 ${next.open}–${next.close} 重叠或先后颠倒`
  }
  return null
}

/** `MM-DD` of a leap year. */
function isDayOfYear(text: string): boolean {
  const ms = Date.parse(`2024-${text}T00:00:00Z`)
  return /^\d\d-\d\d$/u.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().slice(5, 10) === text
}

interface Season {
  readonly from: string
  readonly to: string
}

/** A season may run over New Year. */
function overlap(one: Season, other: Season): boolean {
  return covers(one, other.from) || covers(one, other.to) || covers(other, one.from)
}

function covers({ from, to }: Season, day: string): boolean {
  return from <= to ? from <= day && day <= to : day >= from || day <= to
}
