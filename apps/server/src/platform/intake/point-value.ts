import type { PointForm } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { Problem } from './parcel.ts'

/** A value of the wire as a number of its point, or why it is none. */
export function valueOf(raw: unknown, point: PointForm | undefined, name: string): { readonly value: number } | Problem {
  if (!point) return { reason: 'unknown-point', detail: `没有测点 ${name.slice(0, 40)}` }
  const value = numberOf(raw, point)
  if (value === null) return { reason: 'not-a-number', detail: `${name}：${shown(raw)}` }
  if ((point.min !== null && value < point.min) || (point.max !== null && value > point.max)) {
    return { reason: 'out-of-range', detail: `${name}：${value}，量程 ${point.min ?? '不限'} 到 ${point.max ?? '不限'}` }
  }
  return { value }
}

/** Numbers are numbers; switches count 1 and 0; words only where the product gives them a number. */
function numberOf(raw: unknown, { words }: PointForm): number | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null
  if (typeof raw === 'boolean') return raw ? 1 : 0
  return typeof raw === 'string' && Object.hasOwn(words, raw) ? (words[raw] ?? null) : null
}

function shown(raw: unknown): string {
  return typeof raw === 'string' ? `“${raw.slice(0, 40)}”是文字` : (JSON.stringify(raw) ?? '').slice(0, 40)
}

const FUTURE_MS = 5 * 60_000
const PAST_MS = 400 * 86_400_000
/** Before 1970 and beyond the year 9892 a time is a number only. */
const WRITABLE_MS = 2.5e14

/** A time that a device may say now, or why not. */
export function checkTime(at: number, now: number): Problem | null {
  const said = (): string => (at >= 0 && at < WRITABLE_MS ? timeText(at) : String(at))
  if (at > now + FUTURE_MS) return { reason: 'future', detail: `时间 ${said()}，比现在晚` }
  return at < now - PAST_MS ? { reason: 'too-old', detail: `时间 ${said()}，早于 400 天` } : null
}
