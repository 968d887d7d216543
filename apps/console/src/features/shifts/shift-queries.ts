import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listHandovers, onDuty, showHandover, showRoster } from '@yihu/contracts'
import { api } from '../../app/api.ts'

const MINUTE_MS = 60_000

/** Everything about shifts becomes old together. */
export const SHIFTS_KEY = ['shifts'] as const

/** Who is on duty; asked each minute, for shifts change without an event. */
export const onDutyQuery = queryOptions({ queryKey: [...SHIFTS_KEY, 'now'], queryFn: ({ signal }) => api.call(onDuty, { signal }), refetchInterval: MINUTE_MS, staleTime: MINUTE_MS })

export function rosterQuery(month: string) {
  return queryOptions({ queryKey: [...SHIFTS_KEY, 'roster', month], queryFn: ({ signal }) => api.call(showRoster, { params: { month }, signal }) })
}

export const handoversQuery = infiniteQueryOptions({
  queryKey: [...SHIFTS_KEY, 'handovers'],
  queryFn: ({ pageParam, signal }) => api.call(listHandovers, { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
})

export function handoverQuery(id: string) {
  return queryOptions({ queryKey: [...SHIFTS_KEY, 'handover', id], queryFn: ({ signal }) => api.call(showHandover, { params: { id }, signal }) })
}
