import { queryOptions } from '@tanstack/react-query'
import { listLayers } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** What only time tells (a card turns red, a device falls silent) is seen after so long. */
const EVERY_MS = 30_000

/** The layers that somebody may see, with how many there are of each. */
export const layersQuery = queryOptions({ queryKey: ['layers'], queryFn: ({ signal }) => api.call(listLayers, { signal }), refetchInterval: EVERY_MS, placeholderData: (last) => last })
