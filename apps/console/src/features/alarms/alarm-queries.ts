import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { countAlarms, listAlarms, showAlarm } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { timed } from '../../app/server-time.ts'
import { filtersOf } from './alarm-search.ts'
import type { AlarmSearch } from './alarm-search.ts'

/** Should live events not come through, the desk looks by itself. */
const LOOK_MS = 60_000
const BELL = 20
const MAPPED = 100

export function alarmsQuery(search: AlarmSearch) {
  const filters = filtersOf(search)
  return infiniteQueryOptions({
    queryKey: ['alarms', 'list', filters],
    queryFn: async ({ pageParam, signal }) => timed(await api.call(listAlarms, { query: { ...filters, ...(pageParam ? { cursor: pageParam } : {}) }, signal })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
    refetchInterval: LOOK_MS,
  })
}

export function alarmCountsQuery(area: string | undefined) {
  return queryOptions({ queryKey: ['alarms', 'counts', area ?? null], queryFn: ({ signal }) => api.call(countAlarms, { query: area ? { area } : {}, signal }), placeholderData: (last) => last, refetchInterval: LOOK_MS })
}

/** The gravest that nobody has confirmed, for the bell. */
export const ringingQuery = queryOptions({
  queryKey: ['alarms', 'ringing'],
  queryFn: ({ signal }) => api.call(listAlarms, { query: { state: 'ringing', drills: 'without', limit: BELL }, signal }),
  refetchInterval: LOOK_MS,
})

/** The gravest that have not cleared, for a map. */
export function openAlarmsQuery(area: string | undefined) {
  return queryOptions({ queryKey: ['alarms', 'open', area ?? null], queryFn: ({ signal }) => api.call(listAlarms, { query: { state: 'open', drills: 'without', limit: MAPPED, ...(area ? { area } : {}) }, signal }), placeholderData: (last) => last, refetchInterval: LOOK_MS })
}

/** The alarm that a case came from. */
export function alarmOfCaseQuery(caseId: string) {
  return queryOptions({ queryKey: ['alarms', 'case', caseId], queryFn: ({ signal }) => api.call(listAlarms, { query: { case: caseId, limit: 1 }, signal }) })
}

/** One alarm, whole. */
export function alarmQuery(id: string) {
  return queryOptions({ queryKey: ['alarm', id], queryFn: ({ signal }) => api.call(showAlarm, { params: { id }, signal }), refetchInterval: LOOK_MS })
}
