const day = new Intl.DateTimeFormat('zh-CN', { month: 'numeric', day: 'numeric', timeZone: 'Asia/Shanghai' })
const hour = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' })

/** 「5月9日 17:30」, of today only the hour. */
export function whenText(at: string | number, now: number = Date.now()): string {
  const time = new Date(at)
  const [date, today] = [day.format(time), day.format(now)]
  return date === today ? `今天 ${hour.format(time)}` : `${date.replace('/', '月')}日 ${hour.format(time)}`
}

/** 「17:30」 */
export function hourText(at: number): string {
  return hour.format(at)
}

/** How far it is, as one says it. */
export function distanceText(metres: number): string {
  return metres < 1000 ? `${Math.max(10, Math.round(metres / 10) * 10)} 米` : `${(metres / 1000).toFixed(1)} 公里`
}

/** 「超 3 小时」 or 「还剩 2 天」. */
export function dueText(dueAt: string, now: number): string {
  const hours = Math.abs(Date.parse(dueAt) - now) / 3_600_000
  const span = hours < 1 ? '不到 1 小时' : hours < 48 ? `${Math.floor(hours)} 小时` : `${Math.floor(hours / 24)} 天`
  return Date.parse(dueAt) < now ? `超 ${span}` : `还剩 ${span}`
}
