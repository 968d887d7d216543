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
 * on the same messages where the newer one was measured against the older; else by their own held-out figures. Without
 * a model in force it must beat the lexicon on its own messages.
 */
export function worseThan(figures: Figures, inForce: InForce): string | null {
  const { blended, lexicon, rival } = figures
  if (inForce.number === null || !inForce.figures) {
    return blended.accuracy + CHANCE < lexicon.accuracy ? `合用后正确率 ${percent(blended.accuracy)}，只用词表是 ${percent(lexicon.accuracy)}` : null
  }
  if (rival?.number === inForce.number) {
    return rival.own + CHANCE < rival.accuracy ? `在 ${rival.examples} 件较新的案件上正确率 ${percent(rival.own)}，第 ${rival.number} 号是 ${percent(rival.accuracy)}` : null
  }
  const before = inForce.figures.blended
  if (blended.accuracy + CHANCE < before.accuracy) return `正确率 ${percent(blended.accuracy)}，第 ${inForce.number} 号是 ${percent(before.accuracy)}（各用各的案件测得）`
  return null
}
