import { DAY_HOURS, hourOf, HOUR_MS, LEARNING_DAYS } from './use.ts'
import type { Care, WaterAlarm, WaterUse } from './use.ts'

export interface ExtremeMemory {
  /** Use of the last 24 hours, oldest first. */
  readonly day: readonly { readonly at: number; readonly litres: number }[]
  /** The most in one hour, and in one day, that there has been; slowly forgotten. */
  readonly mostHour: number
  readonly mostDay: number
  /** Use of the 24 hours before the last reading. */
  readonly inDay: number
  readonly toldAt: number | null
}

export const NO_EXTREME: ExtremeMemory = { day: [], mostHour: 0, mostDay: 0, inDay: 0, toldAt: null }

/** Litres in an hour that are too much: where a home is looked after closely, where it is not yet known, while nobody is at home; and in a day (mission E-07: 2 m³). */
const HOUR_LITRES = 200
const UNKNOWN_LITRES = 400
const AWAY_LITRES = 100
const DAY_LITRES = 2000

/** A home that is known must go beyond this multiple of its own most. */
const MARGIN = 1.5
const FORGET_DAILY = 0.995
const FORGET = FORGET_DAILY ** (1 / DAY_HOURS)

/** One reading. Somebody at home may use as much as they like in an hour; one alarm a day, but each such hour where the fixed rule holds. */
export function stepExtreme(memory: ExtremeMemory, use: WaterUse, { knownDays, isClose }: Care): { memory: ExtremeMemory; alarms: WaterAlarm[] } {
  const rate = use.litres / Math.max(1, use.hours)
  const day = [...memory.day.filter(({ at }) => at > use.at - DAY_HOURS * HOUR_MS), { at: use.at, litres: Math.min(use.litres, rate * DAY_HOURS) }]
  const inDay = day.reduce((sum, { litres }) => sum + litres, 0)
  const isNewDay = hourOf(use.at) < hourOf(memory.day.at(-1)?.at ?? use.at)
  const mostDay = isNewDay ? Math.max(memory.inDay, memory.mostDay * FORGET_DAILY) : memory.mostDay
  const isKnown = knownDays >= LEARNING_DAYS && !isClose
  const fixed = isKnown || isClose ? HOUR_LITRES : UNKNOWN_LITRES
  const isHour = use.presence !== 'home' && rate >= (use.presence === 'away' ? AWAY_LITRES : Math.max(fixed, isKnown ? MARGIN * memory.mostHour : 0))
  const isDay = inDay > Math.max(DAY_LITRES, isKnown ? MARGIN * mostDay : 0)
  const isQuiet = memory.toldAt !== null && use.at - memory.toldAt < DAY_HOURS * HOUR_MS && (isKnown || !isHour)
  const isDue = !isQuiet && (isHour || isDay)
  const alarms: WaterAlarm[] = isDue
    ? [{ kind: 'extreme', at: use.at, since: use.at - (isHour ? use.hours : DAY_HOURS) * HOUR_MS, hours: isHour ? use.hours : DAY_HOURS, litres: isHour ? use.litres : inDay }]
    : []
  return {
    memory: {
      day,
      mostHour: Math.max(rate, memory.mostHour * FORGET),
      mostDay,
      inDay,
      toldAt: isDue ? use.at : memory.toldAt,
    },
    alarms,
  }
}
