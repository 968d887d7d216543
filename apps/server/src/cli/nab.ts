/** One series of the Numenta Anomaly Benchmark: its times as written and the labelled windows [first, last], in order. */
export interface LabelledSeries {
  readonly times: readonly string[]
  readonly windows: readonly (readonly [string, string])[]
}

/** What a warning at each point would be worth: inside a window at most once, outside every time. */
export interface Worth {
  /** Index of the window a point lies in; −1 outside, −2 while the detector may still learn. */
  readonly window: Int32Array
  readonly worth: Float64Array
  readonly windows: number
}

const OUTSIDE = -1
const PROBATION = -2

/** The "standard" profile: true positive 1, false positive 0.11, missed window 1 (NAB, profiles.json). */
const WEIGHTS = { truePositive: 1, falsePositive: 0.11, falseNegative: 1 }

/** The first 15 % of a series, of at most 5,000 points, are for learning. */
const PROBATION_SHARE = 0.15
const PROBATION_OF = 5000

/** 1 far left of a window's end, −1 far right of it (Lavin and Ahmad 2015, "scaled sigmoid"). */
function scaledSigmoid(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1
}

const MOST = scaledSigmoid(-1)

/** Works out once for a series what a warning at each of its points is worth. */
export function worthOf({ times, windows }: LabelledSeries): Worth {
  const window = new Int32Array(times.length).fill(OUTSIDE)
  const worth = new Float64Array(times.length)
  const spans = windows.map(([first, last]) => [times.indexOf(first), times.indexOf(last)] as const)
  let past: readonly [number, number] | null = null
  let next = 0
  for (let i = 0; i < times.length; i += 1) {
    const [first, last] = spans[next] ?? [Infinity, Infinity]
    if (i >= first) {
      window[i] = next
      worth[i] = (scaledSigmoid(-(last - i + 1) / (last - first + 1)) / MOST) * WEIGHTS.truePositive
      if (i === last) {
        past = [first, last]
        next += 1
      }
    } else {
      worth[i] = (past ? scaledSigmoid((i - past[1]) / (past[1] - past[0])) : -1) * WEIGHTS.falsePositive
    }
  }
  window.fill(PROBATION, 0, Math.floor(PROBATION_SHARE * Math.min(times.length, PROBATION_OF)))
  return { window, worth, windows: windows.length }
}

/** A series' worth beside the anomaly scores a detector gave its points. */
export interface Scored {
  readonly worth: Worth
  readonly scores: Float64Array
}

interface Warning {
  readonly score: number
  readonly series: number
  readonly window: number
  readonly worth: number
}

/** The threshold, one for all series, at which the detector does best, and what it reaches there: 0 is silence, 100 perfect. */
export function bestThreshold(series: readonly Scored[]): { threshold: number; score: number } {
  const warnings = series.flatMap(warningsOf).toSorted((a, b) => b.score - a.score)
  const found = new Map<string, number>()
  let raw = 0
  let best = { threshold: Infinity, raw }
  for (const [index, { score, window, worth, series: of }] of warnings.entries()) {
    if (window === OUTSIDE) raw += worth
    else {
      const key = `${of} ${window}`
      const before = found.get(key)
      if (before === undefined) raw += worth + WEIGHTS.falseNegative
      else if (worth > before) raw += worth - before
      found.set(key, Math.max(before ?? -Infinity, worth))
    }
    if (raw > best.raw && warnings[index + 1]?.score !== score) best = { threshold: score, raw }
  }
  return { threshold: best.threshold, score: normalised(best.raw, series) }
}

function warningsOf({ worth, scores }: Scored, series: number): Warning[] {
  const warnings: Warning[] = []
  for (const [i, score] of scores.entries()) {
    const window = worth.window[i] ?? PROBATION
    if (window !== PROBATION && score > 0) warnings.push({ score, series, window, worth: worth.worth[i] ?? 0 })
  }
  return warnings
}

/** 100 × (raw − silence) / (perfect − silence); `raw` counts from silence. */
function normalised(raw: number, series: readonly Scored[]): number {
  const windows = series.reduce((sum, { worth }) => sum + worth.windows, 0)
  return windows === 0 ? 0 : (100 * raw) / (windows * (WEIGHTS.truePositive + WEIGHTS.falseNegative))
}
