import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { findDuplicates, listAreas, listCases, listClasses, listUnits, showCase } from '@yihu/contracts'
import type { Desk } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { InboxSearch } from './inbox-search.ts'

const PAGE = 50
const LONG = 10 * 60_000

/** One desk's list, page by page. */
export function inboxQuery(desk: Desk, search: InboxSearch) {
  const { area, classCode, source, due, q, sort } = search
  const filters = { desk, area, classCode, source, due, q, sort }
  return infiniteQueryOptions({
    queryKey: ['cases', 'inbox', filters],
    queryFn: ({ pageParam, signal }) => api.call(listCases, { query: { ...filters, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
}

/** One case, whole. */
export function caseQuery(id: string) {
  return queryOptions({ queryKey: ['case', id], queryFn: ({ signal }) => api.call(showCase, { params: { id }, signal }) })
}

/** Cases that may be the same. */
export function duplicatesQuery(id: string) {
  return queryOptions({ queryKey: ['duplicates', id], queryFn: ({ signal }) => api.call(findDuplicates, { params: { id }, signal }) })
}

/** The units a case can be given to. */
export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: ({ signal }) => api.call(listUnits, { signal }), staleTime: LONG })

/** The whole catalogue of classes. */
export const classesQuery = queryOptions({ queryKey: ['classes'], queryFn: ({ signal }) => api.call(listClasses, { signal }), staleTime: LONG })

/** The areas below one, or the streets. */
export function areasQuery(parent: string | undefined) {
  return queryOptions({
    queryKey: ['areas', parent ?? null],
    queryFn: ({ signal }) => api.call(listAreas, { query: { ...(parent ? { parent } : { level: 'street' as const }), limit: 1000 }, signal }),
    staleTime: LONG,
  })
}
