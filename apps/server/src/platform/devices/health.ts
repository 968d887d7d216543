import type { PointForm } from '@yihu/contracts'

/** So many periods without a message are silence: one may be lost, and clocks differ. */
const PERIODS = 3
const AT_LEAST_MS = 5 * 60_000
/** For products that are heard only when something happens: they too say that they live once a day. */
const EVENT_ONLY_MS = 26 * 3_600_000

/** After how long without a message a device of these points counts as silent, in milliseconds. */
export function silenceMs(points: readonly Pick<PointForm, 'period'>[]): number {
  const periods = points.flatMap(({ period }) => period ?? [])
  return periods.length === 0 ? EVENT_ONLY_MS : Math.max(AT_LEAST_MS, Math.min(...periods) * 1000 * PERIODS)
}
