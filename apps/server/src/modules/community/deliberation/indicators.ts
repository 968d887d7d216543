import { DELIBERATION_STEPS, timeText } from '@yihu/domain'
import type { Indicator } from '../../../kernel/indicator.ts'
import { everyPage, SHEET_PAGE } from '../../../kernel/list-sheet.ts'
import { sumsOf } from '../../../platform/areas/index.ts'
import { listDesk, stepOf } from './list.ts'
import { countByState, countByStateAndPlace } from './repo.ts'

/** The figures of deliberation: how many proposals stand in each of the five steps. */
export const indicators: readonly Indicator[] = DELIBERATION_STEPS.map((name, at) => ({
  id: `deliberation.step${at + 1}`, name: `五步议事：${name}`, definition: `五步议事里现在走到“${name}”这一步的提议，结束在这一步的也在内。`, unit: '件', source: 'deliberation', narrowed: `提议：走到“${name}”的`, screens: ['shijian'], permission: 'deliberation.read',
  measure: async (context, { actor, area }) => {
    const counted = await context.db.transact(actor.scope, (tx) => countByState(tx, { area }))
    return { value: counted.filter(({ state }) => stepOf(state) === at + 1).reduce((sum, { count }) => sum + count, 0), list: `/deliberations?step=${at + 1}&area=${area}` }
  },
  sheet: {
    columns: ['编号', '提议', '在哪里', '走到哪一步', '现在', '支持', '其中验证过电话的', '提出'],
    pages: (context, { actor, area }) => everyPage(async (cursor) => {
      const { deliberations: rows, next } = await listDesk(context, actor, { step: at + 1, area, cursor, limit: SHEET_PAGE })
      return { rows, next }
    }, (one) => [one.number, one.title, one.areaName, one.stepName, one.stateName, String(one.supports), String(one.verified), timeText(one.at)]),
  },
  everywhere: async ({ db }, { actor }) => sumsOf((await db.transact(actor.scope, countByStateAndPlace)).filter(({ state }) => stepOf(state) === at + 1)),
}))
