import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listDeliberations, listHalls, showDeliberation } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { DeliberationSearch } from './deliberation-search.ts'

/** What every query of 五步议事 begins with: one change makes the lists old. */
export const DELIBERATIONS_KEY = ['deliberations'] as const

export function deliberationsQuery({ step, area, q }: DeliberationSearch) {
  const filters = { ...(step ? { step } : {}), ...(area ? { area } : {}), ...(q ? { q } : {}) }
  return infiniteQueryOptions({
    queryKey: [...DELIBERATIONS_KEY, 'list', filters],
    queryFn: ({ pageParam, signal }) => api.call(listDeliberations, { query: { ...filters, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
}

/** One proposal, whole. */
export function deliberationQuery(id: string) {
  return queryOptions({ queryKey: [...DELIBERATIONS_KEY, 'one', id], queryFn: ({ signal }) => api.call(showDeliberation, { params: { id }, signal }) })
}

/** The halls of the communities in sight. */
export const hallsQuery = queryOptions({ queryKey: [...DELIBERATIONS_KEY, 'halls'], queryFn: ({ signal }) => api.call(listHalls, { signal }) })
