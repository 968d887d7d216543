import type { LayerInfo } from '@yihu/contracts'
import type { Layer, LayerFeature } from '../../../kernel/layer.ts'

/** More than there are scenarios. */
const MOST_KINDS = 50

function kindOf({ more }: LayerFeature): string {
  const word = more?.['word']
  return typeof word === 'string' ? word : ''
}

/** The kinds among things with the picture of each, the most frequent first; none where things have no kind. */
export function kindsOf(features: readonly LayerFeature[]): LayerInfo['kinds'] {
  const counts = new Map<string, LayerInfo['kinds'][number]>()
  for (const feature of features) {
    const [word, icon] = [kindOf(feature), feature.more?.['icon']]
    const known = counts.get(word) ?? { word, icon: typeof icon === 'string' ? icon : null, count: 0 }
    counts.set(word, { ...known, count: known.count + 1 })
  }
  counts.delete('')
  return [...counts.values()].toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).slice(0, MOST_KINDS)
}

/** The kinds of things; the empty word where something has none. */
export function presentKinds(features: readonly LayerFeature[]): ReadonlySet<string> {
  return new Set(features.map(kindOf))
}

/**
 * Those of the kinds present that are asked for; null: that is all of them. Kinds that are not there make no difference, so
 * that whoever asks for invented ones finds what is held already; things without a kind (numbers of people) cannot be narrowed.
 */
export function narrowKinds(present: ReadonlySet<string>, only: string): ReadonlySet<string> | null {
  const wanted = new Set(only.split(','))
  const kept = new Set([...present].filter((word) => word === '' || wanted.has(word)))
  return kept.size === present.size ? null : kept
}

/** The things of some kinds. */
export function ofKinds(features: readonly LayerFeature[], kinds: ReadonlySet<string>): readonly LayerFeature[] {
  return features.filter((feature) => kinds.has(kindOf(feature)))
}

/** How many there are: of heat what its cells count together. */
export function countOf({ isByDay }: Pick<Layer, 'isByDay'>, features: readonly LayerFeature[]): number {
  if (!isByDay) return features.length
  return features.reduce((sum, { more = {} }) => sum + Object.values(more).reduce<number>((of, n) => of + Number(n), 0), 0)
}
