import { queryOptions } from '@tanstack/react-query'
import { listLayers } from '@yihu/contracts'
import type { LayerInfo } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { timed } from '../../app/server-time.ts'

/** What only time tells (a card turns red, a device falls silent) is seen after so long. */
const EVERY_MS = 30_000

/** The layers that somebody may see, with how many there are of each. */
export const layersQuery = queryOptions({ queryKey: ['layers'], queryFn: async ({ signal }) => timed(await api.call(listLayers, { signal })), refetchInterval: EVERY_MS, placeholderData: (last) => last })

/** How many there are of some kinds; null: more than are counted. */
export function countOfKinds({ count, kinds }: LayerInfo, words: readonly string[]): number | null {
  return count === null ? null : kinds.reduce((sum, one) => (words.includes(one.word) ? sum + one.count : sum), 0)
}
