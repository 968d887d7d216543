import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { indicatorBook, listBulletins, listDashboards, showDashboard } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { timed } from '../../app/server-time.ts'

const EVERY_MS = 60_000

export const dashboardsQuery = queryOptions({ queryKey: ['dashboards'], queryFn: ({ signal }) => api.call(listDashboards, { signal }) })
export const bulletinsQuery = infiniteQueryOptions({
  queryKey: ['bulletins'], queryFn: ({ pageParam, signal }) => api.call(listBulletins, { query: pageParam ? { before: pageParam } : {}, signal }), initialPageParam: '', getNextPageParam: (page) => page.next,
})
export const indicatorBookQuery = queryOptions({ queryKey: ['indicator-book'], queryFn: ({ signal }) => api.call(indicatorBook, { signal }), staleTime: Infinity })

/** Renewed by the same events as the screens. */
export function dashboardQuery(id: string, area: string | undefined) {
  return queryOptions({
    queryKey: ['indicators', 'dashboard', id, area ?? null], queryFn: async ({ signal }) => timed(await api.call(showDashboard, { params: { id }, query: area ? { area } : {}, signal })), refetchInterval: EVERY_MS, placeholderData: (last) => last,
  })
}
