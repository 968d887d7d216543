import { dateOfDay, dayNumber } from '../time/zone.ts'
import type { LocalDate } from '../time/zone.ts'

/** A campaign's days and how far it is. */
export interface CampaignProgress {
  readonly begins: LocalDate
  /** The last day. */
  readonly ends: LocalDate
  readonly today: LocalDate
  readonly total: number
  readonly done: number
  /** How many were settled on the last seven days, today among them. */
  readonly lately: number
}

/** How a campaign stands and where it is going. */
export interface CampaignOutlook {
  readonly state: 'coming' | 'running' | 'over'
  /** Days that are left, today among them; 0 once it is over. */
  readonly daysLeft: number
  /** Settled a day, of the last seven. */
  readonly perDay: number
  /** To settle a day so that it ends in time; null when nothing is left or no day is. */
  readonly needed: number | null
  /** The day on which it is done at this pace; null: not at all, or it is done or over. */
  readonly doneOn: LocalDate | null
  readonly isLate: boolean
}

/** Over how many days the pace is taken. */
export const PACE_DAYS = 7

/** Reckons days left, pace and the day of finishing: at the pace of the last seven days, or of all days if there are fewer. */
export function outlookOf({ begins, ends, today, total, done, lately }: CampaignProgress): CampaignOutlook {
  const state = today < begins ? 'coming' : today > ends ? 'over' : 'running'
  const daysLeft = state === 'over' ? 0 : dayNumber(ends) - dayNumber(state === 'coming' ? begins : today) + 1
  const days = Math.max(1, Math.min(PACE_DAYS, dayNumber(today) - dayNumber(begins) + 1))
  const [left, perDay] = [Math.max(0, total - done), Math.round((10 * lately) / days) / 10]
  // What was done today is done: the rest begins tomorrow.
  const doneOn = state === 'running' && left > 0 && lately > 0 ? dateOfDay(dayNumber(today) + Math.min(3650, Math.ceil((left * days) / lately))) : null
  return { state, daysLeft, perDay, needed: left > 0 && daysLeft > 0 ? Math.ceil(left / daysLeft) : null, doneOn, isLate: state === 'running' && left > 0 && (doneOn === null || doneOn > ends) }
}
