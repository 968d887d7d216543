import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listCare, showCare } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { CareSearch } from './care-search.ts'

export function careListQuery({ list = 'active', kind, area }: CareSearch, q: string) {
  const filters = { state: list, ...(kind ? { kind } : {}), ...(area ? { area } : {}), ...(q ? { q } : {}) }
  return infiniteQueryOptions({
    queryKey: ['care', 'list', filters],
    queryFn: ({ pageParam, signal }) => api.call(listCare, { query: { ...filters, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
}

/** One card, whole. */
export function careQuery(id: string) {
  return queryOptions({ queryKey: ['care', 'card', id], queryFn: ({ signal }) => api.call(showCare, { params: { id }, signal }), refetchInterval: 60_000 })
}
