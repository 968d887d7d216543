import { findIn } from './find-water.ts'
import type { Home, Reading } from './water-readings.ts'

const HOUR_MS = 3_600_000
const TROUBLE_HOURS = 24
/** Homes must have been read so long before, and without a hole around the trouble. */
const BEFORE_READINGS = 60 * 24
const TIMES_A_HOME = 3
const MOST_STEP_HOURS = 2
const LEAK_LITRES = [10, 20, 40]
/** An alarm for the same stretch may have come shortly before the trouble was put in. */
const BEFORE_HOURS = 12

interface Detection {
  readonly tried: number
  /** Shares found by the 12th reading after the beginning, and before the trouble ends. */
  readonly by12thReading: number
  readonly in24h: number
}

/** Puts days without use, and days with a leak, into homes as they were really read, and looks when they are told. */
export function detectionOf(homes: readonly Home[]): Readonly<Record<string, Detection>> {
  const leaks = LEAK_LITRES.map((rate) => [`leak${rate}`, detect(homes, 'leak', ({ litres, hours }) => litres + rate * hours)] as const)
  return Object.fromEntries([['silence', detect(homes, 'silence', () => 0)], ...leaks])
}

function detect(homes: readonly Home[], kind: 'silence' | 'leak', change: (reading: Reading) => number): Detection {
  const waits = homes.flatMap((home, index) => startsIn(home, index).map((start) => waitIn(home, { start, kind, change })))
  const share = (readings: number): number => Math.round((waits.filter((wait) => wait <= readings).length / Math.max(1, waits.length)) * 1000) / 1000
  return { tried: waits.length, by12thReading: share(12), in24h: share(TROUBLE_HOURS) }
}

/** Places spread over the home's readings, the same in every run. */
function startsIn({ readings }: Home, index: number): number[] {
  const room = readings.length - BEFORE_READINGS - TROUBLE_HOURS
  if (room <= 0) return []
  const places = Array.from({ length: TIMES_A_HOME }, (_, turn) => BEFORE_READINGS + ((index * 911 + turn * 1301 + 7) % room))
  return places.filter((start) => readings.slice(start, start + TROUBLE_HOURS).every(({ hours }) => hours <= MOST_STEP_HOURS))
}

/** Readings from the beginning of the trouble to its alarm, both counted; Infinity: never told. */
function waitIn(home: Home, { start, kind, change }: { start: number; kind: 'silence' | 'leak'; change: (reading: Reading) => number }): number {
  const readings = home.readings.slice(0, start + TROUBLE_HOURS).map((reading, n) => (n >= start ? { ...reading, litres: change(reading) } : reading))
  const from = (readings[start]?.at ?? 0) - BEFORE_HOURS * HOUR_MS
  const alarm = findIn({ ...home, readings }, { isClose: false }).alarms.findLast((each) => each.kind === kind && each.at > from)
  return alarm ? Math.max(0, readings.findIndex(({ at }) => at === alarm.at) - start + 1) : Infinity
}
