import type { Layer, LayerFeature } from '../../../kernel/layer.ts'

const MOST_KINDS = 30

function kindOf({ more }: LayerFeature): string {
  const word = more?.['word']
  return typeof word === 'string' ? word : ''
}

/** The kinds among things, the most frequent first; none where things have no kind. */
export function kindsOf(features: readonly LayerFeature[]): { word: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const feature of features) counts.set(kindOf(feature), (counts.get(kindOf(feature)) ?? 0) + 1)
  counts.delete('')
  return [...counts].map(([word, count]) => ({ word, count })).toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).slice(0, MOST_KINDS)
}

/**
 * The things of some kinds; null: that is all of them. Kinds that are not there make no difference, so that whoever asks
 * for invented ones finds what is held already; things without a kind (numbers of people) cannot be narrowed.
 */
export function ofKinds(features: readonly LayerFeature[], only: string): { readonly key: string; readonly features: readonly LayerFeature[] } | null {
  const wanted = new Set(only.split(','))
  const present = new Set(features.map(kindOf))
  const kept = [...present].filter((word) => word === '' || wanted.has(word))
  if (kept.length === present.size) return null
  return { key: kept.toSorted().join(','), features: features.filter((feature) => kept.includes(kindOf(feature))) }
}

/** How many there are: of heat what its cells count together. */
export function countOf({ isByDay }: Pick<Layer, 'isByDay'>, features: readonly LayerFeature[]): number {
  if (!isByDay) return features.length
  return features.reduce((sum, { more = {} }) => sum + Object.values(more).reduce<number>((of, n) => of + Number(n), 0), 0)
}
