import type { Figures } from '../text/train.ts'

/** What is in force: a model, or the lexicon alone. */
export interface InForce {
  readonly number: number | null
  readonly figures: Figures | null
}

/** Differences smaller than this are chance. */
const CHANCE = 0.005
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`

/**
 * Why a model should not take the place of what is in force; null when nothing speaks against it. Models are compared
 * on the same messages where the newer one was measured against the older; else by their own held-out figures. What
 * learned from a file must not fall behind the lexicon on the street's own cases; without a model in force a model must
 * not fall behind the lexicon on its own messages.
 */
export function worseThan(figures: Figures, inForce: InForce): string | null {
  const { blended, lexicon, rival, street } = figures
  if (street && street.own + CHANCE < street.lexicon) return `在本街道 ${street.examples} 件案件上正确率 ${percent(street.own)}，只用词表是 ${percent(street.lexicon)}`
  if (inForce.number === null || !inForce.figures) {
    return blended.accuracy + CHANCE < lexicon.accuracy ? `合用后正确率 ${percent(blended.accuracy)}，只用词表是 ${percent(lexicon.accuracy)}` : null
  }
  if (rival?.number === inForce.number) {
    return rival.own + CHANCE < rival.accuracy ? `在 ${rival.examples} 件较新的案件上正确率 ${percent(rival.own)}，第 ${rival.number} 号是 ${percent(rival.accuracy)}` : null
  }
  const [own, before] = [street?.own ?? blended.accuracy, inForce.figures.street?.own ?? inForce.figures.blended.accuracy]
  return own + CHANCE < before ? `正确率 ${percent(own)}，第 ${inForce.number} 号是 ${percent(before)}（各用各的案件测得）` : null
}
