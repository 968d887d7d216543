import { ALARM_SEVERITIES } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { Indicator } from '../../kernel/indicator.ts'
import { everyPage, SHEET_PAGE } from '../../kernel/list-sheet.ts'
import { sumsOf } from '../areas/index.ts'
import { alarmsOf } from './list.ts'
import { countOpen, ringingByPlace } from './repo-list.ts'

/** The figures of alarms. */
export const indicators: readonly Indicator[] = [{
  id: 'alarms.ringing', name: '待确认告警', definition: '未解除的告警中还没有人确认的，演练不算。', unit: '条', source: 'alarm', narrowed: '告警：待确认的', screens: ['wangge'], permission: 'alarm.read', target: { most: 0 },
  measure: async (context, { actor, area }) => {
    const open = await context.db.transact(actor.scope, (tx) => countOpen(tx, area))
    return { value: open.filter(({ state }) => state === 'ringing').reduce((sum, { count }) => sum + count, 0), list: `/alarms?list=ringing&area=${area}` }
  },
  sheet: {
    columns: ['告警', '级别', '情况', '设备', '在哪里', '地址', '开始'],
    pages: (context, { actor, area }) => everyPage(async (cursor) => {
      const { alarms, next } = await alarmsOf(context, actor, { state: 'ringing', drills: 'without', area, cursor, limit: SHEET_PAGE })
      return { rows: alarms, next }
    }, (one) => [one.scenario.name, ALARM_SEVERITIES[one.severity], one.what, one.device.name, one.areaName, one.address ?? '', timeText(one.raisedAt)]),
  },
  everywhere: async ({ db }, { actor }) => sumsOf(await db.transact(actor.scope, ringingByPlace)),
}]
