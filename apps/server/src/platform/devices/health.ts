import type { PointForm } from '@yihu/contracts'

/** So many periods without a message are silence: one may be lost, and clocks differ. */
const PERIODS = 3
const AT_LEAST_MS = 5 * 60_000
/** For products that are heard only when something happens: they too say that they live once a day. */
const EVENT_ONLY_MS = 26 * 3_600_000

type Point = Pick<PointForm, 'name' | 'period'>

/** After how long without any message a device of these points counts as silent, in milliseconds. */
export function silenceMs(points: readonly Point[]): number {
  const own = pointSilences(points).map(({ ms }) => ms)
  return own.length === 0 ? EVENT_ONLY_MS : Math.min(...own)
}

/** After how long each point that should be heard regularly counts as silent: others of the device may go on. */
export function pointSilences(points: readonly Point[]): { readonly point: string; readonly ms: number }[] {
  return points.flatMap(({ name, period }) => (period === null ? [] : [{ point: name, ms: Math.max(AT_LEAST_MS, period * 1000 * PERIODS) }]))
}
