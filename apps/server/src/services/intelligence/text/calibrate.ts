/** How scores become confidences: softmax of slope × score + offset of the class. */
export interface Calibration {
  readonly slope: number
  readonly offsets: Float32Array
}

/** A decision beside the truth. */
export interface Judged {
  readonly confidence: number
  readonly isRight: boolean
}

const ROUNDS = 300
const RATE = 0.5
const BINS = 15

/** Confidences of all classes; together 1. */
export function confidences(scores: Float32Array, { slope, offsets }: Calibration): Float32Array {
  const powers = scores.map((score, k) => slope * score + (offsets[k] ?? 0))
  const highest = powers.reduce((most, power) => Math.max(most, power), -Infinity)
  const odds = powers.map((power) => Math.exp(power - highest))
  const sum = odds.reduce((total, one) => total + one, 0)
  return odds.map((one) => one / sum)
}

/**
 * The slope and offsets under which the truth is most likely (maximum likelihood by Adagrad). Scores must come from
 * models that did not see the message.
 */
export function fitCalibration(scores: readonly Float32Array[], truth: Uint8Array): Calibration {
  const classes = scores[0]?.length ?? 0
  const offsets = new Float32Array(classes)
  const squares = new Float64Array(classes + 1).fill(1e-8)
  const gradient = new Float64Array(classes + 1)
  let slope = 1
  for (let round = 0; round < ROUNDS; round += 1) {
    gradient.fill(0)
    scores.forEach((row, at) => {
      const stated = confidences(row, { slope, offsets })
      for (let k = 0; k < classes; k += 1) {
        const excess = ((stated[k] ?? 0) - (truth[at] === k ? 1 : 0)) / scores.length
        gradient[k] = (gradient[k] ?? 0) + excess
        gradient[classes] = (gradient[classes] ?? 0) + excess * (row[k] ?? 0)
      }
    })
    const step = (at: number): number => {
      squares[at] = (squares[at] ?? 0) + (gradient[at] ?? 0) ** 2
      return (RATE * (gradient[at] ?? 0)) / Math.sqrt(squares[at] ?? 1)
    }
    for (let k = 0; k < classes; k += 1) offsets[k] = (offsets[k] ?? 0) - step(k)
    slope -= step(classes)
  }
  return { slope, offsets }
}

/** Expected calibration error: how far stated confidence and share of right ones lie apart, over 15 bins of equal width. */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: BINS }, () => ({ stated: 0, right: 0 }))
  for (const { confidence, isRight } of judged) {
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))]
    if (!bin) continue
    bin.stated += confidence
    bin.right += isRight ? 1 : 0
  }
  return bins.reduce((sum, { stated, right }) => sum + Math.abs(stated - right), 0) / Math.max(1, judged.length)
}

/** The confidence from which on at least `precision` of the decisions are right, and the share that reaches it; Infinity and 0 where none does. */
export function coverageAt(judged: readonly Judged[], precision: number): { coverage: number; threshold: number } {
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence)
  let [right, best] = [0, 0]
  let threshold = Infinity
  sorted.forEach(({ confidence, isRight }, at) => {
    right += isRight ? 1 : 0
    const isLastOfEqual = sorted[at + 1]?.confidence !== confidence
    if (isLastOfEqual && right / (at + 1) >= precision) [best, threshold] = [at + 1, confidence]
  })
  return { coverage: best / Math.max(1, judged.length), threshold }
}
