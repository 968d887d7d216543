import { boundaryOdds } from './boundaries.ts'
import { chainOf } from './chain.ts'
import type { Segment } from './conll.ts'
import type { Encoded, Lists } from './encode.ts'
import { chainGradient, latticeGradient, truthOf } from './gradient.ts'
import { randomFrom } from './hash.ts'
import { LABEL_COUNT } from './labels.ts'
import { latticeOf } from './lattice.ts'
import type { Weigh } from './lattice.ts'
import { LEAST_ERROR, learnGradient, learnStarts, newLearner, step, tableOf } from './learner.ts'
import type { Learner } from './learner.ts'
import { emptyWeights, TOKEN_COLUMNS } from './model.ts'
import type { AddressModel, Weights } from './model.ts'
import { sumTable } from './rows.ts'
import { scoreAddress } from './scores.ts'

/** An encoded address with its elements; every candidate must be there. */
export interface Example {
  readonly encoded: Encoded
  readonly segments: readonly Segment[]
}

/** The knobs of training. */
export interface Tuning {
  readonly seed: number
  readonly epochs: number
  /** First epochs without history. */
  readonly warmUp: number
  readonly rate: number
  /** Share of the features left out of each address, anew each time: the model must not lean on any one. */
  readonly dropout: number
  readonly historyDropout: number
}

/** Averages are taken so often in an epoch, over the second half of the epochs. */
const AVERAGES_PER_EPOCH = 4
/** The rate falls to this share of the first. */
const LAST_RATE = 0.1

interface Lesson {
  readonly random: () => number
  readonly rate: number
  readonly tuning: Tuning
  readonly hasHistory: boolean
}

/** Goes over the examples again and again by stochastic gradient; returns the average of the later weights. */
export function runEpochs(
  tables: Pick<AddressModel, 'tokenKeys' | 'segmentKeys'>,
  examples: readonly Example[],
  tuning: Tuning,
  onEpoch: (epoch: number, weights: Weights) => void,
): Weights {
  const learner = newLearner(tables)
  const average = emptyWeights(tables)
  const random = randomFrom(tuning.seed)
  const order = examples.slice()
  const every = Math.ceil(order.length / AVERAGES_PER_EPOCH)
  let taken = 0
  for (let epoch = 0; epoch < tuning.epochs; epoch += 1) {
    shuffle(order, random)
    const rate = tuning.rate * (1 - ((1 - LAST_RATE) * epoch) / tuning.epochs)
    for (const [index, example] of order.entries()) {
      learnExample(learner, example, { random, rate, tuning, hasHistory: epoch >= tuning.warmUp })
      const isDue = (index + 1) % every === 0 || index + 1 === order.length
      if (!isDue || epoch < Math.floor(tuning.epochs / 2)) continue
      taken += 1
      moveAverage(average, learner.weights, taken)
    }
    onEpoch(epoch + 1, learner.weights)
  }
  return average
}

function learnExample(learner: Learner, { encoded: all, segments }: Example, lesson: Lesson): void {
  const { random, rate, tuning, hasHistory } = lesson
  const encoded = { ...all, tokens: thin(all.tokens, tuning.dropout, random), segments: thin(all.segments, tuning.dropout, random) }
  const scale = 1 / (1 - tuning.dropout)
  const { token, segment, transition } = learner.weights
  const tokens = sumTable(encoded.tokens, { weights: token, width: TOKEN_COLUMNS, scale })
  const scores = scoreAddress(encoded, { tokens, segments: sumTable(encoded.segments, { weights: segment, width: LABEL_COUNT, scale }) }, transition)
  const chain = chainOf(encoded, scores)
  learnStarts(learner, encoded, { odds: boundaryOdds(tokens), starts: new Set(segments.map(({ start }) => start)) }, rate)
  if (!hasHistory) {
    learnGradient(learner, encoded, chainGradient(encoded, scores, chain, segments), rate)
    return
  }
  const truth = truthOf(encoded, segments)
  const weigh = thinningWeigh(learner.weights.history, tuning.historyDropout, random)
  const lattice = latticeOf({ encoded, scores, chain, weigh, truth })
  const history = tableOf(learner, 'history')
  const gradient = latticeGradient({ encoded, scores, lattice, truth }, ({ features }, error) => {
    if (Math.abs(error) < LEAST_ERROR) return
    for (const feature of features) step(history, feature, error, rate)
  })
  learnGradient(learner, encoded, gradient, rate)
}

/** The lists with a share of their members left out. */
function thin({ ids, first }: Lists, dropout: number, random: () => number): Lists {
  const kept = new Int32Array(ids.length)
  const starts = new Int32Array(first.length)
  let count = 0
  for (let list = 0; list + 1 < first.length; list += 1) {
    for (let k = first[list] ?? 0; k < (first[list + 1] ?? 0); k += 1) {
      if (random() < dropout) continue
      kept[count] = ids[k] ?? 0
      count += 1
    }
    starts[list + 1] = count
  }
  return { ids: kept.subarray(0, count), first: starts }
}

function thinningWeigh(weights: Float32Array, dropout: number, random: () => number): Weigh {
  const scale = 1 / (1 - dropout)
  return (features) => {
    let [count, score] = [0, 0]
    const kept = new Int32Array(features.length)
    for (let k = 0; k < features.length; k += 1) {
      if (random() < dropout) continue
      kept[count] = features[k] ?? 0
      score += weights[kept[count] ?? 0] ?? 0
      count += 1
    }
    return { features: kept.subarray(0, count), score: scale * score }
  }
}

/** Moves an average of `count − 1` sets of weights to take in one more. */
function moveAverage(average: Weights, next: Weights, count: number): void {
  for (const name of WEIGHT_NAMES) {
    const [mean, values] = [average[name], next[name]]
    for (let k = 0; k < mean.length; k += 1) mean[k] = (mean[k] ?? 0) + ((values[k] ?? 0) - (mean[k] ?? 0)) / count
  }
}

const WEIGHT_NAMES = ['token', 'segment', 'transition', 'history'] as const satisfies readonly (keyof Weights)[]

function shuffle<T>(items: T[], random: () => number): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const [a, b] = [items[last], items[other]]
    if (a === undefined || b === undefined) return
    items[last] = b
    items[other] = a
  }
}
