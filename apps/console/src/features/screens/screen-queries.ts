import { queryOptions } from '@tanstack/react-query'
import { listCasePoints, listCases, listIndicators } from '@yihu/contracts'
import type { Screen } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** Events renew the figures; this is for what no event tells. */
const EVERY_MS = 20_000
const NEWEST = 5

const placed = (area: string | undefined) => (area ? { area } : {})

export function screenQuery(screen: Screen, area: string | undefined) {
  return queryOptions({ queryKey: ['indicators', screen, area ?? null], queryFn: ({ signal }) => api.call(listIndicators, { query: { screen, ...placed(area) }, signal }), refetchInterval: EVERY_MS, placeholderData: (last) => last })
}

export function casePointsQuery(area: string | undefined) {
  return queryOptions({ queryKey: ['case-points', area ?? null], queryFn: ({ signal }) => api.call(listCasePoints, { query: placed(area), signal }), refetchInterval: EVERY_MS, placeholderData: (last) => last })
}

export function newestCasesQuery(area: string | undefined) {
  return queryOptions({ queryKey: ['case-points', 'newest', area ?? null], queryFn: ({ signal }) => api.call(listCases, { query: { sort: 'newest', limit: NEWEST, ...placed(area) }, signal }), refetchInterval: EVERY_MS, placeholderData: (last) => last })
}
