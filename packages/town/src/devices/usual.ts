import type { Random } from '../random.ts'

const HOUR_MS = 3_600_000
const SHANGHAI_MS = 8 * HOUR_MS

interface Moment {
  /** Hour of the day in Shanghai, 0…23. */
  readonly hour: number
  readonly random: Random
}

/** More by day than by night, in [0, 1]. */
function byDay(hour: number): number {
  return hour < 6 || hour > 22 ? 0.05 : 0.5 + 0.5 * Math.sin(((hour - 6) / 16) * Math.PI)
}

/** What a point of a product says on an ordinary day; whatever stands in no line is 0. */
const USUAL: Readonly<Record<string, (moment: Moment) => number>> = {
  'smoke/temperature': ({ random }) => 20 + random.int(-3, 5),
  'water/litres': ({ hour, random }) => (hour < 6 ? 0 : random.int(hour > 17 && hour < 22 ? 10 : 1, 26)),
  'door/battery': ({ random }) => random.int(60, 100),
  'bracelet/worn': () => 1,
  'bracelet/distance': ({ hour, random }) => (hour > 8 && hour < 11 ? random.int(20, 260) : random.int(0, 15)),
  'bracelet/heart': ({ hour, random }) => random.int(hour < 6 ? 56 : 66, hour < 6 ? 66 : 92),
  'bracelet/oxygen': ({ random }) => random.int(95, 99),
  'bracelet/steps': ({ hour, random }) => (hour < 6 ? 0 : Math.round(byDay(hour) * random.int(60, 700)) + 40),
  'electrical/residual': ({ random }) => random.int(20, 90),
  'electrical/cable': ({ hour, random }) => 22 + Math.round(byDay(hour) * 12) + random.int(0, 4),
  'lift/persons': ({ hour, random }) => Math.round(byDay(hour) * random.int(0, 5)),
  // It tells of itself while it runs: standing still with people behind a closed door is trouble.
  'lift/moving': () => 1,
  'charger/temperature': ({ random }) => random.int(22, 41),
  'charger/current': ({ hour, random }) => (hour < 7 || hour > 18 ? random.int(0, 10) : random.int(0, 3)),
  'bin/fill': ({ hour, random }) => Math.min(70, Math.round(((hour + 1) % 12) * 5 + random.int(0, 10))),
  'manhole/tilt': ({ random }) => random.int(0, 3),
  'manhole/gap': ({ random }) => random.int(140, 190),
  'hydrant/pressure': ({ random }) => 0.28 + random.int(0, 8) / 100,
  'river/level': ({ random }) => 1.1 + random.int(0, 12) / 100,
  'outfall/turbidity': ({ random }) => random.int(8, 24),
  'outfall/conductivity': ({ random }) => random.int(600, 820),
  'outfall/ammonia': ({ random }) => random.int(2, 9) / 10,
  'dust/dust': ({ hour, random }) => 40 + Math.round(byDay(hour) * random.int(10, 50)),
  'dust/noise': ({ hour, random }) => (hour < 6 || hour > 20 ? random.int(38, 44) : random.int(50, 60)),
  'car-park/free': ({ hour, random }) => Math.max(20, 90 - Math.round(byDay(hour) * 60) + random.int(-6, 6)),
  'gas-works/gas': ({ random }) => random.int(0, 2),
  'tank/level': ({ random }) => random.int(48, 62),
  'tank/temperature': ({ random }) => random.int(18, 26),
  'visitors/people': ({ hour, random }) => (hour < 17 ? 0 : random.int(60, 260)),
  'counter/strays': ({ random }) => random.int(0, 5),
  'counter/people': ({ hour, random }) => Math.round(byDay(hour) * random.int(2, 24)),
  'weather/temperature': ({ hour, random }) => 16 + Math.round(byDay(hour) * 8) + random.int(-1, 1),
  'weather/humidity': ({ hour, random }) => 62 - Math.round(byDay(hour) * 20) + random.int(-3, 3),
  'weather/wind': ({ random }) => random.int(4, 38) / 10,
  'camera/frames': () => 25,
}

/** Litres of a meter since it was put in, so that its total never runs backwards: by the hour of the year, as much as an ordinary household uses. */
function totalOf(at: number): number {
  return Math.round((at - Date.UTC(2026, 0, 1)) / HOUR_MS / 24 * 0.17 * 1000) / 1000 + 20
}

/** The reading of a point on an ordinary day at a time (epoch milliseconds). */
export function usualReading(productId: string, point: string, { at, random }: { at: number; random: Random }): number {
  if (productId === 'water' && point === 'total') return totalOf(at)
  const hour = Math.floor((at + SHANGHAI_MS) / HOUR_MS) % 24
  return Math.round((USUAL[`${productId}/${point}`]?.({ hour, random }) ?? 0) * 100) / 100
}
