import type { Indicator } from '../../kernel/indicator.ts'
import { countPeople } from './repo.ts'

/** The figures of care. */
export const indicators: readonly Indicator[] = [{
  id: 'care.people', name: '看护中', definition: '登记了看护、还没有结束的人，外出的也算。不足 10 人不显示人数。', unit: '人', source: 'care_person', screens: ['fuwu'], permission: 'care.read', isPeople: true,
  measure: async (context, { actor, area, now }) => {
    const { active } = await context.db.transact(actor.scope, (tx) => countPeople(tx, context, { area, now: new Date(now) }))
    return { value: active, list: `/care?area=${area}` }
  },
}]
