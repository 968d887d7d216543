import { CLUSTER_TRENDS } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { Indicator } from '../../../kernel/indicator.ts'
import { onePage } from '../../../kernel/list-sheet.ts'
import { sumsOf } from '../../../platform/areas/index.ts'
import { clustersOf } from './list.ts'

/** The figures of clusters. */
export const indicators: readonly Indicator[] = [{
  id: 'clusters.hot', name: '热点', definition: '近 30 天还有人反映、五天里满十件而报过警的诉求组。', unit: '个', source: 'case_cluster', narrowed: '诉求组：热点', screens: ['zhili'], permission: 'cluster.read',
  measure: async (context, { actor, area }) => {
    const { clusters } = await clustersOf(context, actor, { state: 'hot', area })
    return { value: clusters.length, list: `/clusters?state=hot&area=${area}` }
  },
  sheet: {
    columns: ['诉求组', '类别', '在哪里', '件数', '几天里', '近七天', '前七天', '趋势', '第一件', '最近一件'],
    pages: (context, { actor, area }) => onePage(clustersOf(context, actor, { state: 'hot', area }).then(({ clusters }) => clusters), (one) => [
      one.name, one.class?.name ?? '', one.areaName, String(one.count), String(one.days), String(one.lastWeek), String(one.weekBefore), CLUSTER_TRENDS[one.trend], timeText(one.firstAt), timeText(one.lastAt),
    ]),
  },
  everywhere: async (context, { actor }) => sumsOf((await clustersOf(context, actor, { state: 'hot' })).clusters.map(({ areaPath }) => ({ path: areaPath, count: 1 }))),
}]
