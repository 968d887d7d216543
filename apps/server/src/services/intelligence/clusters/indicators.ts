import { sumsOf } from '../../../kernel/indicator.ts'
import type { Indicator } from '../../../kernel/indicator.ts'
import { clustersOf } from './list.ts'

/** The figures of clusters. */
export const indicators: readonly Indicator[] = [{
  id: 'clusters.hot', name: '热点', definition: '近 30 天还有人反映、五天里满十件而报过警的诉求组。', unit: '个', source: 'case_cluster', narrowed: '诉求组：热点', screens: ['zhili'], permission: 'cluster.read',
  measure: async (context, { actor, area }) => {
    const { clusters } = await clustersOf(context, actor, { state: 'hot', area })
    return { value: clusters.length, list: `/clusters?state=hot&area=${area}` }
  },
  everywhere: async (context, { actor }) => sumsOf((await clustersOf(context, actor, { state: 'hot' })).clusters.map(({ areaPath }) => ({ path: areaPath, count: 1 }))),
}]
