import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listMediations, showMediation } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { MediationSearch } from './mediation-search.ts'

/** What every query of the mediation files begins with: one change makes the lists old. */
export const MEDIATIONS_KEY = ['mediations'] as const

export function mediationsQuery({ state, area, q }: MediationSearch) {
  const filters = { ...(state ? { state } : {}), ...(area ? { area } : {}), ...(q ? { q } : {}) }
  return infiniteQueryOptions({
    queryKey: [...MEDIATIONS_KEY, 'list', filters],
    queryFn: ({ pageParam, signal }) => api.call(listMediations, { query: { ...filters, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
}

/** One file, whole. */
export function mediationQuery(id: string) {
  return queryOptions({ queryKey: [...MEDIATIONS_KEY, 'file', id], queryFn: ({ signal }) => api.call(showMediation, { params: { id }, signal }) })
}
