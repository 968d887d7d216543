import { conllName, LABEL_COUNT, OTHER } from './labels.ts'
import type { Segment } from './conll.ts'

/** Agreement of one label, or of all. */
export interface SpanScore {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Elements in the truth. */
  readonly support: number
}

/** Exact-span agreement: an element counts when start, end and label are all equal (as CoNLL-2000 and seqeval score). What was found to be `OTHER` is no element. */
export function scoreSegments(truth: readonly (readonly Segment[])[], found: readonly (readonly Segment[])[]): SpanScore & { perLabel: Record<string, SpanScore> } {
  const counts = Array.from({ length: LABEL_COUNT }, () => ({ gold: 0, found: 0, right: 0 }))
  for (const [index, gold] of truth.entries()) {
    const keys = new Set(gold.map(keyOf))
    for (const { label } of gold) bump(counts[label], 'gold')
    for (const segment of found[index] ?? []) {
      if (segment.label === OTHER) continue
      bump(counts[segment.label], 'found')
      if (keys.has(keyOf(segment))) bump(counts[segment.label], 'right')
    }
  }
  const perLabel = Object.fromEntries(counts.flatMap((count, label) => (count.gold > 0 ? [[conllName(label), scoreOf(count)]] : [])))
  const total = counts.reduce((sum, count) => ({ gold: sum.gold + count.gold, found: sum.found + count.found, right: sum.right + count.right }))
  return { ...scoreOf(total), perLabel }
}

interface Count {
  gold: number
  found: number
  right: number
}

function bump(count: Count | undefined, name: keyof Count): void {
  if (count) count[name] += 1
}

function keyOf({ start, end, label }: Segment): string {
  return `${start}-${end}-${label}`
}

function scoreOf({ gold, found, right }: Count): SpanScore {
  const precision = found === 0 ? 0 : right / found
  const recall = gold === 0 ? 0 : right / gold
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall), support: gold }
}
