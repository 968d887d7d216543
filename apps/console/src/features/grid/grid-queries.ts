import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { gridBalance, gridBurden, gridCampaign, gridCampaigns, gridChain, gridCoverage, gridDoorContacts, gridDoorContactsAt, gridNetwork, listDue, listLeaves, listPlans, listRoutines, listRounds, listVisits, showOwnWork } from '@yihu/contracts'
import type { DueItem } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { GridSearch } from './grid-search.ts'

/** Everything of the page begins with this. */
export const GRID_KEY = 'grid'

export function coverageQuery(area: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'coverage', area ?? null], queryFn: ({ signal }) => api.call(gridCoverage, { query: area ? { area } : {}, signal }) })
}

/** What is due or done, page by page. */
export function dueQuery({ area, routine, state }: GridSearch) {
  const query = { ...(area ? { area } : {}), ...(routine ? { routine } : {}), state: state ?? ('due' as const), limit: 50 }
  return infiniteQueryOptions({
    queryKey: [GRID_KEY, 'due', query], queryFn: ({ pageParam, signal }) => api.call(listDue, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }), initialPageParam: '', getNextPageParam: (page) => page.next,
  })
}

/** What is registered at the door of one thing that is due or done, masked; for whoever may put it right. */
export function doorQuery({ subject, routine }: Pick<DueItem, 'subject' | 'routine'>, state: GridSearch['state']) {
  return queryOptions({
    queryKey: [GRID_KEY, 'door', routine, subject.id, state ?? null], queryFn: async ({ signal }) => (await api.call(listDue, { query: { routine, subject: subject.id, state: state ?? 'due', known: 'true', limit: 1 }, signal })).items[0]?.known ?? [],
  })
}

/** Visits of an area, the latest first, page by page. */
export function visitsQuery(area: string | undefined, since: string | undefined) {
  const query = { ...(area ? { area } : {}), ...(since ? { since } : {}), limit: 50 }
  return infiniteQueryOptions({
    queryKey: [GRID_KEY, 'visits', query], queryFn: ({ pageParam, signal }) => api.call(listVisits, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }), initialPageParam: '', getNextPageParam: (page) => page.next,
  })
}

export const routinesQuery = queryOptions({ queryKey: [GRID_KEY, 'routines'], queryFn: ({ signal }) => api.call(listRoutines, { signal }) })

export const ownWorkQuery = queryOptions({ queryKey: [GRID_KEY, 'own-work'], queryFn: ({ signal }) => api.call(showOwnWork, { signal }) })

export function balanceQuery(area: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'balance', area ?? null], queryFn: ({ signal }) => api.call(gridBalance, { query: area ? { area } : {}, signal }) })
}

export function burdenQuery(area: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'burden', area ?? null], queryFn: ({ signal }) => api.call(gridBurden, { query: area ? { area } : {}, signal }) })
}

export function campaignsQuery(area: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'campaigns', area ?? null], queryFn: ({ signal }) => api.call(gridCampaigns, { query: area ? { area } : {}, signal }) })
}

export function campaignQuery(id: string, area: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'campaign', id, area ?? null], queryFn: ({ signal }) => api.call(gridCampaign, { params: { id }, query: area ? { area } : {}, signal }) })
}

export function networkQuery(area: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'network', area ?? null], queryFn: ({ signal }) => api.call(gridNetwork, { query: area ? { area } : {}, signal }) })
}

export function chainQuery(path: string, household: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'chain', path, household ?? null], queryFn: ({ signal }) => api.call(gridChain, { query: { path, ...(household ? { household } : {}) }, signal }) })
}

/** Who of chiefs and centre households comes, and where nobody was for so many days. */
export function doorContactsQuery(area: string | undefined, days: number) {
  return queryOptions({ queryKey: [GRID_KEY, 'door-contacts', area ?? null, days], queryFn: ({ signal }) => api.call(gridDoorContacts, { query: { ...(area ? { area } : {}), days }, signal }) })
}

export function doorContactsAtQuery(path: string, days: number) {
  return queryOptions({ queryKey: [GRID_KEY, 'door-contacts', 'at', path, days], queryFn: ({ signal }) => api.call(gridDoorContactsAt, { params: { path }, query: { days }, signal }) })
}

/** Plans, the newest first, page by page. */
export const plansQuery = infiniteQueryOptions({
  queryKey: [GRID_KEY, 'plans'], queryFn: ({ pageParam, signal }) => api.call(listPlans, { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) }, signal }), initialPageParam: '', getNextPageParam: (page) => page.next,
})

export const leavesQuery = queryOptions({ queryKey: [GRID_KEY, 'leaves'], queryFn: ({ signal }) => api.call(listLeaves, { signal }) })

export function roundsQuery(area: string | undefined) {
  return queryOptions({ queryKey: [GRID_KEY, 'rounds', area ?? null], queryFn: ({ signal }) => api.call(listRounds, { query: area ? { area } : {}, signal }) })
}
