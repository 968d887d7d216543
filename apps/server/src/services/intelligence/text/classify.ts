import { confidences } from './calibrate.ts'
import { featuresOf } from './features.ts'
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

/** Reads one message. Any text gets an answer; one without known words gets what is most frequent, with low confidence. */
export function classify(model: TextModel, message: Message): Reading {
  const counts = countKnown(model.vocabulary, featuresOf(message))
  const stated = confidences(scoresOf(model.views, counts, model.labels.length), model.calibration)
  const ranking = model.labels
    .map((label, k) => ({ label, confidence: stated[k] ?? 0 }))
    .toSorted((a, b) => b.confidence - a.confidence)
  return { label: ranking[0]?.label ?? '', confidence: ranking[0]?.confidence ?? 0, ranking }
}
