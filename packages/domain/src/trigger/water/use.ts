/** Water used since the reading before: litres over `hours`, ending at `at` (epoch ms). `away`: nobody is at home, said by somebody. */
export interface WaterUse {
  readonly at: number
  readonly litres: number
  readonly hours: number
  readonly presence: 'home' | 'away' | 'unknown'
}

/** What an alarm is about: no use at all, use without end, far too much at once, the same again and again (a tap left running). */
export type WaterTrouble = 'silence' | 'leak' | 'extreme' | 'steady'

/** An alarm: since when it has been so, how many hours, and how many litres (an hour for leaks, all in all otherwise). */
export interface WaterAlarm {
  readonly kind: WaterTrouble
  readonly at: number
  readonly since: number
  readonly hours: number
  readonly litres: number
}

export const HOUR_MS = 3_600_000
export const DAY_HOURS = 24

/** So many days of a home must be known before its own habits decide; until then only the fixed rules do. */
export const LEARNING_DAYS = 28

/** How a home is looked after: `close` keeps the fixed rules in force also when its habits are known, and adds `steady`. */
export interface Care {
  readonly knownDays: number
  readonly isClose: boolean
}

/** Hour of the day, 0…23, in Asia/Shanghai (whole hours are all that matters here). */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS + 8) % DAY_HOURS
}
