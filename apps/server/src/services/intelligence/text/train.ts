import { blend, fitPool, RARE } from './blend.ts'
import type { Pool, Voice } from './blend.ts'
import { calibrationError, coverageAt } from './calibrate.ts'
import type { Judged } from './calibrate.ts'
import { classify } from './classify.ts'
import { study } from './learn.ts'
import type { Example, HeldOut, TextModel } from './learn.ts'
import { accuracyOf, reportByLabel } from './measure.ts'
import type { Answer, LabelReport } from './measure.ts'
import { packModel, unpackModel } from './pack.ts'

/** A decided case: its class is the label. */
export interface Lesson extends Example {
  /** When it was said, ms. */
  readonly at: number
  /** What the lexicon says of it. */
  readonly lexicon: readonly Voice[]
}

/** The model in force, to be beaten on what neither has seen. */
export interface Rival {
  readonly number: number
  readonly weights: Uint8Array
  readonly pool: Pool
  /** The newest example it learned from, ms. */
  readonly until: number
}

/** How good something is on messages it had not seen. */
export interface Quality {
  readonly macroF1: number
  readonly accuracy: number
  readonly ece: number
}

/** What is known of a model, all of it from held-out messages. */
export interface Figures {
  readonly examples: number
  /** Examples whose class has too few to be learned; they teach what is none of the others. */
  readonly rare: number
  readonly classes: number
  readonly features: number
  readonly doubtful: number
  readonly seconds: number
  /** How lexicon and model are blended. */
  readonly pool: Pool
  readonly model: Quality
  readonly lexicon: Quality
  readonly blended: Quality
  /** Blended suggestions of at least 0.9: what may be dispatched by itself, and how often it is right. */
  readonly automatic: { readonly share: number; readonly precision: number }
  /** Share that can be filed at 98 % precision. */
  readonly coverageAt98: number
  readonly byClass: readonly LabelReport[]
  readonly confusions: readonly (Answer & { readonly count: number })[]
  /** Against the model that was in force, on messages newer than it. */
  readonly rival: { readonly number: number; readonly examples: number; readonly accuracy: number; readonly own: number } | null
  /** Of a model that learned from a file: both readers and the lexicon alone on the street's own closed cases. */
  readonly street: { readonly examples: number; readonly own: number; readonly lexicon: number } | null
}

/** What a training needs. */
export interface Work {
  readonly lessons: readonly Lesson[]
  readonly rival: Rival | null
  /** The street's own closed cases, where `lessons` are others. */
  readonly street: readonly Lesson[] | null
}

/** Fewest examples of a class. */
export const LEAST_OF_CLASS = 6
/** Fewest examples and classes of a model. */
export const LEAST_EXAMPLES = 60
export const LEAST_CLASSES = 2
const AUTOMATIC = 0.9
const TRUSTED = 0.98
const MOST_CONFUSIONS = 20
const LEAST_AGAINST_RIVAL = 50

/** Fewer than two classes have enough examples. */
export class TooFewLessons extends Error {
  readonly examples: number
  readonly classes: number

  constructor(examples: number, classes: number) {
    super(`too few lessons: ${examples} in ${classes} classes`)
    this.examples = examples
    this.classes = classes
  }
}

/**
 * Learns from decided cases and measures on folds split by near-duplicate groups. Runs for a minute with some thousand
 * examples: call it away from the event loop.
 *
 * @throws TooFewLessons
 */
export function trainModel({ lessons, rival, street }: Work): { packed: Buffer; figures: Figures } {
  const began = performance.now()
  const labelled = withRare(lessons)
  const classes = new Set(labelled.map(({ label }) => label)).size - (labelled.some(({ label }) => label === RARE) ? 1 : 0)
  const examples = labelled.filter(({ label }) => label !== RARE).length
  if (examples < LEAST_EXAMPLES || classes < LEAST_CLASSES) throw new TooFewLessons(examples, classes)
  const { model, heldOut } = study(labelled)
  const packed = packModel(model)
  return { packed, figures: { ...measure(model, heldOut, { rival, street }), seconds: Math.round((performance.now() - began) / 100) / 10 } }
}

