import type { Indicator } from '../../kernel/indicator.ts'
import { areasOf, valuesAt } from '../../platform/areas/index.ts'
import { idleQuestions, nightNotices } from './burden.ts'
import { workFigures } from './work-figures.ts'

/** What the work costs those who do it, as two figures; the page opens both lists. */
const burden: readonly Indicator[] = [
  {
    id: 'burden.night', name: '夜里的通知', definition: '近 28 天晚上 9 点到早上 7 点之间发给网格员的通知，几个人收到算几条；红牌的也在内。', unit: '条', source: 'notice', narrowed: '减负表：夜里的通知，近 28 天', target: { most: 0 }, screens: [], permission: 'grid.read',
    measure: async (context, { actor, area }) => ({ value: (await nightNotices(context, actor, [area]))(area), list: `/grid?tab=burden&area=${area}` }),
    everywhere: async (context, { actor }) => valuesAt(await nightNotices(context, actor, (await areasOf(context)).childrenOf(null).map(({ path }) => path))),
  },
  {
    id: 'burden.questions', name: '可以不再问的', definition: '近 90 天问过 20 次以上、50 次里最多 1 次有新情况的核实项目和检查项目。', unit: '项', source: 'grid_visit、check_sheet', narrowed: '减负表：问过的项目，近 90 天', target: { most: 0 }, screens: [], permission: 'grid.read',
    measure: async (context, { actor, area }) => ({ value: (await idleQuestions(context, actor, area))(area), list: `/grid?tab=burden&area=${area}` }),
    everywhere: async (context, { actor }) => valuesAt(await idleQuestions(context, actor)),
  },
]

/** The figures of the grid: the work, and what it costs. */
export const indicators: readonly Indicator[] = [...workFigures, ...burden]
