import type { Indicator } from '../../kernel/indicator.ts'
import { countDangers } from './dangers.ts'

/** The figures of checks. */
export const indicators: readonly Indicator[] = (['open', 'overdue'] as const).map((kind) => ({
  id: `check.${kind}`, name: kind === 'open' ? '未办完的隐患' : '超期的隐患', definition: kind === 'open' ? '检查表查出、案件还没有办结的隐患。' : '没有办完的隐患里，案件已经过了期限的。',
  unit: '处', source: 'check_danger', screens: [], permission: 'check.read',
  measure: async (context, { actor, area, now }) => {
    const counted = await context.db.transact(actor.scope, (tx) => countDangers(tx, { area, now }))
    return { value: counted[kind], list: `/checks/dangers?state=${kind}&area=${area}` }
  },
}))
