import { confidences } from './calibrate.ts'
import { featuresOf, fieldsOf } from './features.ts'
import type { Fields } from './features.ts'
import { scoresOf } from './learn.ts'
import type { TextModel } from './learn.ts'
import type { Message } from './plain-text.ts'
import { countKnown } from './vocabulary.ts'

/** What a message is about, as the model reads it. */
export interface Reading {
  readonly label: string
  /** 0…1: how often such readings are right. */
  readonly confidence: number
  /** Every class, likeliest first. */
  readonly ranking: readonly { readonly label: string; readonly confidence: number }[]
}

/** With fewer known features than this, how frequent a class is speaks as well. */
const ENOUGH = 6

/** Reads one message. Any text gets an answer; one without known words gets the most frequent class and says so by its share. */
export function classify(model: TextModel, message: Message): Reading {
  const ranking = rankingOf(model, fieldsOf(message), () => true)
  return { label: ranking[0]?.label ?? '', confidence: ranking[0]?.confidence ?? 0, ranking }
}

/** The classes that are wanted for a message cut into words, likeliest first. */
export function rankingOf(model: TextModel, fields: Fields, isWanted: (label: string, confidence: number) => boolean): Reading['ranking'][number][] {
  const counts = countKnown(model.vocabulary, featuresOf(fields))
  const stated = confidences(scoresOf(model.views, counts, model.labels.length), model.calibration)
  const weight = Math.min(1, counts.ids.length / ENOUGH)
  const ranking: Reading['ranking'][number][] = []
  for (const [k, label] of model.labels.entries()) {
    const confidence = weight * (stated[k] ?? 0) + (1 - weight) * (model.shares[k] ?? 0)
    if (isWanted(label, confidence)) ranking.push({ label, confidence })
  }
  return ranking.toSorted((a, b) => b.confidence - a.confidence)
}
