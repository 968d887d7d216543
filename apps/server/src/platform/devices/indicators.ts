import { DEVICE_HEALTH, VISITOR_KIND } from '@yihu/contracts'
import type { listDevices, QueryOf } from '@yihu/contracts'
import { sumUp, timeText } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { AtPlace, Indicator } from '../../kernel/indicator.ts'
import { everyPage, SHEET_PAGE } from '../../kernel/list-sheet.ts'
import type { ListSheet } from '../../kernel/list-sheet.ts'
import { sumsOf } from '../areas/index.ts'
import { devicesOf } from './list.ts'
import { sumLastByPlace } from './repo-list.ts'
import { countDevices, devicesByPlace } from './repo-product.ts'
import { aroundOf } from './show.ts'

const COLUMNS = ['编号', '名称', '产品', '在哪里', '地址', '责任单位', '负责人', '最近的消息', '状况']

/** The devices behind a figure, as its page narrows them. */
function sheetOf(narrowed: Pick<QueryOf<typeof listDevices>, 'kind' | 'health'>): ListSheet {
  return {
    columns: COLUMNS,
    pages: (context, { actor, area }) => everyPage(async (cursor) => {
      const { devices, next } = await devicesOf(context, actor, { ...narrowed, area, cursor, limit: SHEET_PAGE })
      return { rows: devices, next }
    }, (one) => [one.id, one.name, one.productName, one.areaName, one.address ?? '', one.unit?.name ?? '', one.keeper ?? '', one.lastAt ? timeText(one.lastAt) : '', DEVICE_HEALTH[one.health]]),
  }
}

/** How many people the counters that are well say are there, with how many counters that is. */
async function visitorsAt(context: Context, { actor, now, area: within }: { readonly actor: Actor; readonly now: number; readonly area?: string }): Promise<AtPlace> {
  const rows = await context.db.transact(actor.scope, async (tx) => sumLastByPlace(tx, { kind: VISITOR_KIND, point: 'people', area: within }, await aroundOf(tx, now)))
  const [people, counters] = [sumUp(rows.map(({ path, sum }) => ({ path, count: sum }))), sumUp(rows.map(({ path, devices }) => ({ path, count: devices })))]
  return (area) => ({ value: counters(area) === 0 ? null : people(area), of: counters(area) })
}

/** The figures of devices. */
export const indicators: readonly Indicator[] = [{
  id: 'devices.count', name: '感知设备', definition: '登记在册的设备，不论现在有没有消息。', unit: '台', source: 'device', narrowed: '设备：在册的', screens: ['wangge'], permission: 'device.read',
  measure: async (context, { actor, area }) => {
    const byProduct = await context.db.transact(actor.scope, (tx) => countDevices(tx, area))
    return { value: [...byProduct.values()].reduce((sum, count) => sum + count, 0), list: `/devices?area=${area}` }
  },
  sheet: sheetOf({}),
  everywhere: async ({ db }, { actor }) => sumsOf(await db.transact(actor.scope, devicesByPlace)),
}, {
  id: 'devices.visitors', name: '客流在场人数', definition: '工作正常的客流计数器最近一次报的在场人数之和，夜市等装了计数器的地方都在内。只数人，不认人；没报过人数的计数器按 0 算。', unit: '人', ofUnit: '台计数器', source: 'device、reading_last', narrowed: `设备：${VISITOR_KIND}，正常的`, screens: ['jingji'], permission: 'device.read',
  measure: async (context, { actor, area, now }) => ({ ...(await visitorsAt(context, { actor, now, area }))(area), list: `/devices?kind=${encodeURIComponent(VISITOR_KIND)}&health=fine&area=${area}` }),
  sheet: sheetOf({ kind: VISITOR_KIND, health: 'fine' }),
  everywhere: (context, { actor, now }) => visitorsAt(context, { actor, now }),
}]