function withRare(lessons: readonly Lesson[]): Lesson[] {
  const counts = new Map<string, number>()
  for (const { label } of lessons) counts.set(label, (counts.get(label) ?? 0) + 1)
  return lessons.map((lesson) => ((counts.get(lesson.label) ?? 0) < LEAST_OF_CLASS ? { ...lesson, label: RARE } : lesson))
}

function measure(model: TextModel, heldOut: readonly HeldOut<Lesson>[], { rival, street }: Omit<Work, 'lessons'>): Omit<Figures, 'seconds'> {
  const seen = heldOut.map(({ example, stated }) => ({
    example, truth: example.label, lexicon: example.lexicon, model: model.labels.map((code, k): Voice => ({ code, confidence: stated[k] ?? 0 })),
  }))
  const known = seen.filter(({ truth }) => truth !== RARE)
  const pool = fitPool(known)
  const own = judge(known.map(({ truth, model: voices }) => ({ truth, voices })))
  const lexicon = judge(known.map(({ truth, lexicon: voices }) => ({ truth, voices })))
  const blended = judge(known.map((one) => ({ truth: one.truth, voices: blend(one.lexicon, one.model, pool) })))
  const automatic = blended.judged.filter(({ confidence }) => confidence >= AUTOMATIC)
  const { byLabel, confusions } = reportByLabel(blended.answers)
  return {
    examples: seen.length, rare: seen.length - known.length, classes: model.labels.filter((label) => label !== RARE).length, features: model.vocabulary.hashes.length, doubtful: model.doubtful,
    pool, model: own.quality, lexicon: lexicon.quality, blended: blended.quality,
    automatic: { share: automatic.length / Math.max(1, known.length), precision: shareRight(automatic) },
    coverageAt98: coverageAt(blended.judged, TRUSTED).coverage, byClass: byLabel, confusions: confusions.slice(0, MOST_CONFUSIONS),
    rival: rival ? against(rival, known.map((one) => ({ example: one.example, given: best(blend(one.lexicon, one.model, pool)) }))) : null,
    street: street && onStreet(model, pool, street),
  }
}

function onStreet(model: TextModel, pool: Pool, lessons: readonly Lesson[]): Figures['street'] {
  if (lessons.length < LEAST_AGAINST_RIVAL) return null
  const own = lessons.filter((lesson) => best(blend(lesson.lexicon, voicesOf(model, lesson), pool)).code === lesson.label)
  return { examples: lessons.length, own: own.length / lessons.length, lexicon: lessons.filter(({ lexicon, label }) => best(lexicon).code === label).length / lessons.length }
}

function voicesOf(model: TextModel, lesson: Lesson): Voice[] {
  return classify(model, lesson).ranking.map(({ label, confidence }) => ({ code: label, confidence }))
}

/** The new model by its held-out answers, the old one as it stands: on what was said after all the old one learned from. */
function against({ number, weights, pool, until }: Rival, rows: readonly { readonly example: Lesson; readonly given: Voice }[]): Figures['rival'] {
  const newer = rows.filter(({ example }) => example.at > until)
  if (newer.length < LEAST_AGAINST_RIVAL) return null
  const old = unpackModel(weights)
  const right = newer.filter(({ example }) => best(blend(example.lexicon, voicesOf(old, example), pool)).code === example.label)
  return { number, examples: newer.length, accuracy: right.length / newer.length, own: newer.filter(({ example, given }) => given.code === example.label).length / newer.length }
}

function judge(rows: readonly { readonly truth: string; readonly voices: readonly Voice[] }[]): { quality: Quality; answers: Answer[]; judged: Judged[] } {
  const answers = rows.map(({ truth, voices }): Answer => ({ truth, given: best(voices).code }))
  const judged = rows.map(({ truth, voices }): Judged => ({ confidence: best(voices).confidence, isRight: best(voices).code === truth }))
  return { quality: { ...accuracyOf(answers), ece: calibrationError(judged) }, answers, judged }
}

function best(voices: readonly Voice[]): Voice {
  return voices.reduce((most, voice) => (voice.code !== RARE && voice.confidence > most.confidence ? voice : most), { code: '', confidence: 0 })
}

function shareRight(judged: readonly Judged[]): number {
  return judged.filter(({ isRight }) => isRight).length / Math.max(1, judged.length)
}
