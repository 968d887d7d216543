import { queryOptions } from '@tanstack/react-query'
import { baseMap } from '@yihu/contracts'
import { api } from '../app/api.ts'
import { shapesOf } from './geometry.ts'

/** Our own vector base; it changes only when areas are imported. */
export const baseMapQuery = queryOptions({
  queryKey: ['base-map'],
  queryFn: async ({ signal }) => shapesOf((await api.call(baseMap, { signal })).features),
  staleTime: Infinity,
})
