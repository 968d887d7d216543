/** How likely a class is, as one reader says. */
export interface Voice {
  readonly code: string
  readonly confidence: number
}

/** The label of examples whose class is too rare to be learned. */
export const RARE = '其余'

/** How two opinions become one. */
export interface Pool {
  /** What the model counts, 0…1; the lexicon counts the rest. */
  readonly weight: number
  /** A pool of two is less sure than it is right: above 1 it is made surer. */
  readonly sharpness: number
}

/**
 * One opinion out of two: the lexicon's and the model's. What the lexicon leaves open is the model's to say; what the
 * model puts into classes it does not know is the lexicon's. The rest to one is "none of them". Likeliest first.
 */
export function blend(lexicon: readonly Voice[], model: readonly Voice[], { weight, sharpness }: Pool): Voice[] {
  const mixed = mix(lexicon, model, weight)
  const none = Math.max(0, 1 - mixed.reduce((sum, { confidence }) => sum + confidence, 0))
  const odds = mixed.map(({ code, confidence }) => ({ code, confidence: confidence ** sharpness }))
  const total = odds.reduce((sum, { confidence }) => sum + confidence, none ** sharpness) || 1
  return odds.map(({ code, confidence }) => ({ code, confidence: confidence / total })).toSorted((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1))
}

function mix(lexicon: readonly Voice[], model: readonly Voice[], weight: number): Voice[] {
  const open = Math.max(0, 1 - lexicon.reduce((sum, { confidence }) => sum + confidence, 0))
  const unknown = model.find(({ code }) => code === RARE)?.confidence ?? 0
  const mixed = new Map<string, number>()
  const add = (code: string, share: number): void => void mixed.set(code, (mixed.get(code) ?? 0) + share)
  for (const { code, confidence } of model) if (code !== RARE) add(code, (weight + (1 - weight) * open) * confidence)
  for (const { code, confidence } of lexicon) add(code, (1 - weight + weight * unknown) * confidence)
  return [...mixed].map(([code, confidence]) => ({ code, confidence }))
}

const WEIGHTS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
const SHARPNESSES = [1, 1.25, 1.5, 1.75, 2, 2.5, 3]
const FLOOR = 1e-3

/** The pool under which the truth is likeliest among messages the model had not seen. */
export function fitPool(seen: readonly { readonly truth: string; readonly lexicon: readonly Voice[]; readonly model: readonly Voice[] }[]): Pool {
  let best = { pool: { weight: 0.5, sharpness: 1 }, likelihood: -Infinity }
  for (const pool of WEIGHTS.flatMap((weight) => SHARPNESSES.map((sharpness) => ({ weight, sharpness })))) {
    const likelihood = seen.reduce((sum, { truth, lexicon, model }) => {
      const share = blend(lexicon, model, pool).find(({ code }) => code === truth)?.confidence ?? 0
      return sum + Math.log(Math.max(FLOOR, share))
    }, 0)
    if (likelihood > best.likelihood) best = { pool, likelihood }
  }
  return best.pool
}
