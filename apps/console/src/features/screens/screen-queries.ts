import { queryOptions } from '@tanstack/react-query'
import { compareIndicator, listCasePoints, listCases, listIndicators, showIndicator } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Screen } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { serverNow, timed } from '../../app/server-time.ts'

/** Events renew the figures; this is for what no event tells. */
const EVERY_MS = 20_000
const NEWEST = 5

const placed = (area: string | undefined) => (area ? { area } : {})

export function screenQuery(screen: Screen, area: string | undefined) {
  return queryOptions({ queryKey: ['indicators', screen, area ?? null], queryFn: async ({ signal }) => timed(await api.call(listIndicators, { query: { screen, ...placed(area) }, signal })), refetchInterval: EVERY_MS, placeholderData: (last) => last })
}

export function casePointsQuery(area: string | undefined) {
  return queryOptions({ queryKey: ['case-points', area ?? null], queryFn: ({ signal }) => api.call(listCasePoints, { query: placed(area), signal }), refetchInterval: EVERY_MS, placeholderData: (last) => last })
}

export function newestCasesQuery(area: string | undefined) {
  return queryOptions({ queryKey: ['case-points', 'newest', area ?? null], queryFn: ({ signal }) => api.call(listCases, { query: { sort: 'newest', limit: NEWEST, ...placed(area) }, signal }), refetchInterval: EVERY_MS, placeholderData: (last) => last })
}

const DAY_MS = 86_400_000

/** One figure with what it rests on and so many days of its past. */
export function figureQuery(id: string, area: string, days: number) {
  return queryOptions({
    queryKey: ['figure', id, area, days], queryFn: ({ signal }) => api.call(showIndicator, { params: { id }, query: { area, from: localDate(serverNow().getTime() - (days - 1) * DAY_MS) }, signal }), placeholderData: (last) => last,
  })
}

/** A figure here and within, beside another day. */
export function comparisonQuery(id: string, area: string, day: string | undefined) {
  return queryOptions({ queryKey: ['figure-comparison', id, area, day ?? null], queryFn: ({ signal }) => api.call(compareIndicator, { params: { id }, query: { area, ...(day ? { day } : {}) }, signal }), placeholderData: (last) => last })
}
