/** Counts that scatter around a mean: `shape` ∞ is Poisson; variance = mean + mean² / shape. */
export interface Scatter {
  readonly mean: number
  readonly shape: number
}

/** Counts beyond this are not asked about. */
const MOST = 100_000

/** Probabilities of 0, 1, 2 … by the recurrence of the negative binomial. */
function* probabilities({ mean, shape }: Scatter): Generator<number> {
  if (mean <= 0) {
    yield 1
    return
  }
  const isPoisson = !Number.isFinite(shape)
  let log = isPoisson ? -mean : shape * Math.log(shape / (shape + mean))
  for (let count = 0; count < MOST; count += 1) {
    yield Math.exp(log)
    log += isPoisson ? Math.log(mean / (count + 1)) : Math.log(((shape + count) * mean) / ((count + 1) * (shape + mean)))
  }
}

/** Probability of at most `count`; 0 below 0. */
export function atMost(count: number, scatter: Scatter): number {
  if (count < 0) return 0
  let [sum, at] = [0, 0]
  for (const probability of probabilities(scatter)) {
    sum += probability
    if (at++ >= count) break
  }
  return Math.min(1, sum)
}

/** The smallest count that is reached with at least this probability. */
export function quantile(probability: number, scatter: Scatter): number {
  let [sum, at] = [0, 0]
  for (const one of probabilities(scatter)) {
    sum += one
    if (sum >= probability - 1e-12) return at
    at += 1
  }
  return at
}

/** Natural logarithm of the probability of exactly `count`. */
export function logProbability(count: number, scatter: Scatter): number {
  let at = 0
  for (const probability of probabilities(scatter)) {
    if (at++ === count) return Math.log(Math.max(1e-300, probability))
  }
  return Math.log(1e-300)
}
