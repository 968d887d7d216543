import { serverNow } from '../../app/server-time.ts'

/** How long until then: 「3 分钟后」「2 小时后」; past: 「现在」. */
export function leftText(iso: string, now: Date = serverNow()): string {
  const minutes = Math.ceil((Date.parse(iso) - now.getTime()) / 60_000)
  if (minutes <= 0) return '现在'
  return minutes < 120 ? `${minutes} 分钟后` : `${Math.round(minutes / 60)} 小时后`
}
