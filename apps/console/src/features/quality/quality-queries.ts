import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listCounts, listToCheck, personFigures, showIndicator, showQuality, showSources } from '@yihu/contracts'
import type { PersonFigure } from '@yihu/contracts'
import type { CheckReason, Judged } from '@yihu/domain'
import { api } from '../../app/api.ts'

const KEY = 'quality'

/** Scores of a place; without one of all that is in sight. */
export function scoreQuery(area: string | undefined) {
  return queryOptions({ queryKey: [KEY, 'score', area ?? null], queryFn: ({ signal }) => api.call(showQuality, { query: area ? { area } : {}, signal }) })
}

interface Asked {
  readonly register: Judged
  readonly area: string | undefined
  readonly reason: CheckReason | undefined
}

/** What is to be checked, page by page. */
export function toCheckQuery({ register, area, reason }: Asked) {
  const query = { register, ...(area ? { area } : {}), ...(reason ? { reason } : {}), limit: 50 }
  return infiniteQueryOptions({
    queryKey: [KEY, 'list', query], queryFn: ({ pageParam, signal }) => api.call(listToCheck, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }), initialPageParam: '', getNextPageParam: (page) => page.next,
  })
}

export function figuresQuery(area: string, by: PersonFigure) {
  return queryOptions({ queryKey: [KEY, 'people', area, by], queryFn: ({ signal }) => api.call(personFigures, { query: { area, by }, signal }) })
}

export function indicatorQuery(id: string, area: string) {
  return queryOptions({ queryKey: [KEY, 'indicator', id, area], queryFn: ({ signal }) => api.call(showIndicator, { params: { id }, query: { area }, signal }) })
}

export function sourcesQuery(area: string | undefined) {
  return queryOptions({ queryKey: [KEY, 'sources', area ?? null], queryFn: ({ signal }) => api.call(showSources, { query: area ? { area } : {}, signal }) })
}

export const countsQuery = queryOptions({ queryKey: [KEY, 'counts'], queryFn: ({ signal }) => api.call(listCounts, { signal }) })
