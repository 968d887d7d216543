import { confidences, coverageAt, fitCalibration } from './calibrate.ts'
import type { Calibration, Judged } from './calibrate.ts'
import { featuresOf, fieldsOf } from './features.ts'
import type { Features } from './features.ts'
import { hashText } from './hash.ts'
import type { Message } from './plain-text.ts'
import { repeatGroups } from './repeats.ts'
import { addScores, fitView, LEAST_MESSAGES, VIEWS } from './view.ts'
import type { Counted, ViewModel } from './view.ts'
import { buildVocabulary, countKnown } from './vocabulary.ts'
import type { Counts, Vocabulary } from './vocabulary.ts'

/** A message whose class a person has decided. */
export interface Example extends Message {
  readonly label: string
}

/** All that classifying needs: numbers only, no sentence of the examples. */
export interface TextModel {
  readonly labels: readonly string[]
  readonly vocabulary: Vocabulary
  readonly views: readonly ViewModel[]
  readonly calibration: Calibration
  /** Share of each class among the examples. */
  readonly shares: readonly number[]
  /** The confidence from which on 98 % of the held-out readings were right; Infinity where there is none. */
  readonly trustedFrom: number
  /** Examples that all others contradict and that were therefore not learned from. */
  readonly doubtful: number
}

const FOLDS = 5
/** A label whose score lies this far below that of another class is taken for a slip of the pen. */
const DOUBT = 1.2
const TRUSTED = 0.98
/** One for each feature in the first view, two in the second. */
const WEIGHTS_PER_FEATURE = 3
/** One byte each when stored, four in memory. */
const MOST_WEIGHTS = 24_000_000

/**
 * Learns classes from examples: averaged linear machines over several views, confidence from messages held out by groups
 * of near repeats. The order of the examples does not matter; the same examples and seed give the same model.
 *
 * @throws RangeError without examples, or with more than 255 classes
 */
export function learn(examples: readonly Example[], options: { readonly seed?: number } = {}): TextModel {
  return fit(examples, options).model
}

/** An example as judged by machines that saw neither it nor a near repeat of it. */
export interface HeldOut<E extends Example> {
  readonly example: E
  /** Confidence of every label, in the order of the model's. */
  readonly stated: Float32Array
}

/**
 * As `learn`, with what machines that had not seen an example said of it: five folds by groups of near repeats, the
 * confidence of each fold fitted on the other four.
 *
 * @throws RangeError as `learn`
 */
export function study<E extends Example>(examples: readonly E[], options: { readonly seed?: number } = {}): { model: TextModel; heldOut: HeldOut<E>[] } {
  const { model, sorted, scores, truth, folds } = fit(examples, options)
  const stated: Float32Array[] = scores.map(() => new Float32Array(model.labels.length))
  const places = [...truth.keys()]
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = places.filter((place) => folds[place] !== fold)
    const calibration = others.length === 0 ? model.calibration : fitCalibration(others.flatMap((place) => scores[place] ?? []), Uint8Array.from(others, (place) => truth[place] ?? 0))
    for (const place of places) {
      const row = scores[place]
      if (row && folds[place] === fold) stated[place] = confidences(row, calibration)
    }
  }
  return { model, heldOut: sorted.map((example, place) => ({ example, stated: stated[place] ?? new Float32Array(model.labels.length) })) }
}

interface Fitted<E extends Example> {
  readonly model: TextModel
  readonly sorted: readonly E[]
  readonly scores: readonly Float32Array[]
  readonly truth: Uint8Array
  readonly folds: Uint32Array
}

function fit<E extends Example>(examples: readonly E[], { seed = 1 }: { readonly seed?: number }): Fitted<E> {
  const sorted = inOrderOfContent(examples)
  const labels = [...new Set(sorted.map(({ label }) => label))].toSorted()
  if (labels.length === 0 || labels.length > 255) throw new RangeError(`cannot learn ${labels.length} classes`)
  const features = sorted.map((message) => featuresOf(fieldsOf(message)))
  const vocabulary = vocabularyWithin(features, labels.length)
  const counts = features.map((found) => countKnown(vocabulary, found))
  const truth = Uint8Array.from(sorted, ({ label }) => labels.indexOf(label))
  const all: Counted = { vocabulary, counts, truth, classes: labels.length }
  const folds = foldsOf(sorted)
  const heldOut = scoresHeldOut(all, folds, seed)
  const kept = [...truth.keys()].filter((place) => !isDoubtful(heldOut[place], truth[place] ?? 0))
  const views = fitViews(only(all, kept), seed)
  const calibration = fitCalibration(heldOut, truth)
  const judged = heldOut.map((scores, place) => judge(confidences(scores, calibration), truth[place] ?? 0))
  const shares = labels.map((_, k) => truth.filter((label) => label === k).length / truth.length)
  const model = { labels, vocabulary, views, calibration, shares, trustedFrom: coverageAt(judged, TRUSTED).threshold, doubtful: truth.length - kept.length }
  return { model, sorted, scores: heldOut, truth, folds }
}

/** The largest vocabulary whose weights stay within bounds: with many classes rarer features are left out. */
function vocabularyWithin(features: readonly Features[], classes: number): Vocabulary {
  let least = LEAST_MESSAGES
  let vocabulary = buildVocabulary(features, least)
  while (vocabulary.hashes.length * classes * WEIGHTS_PER_FEATURE > MOST_WEIGHTS) vocabulary = buildVocabulary(features, ++least)
  return vocabulary
}

/** Mean score of the views for every class. */
export function scoresOf(views: readonly ViewModel[], counts: Counts, classes: number): Float32Array {
  const sums = new Float32Array(classes)
  for (const view of views) addScores(view, counts, sums)
  return sums.map((sum) => sum / views.length)
}

function inOrderOfContent<E extends Example>(examples: readonly E[]): E[] {
  return examples
    .map((example) => ({ example, key: hashText(`${example.label}\n${example.title ?? ''}\n${example.text}`) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ example }) => example)
}

function foldsOf(messages: readonly Message[]): Uint32Array {
  const groups = repeatGroups(messages)
  return groups.map((group) => hashText(`${messages[group]?.title ?? ''}\n${messages[group]?.text ?? ''}`) % FOLDS)
}

function scoresHeldOut(all: Counted, folds: Uint32Array, seed: number): Float32Array[] {
  const scores: Float32Array[] = all.counts.map(() => new Float32Array(all.classes))
  const places = [...folds.keys()]
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const views = fitViews(only(all, places.filter((place) => folds[place] !== fold)), seed)
    for (const place of places) {
      const message = all.counts[place]
      if (message && folds[place] === fold) scores[place] = scoresOf(views, message, all.classes)
    }
  }
  return scores
}

function fitViews(counted: Counted, seed: number): ViewModel[] {
  return VIEWS.map((view) => fitView(view, counted, seed))
}

function only({ vocabulary, counts, truth, classes }: Counted, places: readonly number[]): Counted {
  return {
    vocabulary, classes,
    counts: places.flatMap((place) => counts[place] ?? []),
    truth: Uint8Array.from(places, (place) => truth[place] ?? 0),
  }
}

function judge(stated: Float32Array, label: number): Judged {
  const confidence = stated.reduce((most, one) => Math.max(most, one), 0)
  return { confidence, isRight: stated[label] === confidence }
}

function isDoubtful(scores: Float32Array | undefined, label: number): boolean {
  if (!scores) return false
  return scores.reduce((most, score) => Math.max(most, score), -Infinity) - (scores[label] ?? 0) > DOUBT
}
