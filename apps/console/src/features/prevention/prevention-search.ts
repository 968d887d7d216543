import type { ClusterFilter, TaskFilter } from './prevention-queries.ts'

export const FILTERS = { live: '还在来的', hot: '热点', all: '全部' } as const satisfies Record<ClusterFilter, string>
export const TASK_FILTERS = { all: '全部', open: '在办', done: '已办结' } as const satisfies Record<TaskFilter, string>

/** What the address of the cluster board may say. */
export interface ClustersSearch {
  readonly state?: ClusterFilter
  readonly area?: string
}

/** What the address of the task board may say; `at` is the task whose effect is shown. */
export interface PreventionSearch {
  readonly state?: TaskFilter
  readonly at?: string
}

/** Reads an address; what makes no sense is left out. */
export function readClustersSearch({ state, area }: Readonly<Record<string, unknown>>): ClustersSearch {
  return {
    ...(typeof state === 'string' && Object.hasOwn(FILTERS, state) && state !== 'live' ? { state: state as ClusterFilter } : {}), // checked on the left
    ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}),
  }
}

/** Reads an address; what makes no sense is left out. */
export function readPreventionSearch({ state, at }: Readonly<Record<string, unknown>>): PreventionSearch {
  return {
    ...(typeof state === 'string' && Object.hasOwn(TASK_FILTERS, state) && state !== 'all' ? { state: state as TaskFilter } : {}), // checked on the left
    ...(typeof at === 'string' && /^[\da-f-]{36}$/u.test(at) ? { at } : {}),
  }
}
