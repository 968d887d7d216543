import { sumsOf } from '../../kernel/indicator.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { countDangers, placesOfDangers } from './dangers.ts'
import { countFilled, countFilledByPlace } from './repo-sheet.ts'

const dangers: readonly Indicator[] = (['open', 'overdue'] as const).map((kind) => ({
  id: `check.${kind}`, name: kind === 'open' ? '未办完的隐患' : '超期的隐患', definition: kind === 'open' ? '检查表查出、案件还没有办结的隐患。' : '没有办完的隐患里，案件已经过了期限的。',
  unit: '处', source: 'check_danger', narrowed: kind === 'open' ? '隐患：没有办完的' : '隐患：超期的', screens: ['jingji'], permission: 'check.read',
  measure: async (context, { actor, area, now }) => {
    const counted = await context.db.transact(actor.scope, (tx) => countDangers(tx, { area, now }))
    return { value: counted[kind], list: `/checks/dangers?state=${kind}&area=${area}` }
  },
  everywhere: async ({ db }, { actor, now }) => sumsOf(await db.transact(actor.scope, (tx) => placesOfDangers(tx, { kind, now }))),
}))

const sheets: readonly Indicator[] = (['all', 'yes'] as const).map((danger) => ({
  id: danger === 'all' ? 'check.sheets' : 'check.with-dangers', name: danger === 'all' ? '检查过' : '查出隐患的检查', definition: danger === 'all' ? '填好交上来的检查表，不论查的是什么、查出没有。' : '填好的检查表里，查出过隐患的，不论现在办完没有。',
  unit: '次', source: 'check_sheet', narrowed: danger === 'all' ? '检查表：交上来的' : '检查表：查出过隐患的', screens: ['jingji'], permission: 'check.read',
  measure: async (context, { actor, area }) => ({
    value: await context.db.transact(actor.scope, (tx) => countFilled(tx, { area, hasDangers: danger === 'yes' })),
    list: `/checks/sheets?area=${area}${danger === 'yes' ? '&danger=yes' : ''}`,
  }),
  everywhere: async ({ db }, { actor }) => sumsOf(await db.transact(actor.scope, (tx) => countFilledByPlace(tx, { hasDangers: danger === 'yes' }))),
}))

/** The figures of checks. */
export const indicators: readonly Indicator[] = [...sheets, ...dangers]
