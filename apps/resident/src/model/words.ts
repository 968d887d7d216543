/** The four steps as a resident would say them, beside the office's own word. */
export const STEPS = [
  { plain: '收到了', official: '诉求受理' },
  { plain: '有人办了', official: '分解流转' },
  { plain: '答复您', official: '反馈评价' },
  { plain: '办结了', official: '办结归档' },
] as const

export type StepMark = 'done' | 'now' | 'todo'

/** Shape and word of a step, so that colour is never the only signal. */
export const MARKS: Record<StepMark, { shape: string; word: string }> = {
  done: { shape: '●', word: '已完成' },
  now: { shape: '◉', word: '正在这一步' },
  todo: { shape: '○', word: '还没到' },
}

export function markOf(position: number, step: number): StepMark {
  if (position < step) return 'done'
  return position === step ? 'now' : 'todo'
}

export const SATISFACTION = ['很不满意', '不满意', '一般', '满意', '很满意'] as const

export function satisfactionWord(stars: number): string {
  return SATISFACTION[stars - 1] ?? ''
}

export function ratingWords(rating: { readonly solved: boolean; readonly satisfaction: number }): string {
  return `${rating.solved ? '解决了' : '没有解决'}，${satisfactionWord(rating.satisfaction)}（${rating.satisfaction} 星）`
}

const CHINA_MS = 8 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000
const two = (figure: number) => String(figure).padStart(2, '0')

/** 「刚刚」「12 分钟前」「今天 14:32」「昨天 09:05」「5月8日 14:32」, China time whatever the phone is set to. */
export function timeWords(iso: string, now: number): string {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return ''
  const passed = now - at
  if (passed >= 0 && passed < 60_000) return '刚刚'
  if (passed >= 0 && passed < 3_600_000) return `${Math.floor(passed / 60_000)} 分钟前`
  const local = new Date(at + CHINA_MS)
  const clock = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
  const days = Math.floor((now + CHINA_MS) / DAY_MS) - Math.floor((at + CHINA_MS) / DAY_MS)
  if (days === 0) return `今天 ${clock}`
  if (days === 1) return `昨天 ${clock}`
  const year = new Date(now + CHINA_MS).getUTCFullYear() === local.getUTCFullYear() ? '' : `${local.getUTCFullYear()}年`
  return `${year}${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${clock}`
}

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** 「5月8日 周五」 of a day written `2026-05-08`. */
export function dayWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) ? '' : `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${WEEKDAYS[at.getUTCDay()] ?? ''}`
}

/** The day of an instant, China time. */
export function dayOf(iso: string): string {
  return new Date(Date.parse(iso) + CHINA_MS).toISOString().slice(0, 10)
}

/** 「5月8日 周五 09:00 到 09:30」, China time whatever the phone is set to. */
export function slotWords(slot: { readonly startsAt: string; readonly endsAt: string }): string {
  return `${dayWords(dayOf(slot.startsAt))} ${clockWords(slot)}`
}

/** 「09:00 到 09:30」. */
export function clockWords({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }): string {
  const clock = (iso: string) => new Date(Date.parse(iso) + CHINA_MS).toISOString().slice(11, 16)
  return `${clock(startsAt)} 到 ${clock(endsAt)}`
}

/** 「还剩 5 个工作日，5月9日 17:30 前」: how long and until when; once it is late only how late. */
export function dueWords(due: { readonly dueText: string | null; readonly dueAt: string | null }, now: number): string {
  if (due.dueText === null) return ''
  return due.dueAt !== null && Date.parse(due.dueAt) > now ? `${due.dueText}，${timeWords(due.dueAt, now)} 前` : due.dueText
}

/** How sure the phone is of its place, in words a person can judge. */
export function accuracyWords(metres: number): string {
  if (!Number.isFinite(metres) || metres <= 0) return ''
  return metres < 1000 ? `误差约 ${Math.ceil(metres)} 米` : `误差约 ${(metres / 1000).toFixed(1)} 公里，请再写一下地址`
}

/** What a relative may do, in the words of the text message. */
export const SCOPES = [
  { value: 'report', word: '报事' },
  { value: 'book', word: '预约' },
  { value: 'follow', word: '看进度' },
] as const

export function scopeWords(scopes: readonly string[]): string {
  return SCOPES.filter(({ value }) => scopes.includes(value)).map(({ word }) => word).join('、')
}
