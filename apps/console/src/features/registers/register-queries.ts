import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listAccesses, listPoolTags, partHistory, poolHistory, showLineage, showPoolEntry } from '@yihu/contracts'
import type { Register } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { LISTS } from './register-lists.ts'
import { filtersOf } from './register-search.ts'
import type { RegistersSearch } from './register-search.ts'

const FIRST_PAGE = 50
const NEXT_PAGE = 200

/** A list of one register by its filters and what was typed. */
export function linesQuery(search: RegistersSearch, q: string) {
  const of = search.of ?? 'person'
  const filters = { ...filtersOf(search), ...(q ? { q } : {}) }
  return infiniteQueryOptions({
    queryKey: ['registers', of, filters],
    queryFn: ({ pageParam, signal }) => LISTS[of].read({ ...filters, ...(pageParam ? { cursor: pageParam, limit: NEXT_PAGE } : { limit: FIRST_PAGE }) }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last, query) => (query?.queryKey[1] === of ? last : undefined),
    refetchOnWindowFocus: false,
  })
}

/** One entry with all that belongs to it. */
export function cardQuery(register: Register, id: string) {
  return queryOptions({ queryKey: ['pool', register, id], queryFn: ({ signal }) => api.call(showPoolEntry, { params: { register, id }, signal }) })
}

/** What was changed of an entry or a part, the latest first, page by page. */
export function historyQuery(register: Register | 'part', id: string) {
  return infiniteQueryOptions({
    queryKey: ['pool', register, id, 'history'],
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam ? { cursor: pageParam } : {}
      return register === 'part' ? api.call(partHistory, { params: { code: id }, query, signal }) : api.call(poolHistory, { params: { register, id }, query, signal })
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

/** Where each field comes from, step by step. */
export function lineageQuery(register: Register, id: string) {
  return queryOptions({ queryKey: ['pool', register, id, 'lineage'], queryFn: ({ signal }) => api.call(showLineage, { params: { register, id }, signal }) })
}

/** Who looked at a person's data. */
export function accessesQuery(id: string) {
  return queryOptions({ queryKey: ['pool', 'person', id, 'accesses'], queryFn: ({ signal }) => api.call(listAccesses, { params: { id }, query: {}, signal }) })
}

export const tagsQuery = queryOptions({ queryKey: ['pool-tags'], queryFn: ({ signal }) => api.call(listPoolTags, { signal }), staleTime: 60_000 })
