import type { Standing, Threshold } from '@yihu/contracts'

/** What a figure is called by its owner's thresholds: the first that fits; null without a number or when none fits. */
export function standingOf(thresholds: readonly Threshold[], value: number | null): Standing | null {
  if (value === null) return null
  const found = thresholds.find(({ when, value: bound }) => (when === 'over' ? value > bound : value < bound))
  return found ? { tone: found.tone, word: found.word } : null
}
