import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listClusters, listPreventionTasks, showCluster, showPreventionEffect } from '@yihu/contracts'
import { api } from '../../app/api.ts'

export type ClusterFilter = 'live' | 'hot' | 'all'
export type TaskFilter = 'all' | 'open' | 'done'

/** What every query of clusters and of tasks begins with: one change makes them old. */
export const CLUSTERS_KEY = ['clusters'] as const
export const TASKS_KEY = ['prevention'] as const

export function clustersQuery(state: ClusterFilter, area: string | undefined) {
  return queryOptions({ queryKey: [...CLUSTERS_KEY, 'list', state, area ?? null], queryFn: ({ signal }) => api.call(listClusters, { query: { state, ...(area ? { area } : {}) }, signal }), placeholderData: (last) => last })
}

export function clusterQuery(id: string) {
  return queryOptions({ queryKey: [...CLUSTERS_KEY, 'one', id], queryFn: ({ signal }) => api.call(showCluster, { params: { id }, signal }) })
}

export function tasksQuery(state: TaskFilter) {
  return infiniteQueryOptions({
    queryKey: [...TASKS_KEY, 'list', state],
    queryFn: ({ pageParam, signal }) => api.call(listPreventionTasks, { query: { state, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
}

/** The tasks that came from one cluster. */
export function tasksOfClusterQuery(clusterId: string) {
  return queryOptions({ queryKey: [...TASKS_KEY, 'cluster', clusterId], queryFn: ({ signal }) => api.call(listPreventionTasks, { query: { origin: 'cluster', originId: clusterId }, signal }) })
}

export function effectQuery(id: string) {
  return queryOptions({ queryKey: [...TASKS_KEY, 'effect', id], queryFn: ({ signal }) => api.call(showPreventionEffect, { params: { id }, signal }) })
}
