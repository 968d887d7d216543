import type { WaterAlarm } from '@yihu/domain'
import type { Home, Reading } from './water-readings.ts'

const HOUR_MS = 3_600_000
const DAY_HOURS = 24

/** A silence counts from 12 hours (meters report on minutes of their own) when the home has had as long a one on at most 1 day in 20. */
const SILENCE_HOURS = 11.75
const SILENCE_DAYS = 20
/** A leak: use in every hour for 12 hours, higher throughout than on 59 days of 60; or for 24 hours. */
const LEAK_READINGS = 12
const LEAK_DAYS = 60
/** Extreme: an hour of 200 litres as on at most 1 day in 60, or a day of 2 m³. */
const HOUR_LITRES = 200
const EXTREME_DAYS = 60
const DAY_LITRES = 2000

/** Days of readings there really are. */
export function daysOf({ readings }: Home): number {
  return readings.reduce((sum, { hours }) => sum + Math.min(hours, DAY_HOURS), 0) / DAY_HOURS
}

/** Whether the home passed a whole day without use on at most 1 day in 20. */
export function isEmptyDayUnusual(home: Home): boolean {
  return runsOf(home.readings, ({ litres }) => litres <= 0).filter(({ hours }) => hours >= DAY_HOURS).length * SILENCE_DAYS <= daysOf(home)
}

/** Whether an alarm is false, with the whole series known: by a person's word where there is one, else by how rare the thing is for the home. */
export function isFalse(alarm: WaterAlarm, home: Home): boolean {
  const { readings } = home
  if (readings.some(({ isAnomalous }) => isAnomalous !== null)) {
    return !readings.some(({ at, isAnomalous }) => isAnomalous === true && at >= alarm.since && at <= alarm.at)
  }
  return !TRUTHS[alarm.kind](alarm, readings, daysOf(home))
}

const TRUTHS: Readonly<Record<WaterAlarm['kind'], (alarm: WaterAlarm, readings: readonly Reading[], days: number) => boolean>> = {
  silence(alarm, readings, days) {
    const runs = runsOf(readings, ({ litres }) => litres <= 0)
    const own = runs.findLast(({ from, to }) => from < alarm.at && to > alarm.since)
    if (!own || own.hours < SILENCE_HOURS) return false
    return runs.filter(({ hours }) => hours >= own.hours).length * SILENCE_DAYS <= days
  },
  leak(alarm, readings, days) {
    const last = readings.findIndex(({ at }) => at === alarm.at)
    const flow = leastFlow(readings, last)
    const asHigh = new Set(readings.flatMap(({ at }, index) => (leastFlow(readings, index) >= flow ? [Math.floor(at / HOUR_MS / DAY_HOURS)] : [])))
    const isEndless = last >= DAY_HOURS - 1 && readings.slice(last - DAY_HOURS + 1, last + 1).every(({ litres }) => litres > 0)
    return flow > 0 && (isEndless || asHigh.size * LEAK_DAYS <= days)
  },
  extreme(alarm, readings, days) {
    const highest = Math.max(...readings.filter(({ at }) => at > alarm.since && at <= alarm.at).map(({ litres }) => litres))
    const asHigh = readings.filter(({ litres }) => litres >= highest).length
    return alarm.litres >= DAY_LITRES || (alarm.litres >= HOUR_LITRES && asHigh * EXTREME_DAYS <= Math.max(days, EXTREME_DAYS))
  },
  steady: () => false,
}

function leastFlow(readings: readonly Reading[], last: number): number {
  if (last < LEAK_READINGS - 1) return 0
  return Math.min(...readings.slice(last - LEAK_READINGS + 1, last + 1).map(({ litres, hours }) => litres / Math.max(1, hours)))
}

function runsOf(readings: readonly Reading[], isPart: (reading: Reading) => boolean): { from: number; to: number; hours: number }[] {
  const runs: { from: number; to: number; hours: number }[] = []
  let isOpen = false
  for (const reading of readings) {
    const run = runs.at(-1)
    const { at, hours } = reading
    if (!isPart(reading)) isOpen = false
    else if (run && isOpen && !reading.isAfterHole) runs[runs.length - 1] = { from: run.from, to: at, hours: run.hours + hours }
    else {
      runs.push({ from: at - hours * HOUR_MS, to: at, hours })
      isOpen = true
    }
  }
  return runs
}
