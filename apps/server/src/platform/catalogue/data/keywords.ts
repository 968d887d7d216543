import { z } from 'zod'

import rows from './keywords.json' with { type: 'json' }

const lexiconEntry = z.strictObject({
  /** Code of a class of the catalogue. */
  code: z.string(),
  words: z.array(z.strictObject({ word: z.string().min(2), weight: z.int().min(1).max(3) })).min(4),
})

/** The words that speak for one class: weight 3 names it, 2 leans to it, 1 only agrees with it. */
export type LexiconEntry = z.infer<typeof lexiconEntry>

/** First lexicon for suggesting a class from a resident's words; every word is our own. */
export const keywords: readonly LexiconEntry[] = z.array(lexiconEntry).parse(rows)
