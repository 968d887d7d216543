import { DELIBERATION_STEPS } from '@yihu/domain'
import { sumsOf } from '../../../kernel/indicator.ts'
import type { Indicator } from '../../../kernel/indicator.ts'
import { stepOf } from './list.ts'
import { countByState, countByStateAndPlace } from './repo.ts'

/** The figures of deliberation: how many proposals stand in each of the five steps. */
export const indicators: readonly Indicator[] = DELIBERATION_STEPS.map((name, at) => ({
  id: `deliberation.step${at + 1}`, name: `五步议事：${name}`, definition: `五步议事里现在走到“${name}”这一步的提议，结束在这一步的也在内。`, unit: '件', source: 'deliberation', narrowed: `提议：走到“${name}”的`, screens: ['shijian'], permission: 'deliberation.read',
  measure: async (context, { actor, area }) => {
    const counted = await context.db.transact(actor.scope, (tx) => countByState(tx, { area }))
    return { value: counted.filter(({ state }) => stepOf(state) === at + 1).reduce((sum, { count }) => sum + count, 0), list: `/deliberations?step=${at + 1}&area=${area}` }
  },
  everywhere: async ({ db }, { actor }) => sumsOf((await db.transact(actor.scope, countByStateAndPlace)).filter(({ state }) => stepOf(state) === at + 1)),
}))
