/** Where the time comes from: milliseconds since 1970, UTC. Passed as an argument, never read from the machine elsewhere. */
export interface Clock {
  now(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  /** Stand at another instant: milliseconds, or anything `Date` reads. */
  set(at: number | string): void
  /** Move forward by milliseconds. */
  advance(ms: number): void
}

/** A clock for tests and simulations, standing at `at` (milliseconds, or text with a zone such as `2026-03-02T09:00+08:00`). */
export function fixedClock(at: number | string): FixedClock {
  let now = toMs(at)
  return {
    now: () => now,
    set: (to) => { now = toMs(to) },
    advance: (ms) => { now += ms },
  }
}

function toMs(at: number | string): number {
  const ms = typeof at === 'number' ? at : Date.parse(at)
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${at}`)
  return ms
}
