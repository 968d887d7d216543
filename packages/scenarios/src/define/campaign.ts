import type { Campaign } from './shape.ts'

const DAY_MS = 86_400_000

/** When a scenario with an end stops, and until when its data must be gone; `YYYY-MM-DD`, both days included. */
export interface CampaignDates {
  readonly lastDay: string
  readonly destroyedBy: string
}

/**
 * The dates of a campaign that is switched on, or what is wrong with them in Chinese: it may not be switched on without
 * an end, nor for longer than it says, nor with an end that has passed.
 */
export function campaignDates({ mostDays, destroyWithinDays }: Campaign, { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string | null }): CampaignDates | string {
  if (endsOn === null || !isDate(endsOn)) return '这个场景必须填截止日期，到期自动停用'
  const days = (dayOf(endsOn) - dayOf(startsOn)) / DAY_MS + 1
  if (days < 1) return '截止日期不能早于开始日期'
  if (days > mostDays) return `最长 ${mostDays} 天，您填的是 ${days} 天；确需更长的到期后重新批准`
  return { lastDay: endsOn, destroyedBy: dateText(dayOf(endsOn) + destroyWithinDays * DAY_MS) }
}

/** Whether there is such a day: 30 February is none. */
function isDate(text: string): boolean {
  const ms = dayOf(text)
  return Number.isFinite(ms) && dateText(ms) === text
}

function dateText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}
