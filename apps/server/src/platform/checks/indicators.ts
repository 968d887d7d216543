import { timeText } from '@yihu/domain'
import type { Indicator } from '../../kernel/indicator.ts'
import { everyPage, SHEET_PAGE } from '../../kernel/list-sheet.ts'
import { sumsOf } from '../areas/index.ts'
import { countDangers, dangersOf, placesOfDangers } from './dangers.ts'
import { countFilled, countFilledByPlace } from './repo-sheet.ts'
import { sheetsOf } from './sheets.ts'

const dangers: readonly Indicator[] = (['open', 'overdue'] as const).map((kind) => ({
  id: `check.${kind}`, name: kind === 'open' ? '未办完的隐患' : '超期的隐患', definition: kind === 'open' ? '检查表查出、案件还没有办结的隐患。' : '没有办完的隐患里，案件已经过了期限的。',
  unit: '处', source: 'check_danger', narrowed: kind === 'open' ? '隐患：没有办完的' : '隐患：超期的', screens: ['jingji'], permission: 'check.read',
  measure: async (context, { actor, area, now }) => {
    const counted = await context.db.transact(actor.scope, (tx) => countDangers(tx, { area, now }))
    return { value: counted[kind], list: `/checks/dangers?state=${kind}&area=${area}` }
  },
  sheet: {
    columns: ['检查表', '隐患', '答案', '说明', '查的是什么', '在哪里', '查出', '案件', '办到哪一步', '承办', '期限'],
    pages: (context, { actor, area }) => everyPage(async (cursor) => {
      const { dangers: rows, next } = await dangersOf(context, actor, { state: kind, area, cursor, limit: SHEET_PAGE })
      return { rows, next }
    }, (one) => [
      one.listName, one.text, one.answer, one.note, one.subjectLabel, one.areaName, timeText(one.foundAt),
      ...(one.case ? [one.case.number, one.case.stateName, one.case.unitName ?? '', one.case.dueAt ? timeText(one.case.dueAt) : ''] : ['', '', '', '']),
    ]),
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
  sheet: {
    columns: ['检查表', '版本', '查的是什么', '在哪里', '什么时候', '谁填的', '问了几项', '合格几项', '隐患几处'],
    pages: (context, { actor, area }) => everyPage(async (cursor) => {
      const { sheets: rows, next } = await sheetsOf(context, actor, { area, ...(danger === 'yes' ? { danger } : {}), cursor, limit: SHEET_PAGE })
      return { rows, next }
    }, (one) => [one.listName, String(one.version), one.subjectLabel, one.areaName, timeText(one.at), one.by, String(one.asked), String(one.passed), String(one.dangers)]),
  },
  everywhere: async ({ db }, { actor }) => sumsOf(await db.transact(actor.scope, (tx) => countFilledByPlace(tx, { hasDangers: danger === 'yes' }))),
}))

/** The figures of checks. */
export const indicators: readonly Indicator[] = [...sheets, ...dangers]
