import type { Timed } from '../define/messages.ts'
import { sighting, value } from '../define/messages.ts'
import type { Calm } from '../define/shape.ts'

const DAY_MINUTES = 1440
const SECONDS = 60
/** So many frames tell of one sighting; a sighting without length is told once. */
const FRAMES = 4

/** A draw from 0 up to but not 1. */
export type Draw = () => number

/** The messages of an ordinary time: every reading and sighting between its bounds, as drawn. */
export function ordinaryMessages({ days, points = {}, sightings = [] }: Calm, draw: Draw): Timed[] {
  const readings = Object.entries(points).flatMap(([point, { low, high, everyMinutes }]) => moments(days, everyMinutes).map((minute) => value(minute, point, between(low, high, draw))))
  const seen = sightings.flatMap(({ label, zone, everyMinutes, mostSeconds }) =>
    moments(days, everyMinutes).flatMap((minute) => {
      const seconds = between(0, mostSeconds, draw)
      const frames = mostSeconds === 0 ? 1 : FRAMES
      return Array.from({ length: frames }, (_, n) => sighting(minute + (seconds * n) / (FRAMES - 1) / SECONDS, label, zone))
    }),
  )
  return [...readings, ...seen]
}

/** Somewhere between the bounds; a point that stands still stays what it is. */
function between(low: number, high: number, draw: Draw): number {
  return low === high ? low : low + (high - low) * draw()
}

function moments(days: number, everyMinutes: number): number[] {
  return Array.from({ length: Math.floor((days * DAY_MINUTES) / everyMinutes) }, (_, n) => n * everyMinutes)
}
