/** How likely a class is, as one reader says. */
export interface Voice {
  readonly code: string
  readonly confidence: number
}

/** The label of examples whose class is too rare to be learned. */
export const RARE = '其余'

/**
 * One opinion out of two: the lexicon's and the model's, the model's counting `weight` (0…1). What the lexicon leaves
 * open is the model's to say; what the model puts into classes it does not know is the lexicon's. The rest to one is
 * "none of them". Likeliest first.
 */
export function blend(lexicon: readonly Voice[], model: readonly Voice[], weight: number): Voice[] {
  const open = Math.max(0, 1 - lexicon.reduce((sum, { confidence }) => sum + confidence, 0))
  const unknown = model.find(({ code }) => code === RARE)?.confidence ?? 0
  const mixed = new Map<string, number>()
  const add = (code: string, share: number): void => void mixed.set(code, (mixed.get(code) ?? 0) + share)
  for (const { code, confidence } of model) if (code !== RARE) add(code, (weight + (1 - weight) * open) * confidence)
  for (const { code, confidence } of lexicon) add(code, (1 - weight + weight * unknown) * confidence)
  return [...mixed].map(([code, confidence]) => ({ code, confidence })).toSorted((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1))
}

const WEIGHTS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
const FLOOR = 1e-3

/** The weight under which the truth is likeliest among messages the model had not seen. */
export function fitWeight(seen: readonly { readonly truth: string; readonly lexicon: readonly Voice[]; readonly model: readonly Voice[] }[]): number {
  let best = { weight: 0.7, likelihood: -Infinity }
  for (const weight of WEIGHTS) {
    const likelihood = seen.reduce((sum, { truth, lexicon, model }) => {
      const share = blend(lexicon, model, weight).find(({ code }) => code === truth)?.confidence ?? 0
      return sum + Math.log(Math.max(FLOOR, share))
    }, 0)
    if (likelihood > best.likelihood) best = { weight, likelihood }
  }
  return best.weight
}
