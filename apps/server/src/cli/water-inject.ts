import type { WaterAlarm } from '@yihu/domain'
import type { Watch } from './find-water.ts'
import type { Home, Reading } from './water-readings.ts'
import { isEmptyDayUnusual } from './water-truth.ts'

const HOUR_MS = 3_600_000
const TROUBLE_HOURS = 24
/** Homes must have been read so long before, and without a hole around the trouble. */
const BEFORE_READINGS = 60 * 24
const TIMES_A_HOME = 12
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

interface Trouble {
  readonly kind: WaterAlarm['kind']
  readonly change: (reading: Reading) => number
}

const SILENCE: Trouble = { kind: 'silence', change: () => 0 }

/**
 * Puts days without use, and days with a leak, into homes as they were really read, and looks when they are told;
 * `silenceWhereUnusual`: of homes only where a day without use is unusual.
 */
export function detectionOf<M>(homes: readonly Home[], watch: Watch<M>): Readonly<Record<string, Detection>> {
  const troubles: Readonly<Record<string, Trouble>> = {
    silence: SILENCE,
    ...Object.fromEntries(LEAK_LITRES.map((rate) => [`leak${rate}`, { kind: 'leak', change: ({ litres, hours }: Reading) => litres + rate * hours }] as const)),
  }
  const waits = homes.map((home, index) => waitsIn(home, { starts: startsIn(home, index), troubles, watch }))
  const of = (name: string, isMeant: (home: Home) => boolean) => shares(waits.flatMap((own, index) => (isMeant(homes[index] ?? { name: '', readings: [] }) ? own[name] ?? [] : [])))
  return { ...Object.fromEntries(Object.keys(troubles).map((name) => [name, of(name, () => true)])), silenceWhereUnusual: of('silence', isEmptyDayUnusual) }
}

function shares(waits: readonly number[]): Detection {
  const share = (readings: number): number => Math.round((waits.filter((wait) => wait <= readings).length / Math.max(1, waits.length)) * 1000) / 1000
  return { tried: waits.length, by12thReading: share(12), in24h: share(TROUBLE_HOURS) }
}

/** Places spread over the home's readings, the same in every run. */
function startsIn({ readings }: Home, index: number): ReadonlySet<number> {
  const room = readings.length - BEFORE_READINGS - TROUBLE_HOURS
  if (room <= 0) return new Set()
  const places = Array.from({ length: TIMES_A_HOME }, (_, turn) => BEFORE_READINGS + ((index * 911 + turn * 1301 + 7) % room))
  return new Set(places.filter((start) => readings.slice(start, start + TROUBLE_HOURS).every(({ hours, isAfterHole }) => !isAfterHole && hours <= MOST_STEP_HOURS)))
}

/** Of each trouble, readings from its beginning to its alarm, both counted; Infinity: never told. */
function waitsIn<M>({ readings }: Home, { starts, troubles, watch }: { starts: ReadonlySet<number>; troubles: Readonly<Record<string, Trouble>>; watch: Watch<M> }): Readonly<Record<string, number[]>> {
  const waits: Record<string, number[]> = Object.fromEntries(Object.keys(troubles).map((name) => [name, []]))
  const told: WaterAlarm[] = []
  let memory = watch.begin
  for (const [start, reading] of readings.entries()) {
    if (starts.has(start)) for (const [name, { kind, change }] of Object.entries(troubles)) {
      const isTold = told.some((alarm) => alarm.kind === kind && alarm.at > reading.at - BEFORE_HOURS * HOUR_MS)
      const next = readings.slice(start, start + TROUBLE_HOURS).map((each) => ({ ...each, litres: change(each) }))
      waits[name]?.push(isTold ? 0 : waitFrom(memory, { watch, kind, next }))
    }
    const stepped = watch.take(memory, reading)
    memory = stepped.memory
    told.push(...stepped.alarms)
  }
  return waits
}

function waitFrom<M>(begin: M, { watch, kind, next }: { watch: Watch<M>; kind: WaterAlarm['kind']; next: readonly Reading[] }): number {
  let memory = begin
  const told = next.findIndex((reading) => {
    const stepped = watch.take(memory, reading)
    memory = stepped.memory
    return stepped.alarms.some((alarm) => alarm.kind === kind)
  })
  return told === -1 ? Infinity : told + 1
}
