import { localDate } from '@yihu/domain'
import { serverNow } from './server-time.ts'

const ZONE = 'Asia/Shanghai'

const parts = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})

function read(iso: string): Record<string, string> | null {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return null
  return Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
}

/** The day it is, as a field of a form takes it. */
export function today(): string {
  return localDate(serverNow().getTime())
}

/** An instant as the desk writes it, in Beijing time: 「5月9日 17:30」, with the year when it is not this one. */
export function instantText(iso: string, now: Date = serverNow()): string {
  const p = read(iso)
  if (!p) return iso
  const year = read(now.toISOString())?.['year'] === p['year'] ? '' : `${p['year']}年`
  return `${year}${p['month']}月${p['day']}日 ${p['hour']}:${p['minute']}`
}

/** The exact time for a tooltip: 「2026-05-09 17:30」. */
export function exactText(iso: string): string {
  const p = read(iso)
  if (!p) return iso
  const two = (value: string | undefined) => (value ?? '').padStart(2, '0')
  return `${p['year']}-${two(p['month'])}-${two(p['day'])} ${p['hour']}:${p['minute']}`
}

/** How long ago: 「刚刚」「12 分钟前」「3 小时前」, then the date itself. */
export function agoText(iso: string, now: Date = serverNow()): string {
  const minutes = Math.floor((now.getTime() - new Date(iso).getTime()) / 60_000)
  if (Number.isNaN(minutes)) return iso
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return instantText(iso, now)
}
