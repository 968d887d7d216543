import { queryOptions } from '@tanstack/react-query'
import { countCoordination, listCallAlls, listCases, listDistrictCalls, listDistrictUnits, listSpecialRequests, listSuspended, listUrgings } from '@yihu/contracts'
import type { CallState } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** What every query of the coordination desks begins with: a changed case makes all of them old. */
export const COORDINATION_KEY = ['coordination'] as const

/** The red cards a leader looks through. */
const RED_LIMIT = 200

/** How many wait in each list. */
export const coordinationCountsQuery = queryOptions({ queryKey: [...COORDINATION_KEY, 'counts'], queryFn: ({ signal }) => api.call(countCoordination, { signal }) })

export function urgingsQuery(state: 'open' | 'done') {
  return queryOptions({ queryKey: [...COORDINATION_KEY, 'urgings', state], queryFn: ({ signal }) => api.call(listUrgings, { query: { state }, signal }) })
}

/** Overdue cases, the longest overdue first. */
export const redCasesQuery = queryOptions({
  queryKey: [...COORDINATION_KEY, 'red'], queryFn: ({ signal }) => api.call(listCases, { query: { due: 'overdue', sort: 'due', limit: RED_LIMIT }, signal }),
})

export function callsQuery({ state, unit }: { state?: CallState | 'late'; unit?: string }) {
  return queryOptions({
    queryKey: [...COORDINATION_KEY, 'calls', state ?? null, unit ?? null],
    queryFn: ({ signal }) => api.call(listDistrictCalls, { query: { ...(state ? { state } : {}), ...(unit ? { unit } : {}) }, signal }),
  })
}

export const calledUnitsQuery = queryOptions({ queryKey: [...COORDINATION_KEY, 'units'], queryFn: ({ signal }) => api.call(listDistrictUnits, { signal }) })

export function callAllsQuery(state: 'open' | 'done') {
  return queryOptions({ queryKey: [...COORDINATION_KEY, 'call-alls', state], queryFn: ({ signal }) => api.call(listCallAlls, { query: { state }, signal }) })
}

export const requestsQuery = queryOptions({ queryKey: [...COORDINATION_KEY, 'requests'], queryFn: ({ signal }) => api.call(listSpecialRequests, { signal }) })

export const suspendedQuery = queryOptions({ queryKey: [...COORDINATION_KEY, 'suspended'], queryFn: ({ signal }) => api.call(listSuspended, { signal }) })
