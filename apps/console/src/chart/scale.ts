/** One drawn instant of a curve; `at` in milliseconds. */
export interface Sample {
  readonly at: number
  readonly low: number
  readonly high: number
  readonly mean: number
  readonly count: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Days begin in Beijing. */
const ZONE_MS = 8 * HOUR
const TIME_STEPS = [MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY]

/** Round values around `low`…`high`, about `count` of them; the first and last hold everything. */
export function valueTicks(low: number, high: number, count: number): number[] {
  const span = high > low ? high - low : Math.abs(high) || 1
  const rough = span / Math.max(1, count - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step))
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Round times of Beijing inside `from`…`to`, at most `most`. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = TIME_STEPS.find((one) => (to - from) / one <= most) ?? DAY * 30
  const first = Math.ceil((from + ZONE_MS) / step) * step - ZONE_MS
  const ticks: number[] = []
  for (let at = first; at <= to; at += step) ticks.push(at)
  return ticks
}

/** At most `columns` samples: what falls into one column of the picture becomes its lowest, highest and mean. */
export function thin(samples: readonly Sample[], { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number }): readonly Sample[] {
  if (samples.length <= columns) return samples
  const groups = Map.groupBy(samples, ({ at }) => Math.floor(((at - from) / (to - from)) * columns))
  return [...groups.values()].map(merged)
}

function merged(group: readonly Sample[]): Sample {
  const count = group.reduce((sum, one) => sum + one.count, 0)
  return {
    at: group.at(-1)?.at ?? 0, count,
    low: Math.min(...group.map(({ low }) => low)), high: Math.max(...group.map(({ high }) => high)),
    mean: group.reduce((sum, one) => sum + one.mean * one.count, 0) / Math.max(1, count),
  }
}

/** Runs without a hole: where nothing was heard for several times the usual while, the line is broken. */
export function runsOf(samples: readonly Sample[]): Sample[][] {
  const gaps = samples.slice(1).map(({ at }, i) => at - (samples[i]?.at ?? at)).toSorted((a, b) => a - b)
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 0
  const runs: Sample[][] = []
  for (const sample of samples) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && sample.at - last.at <= usual * 4) run.push(sample)
    else runs.push([sample])
  }
  return runs
}
