import { DEVICE_HEALTH } from '@yihu/contracts'
import { timeText } from '@yihu/domain'
import type { Indicator } from '../../kernel/indicator.ts'
import { everyPage, SHEET_PAGE } from '../../kernel/list-sheet.ts'
import { sumsOf } from '../areas/index.ts'
import { devicesOf } from './list.ts'
import { countDevices, devicesByPlace } from './repo-product.ts'

/** The figures of devices. */
export const indicators: readonly Indicator[] = [{
  id: 'devices.count', name: '感知设备', definition: '登记在册的设备，不论现在有没有消息。', unit: '台', source: 'device', narrowed: '设备：在册的', screens: ['wangge'], permission: 'device.read',
  measure: async (context, { actor, area }) => {
    const byProduct = await context.db.transact(actor.scope, (tx) => countDevices(tx, area))
    return { value: [...byProduct.values()].reduce((sum, count) => sum + count, 0), list: `/devices?area=${area}` }
  },
  sheet: {
    columns: ['编号', '名称', '产品', '在哪里', '地址', '责任单位', '负责人', '最近的消息', '状况'],
    pages: (context, { actor, area }) => everyPage(async (cursor) => {
      const { devices, next } = await devicesOf(context, actor, { area, cursor, limit: SHEET_PAGE })
      return { rows: devices, next }
    }, (one) => [one.id, one.name, one.productName, one.areaName, one.address ?? '', one.unit?.name ?? '', one.keeper ?? '', one.lastAt ? timeText(one.lastAt) : '', DEVICE_HEALTH[one.health]]),
  },
  everywhere: async ({ db }, { actor }) => sumsOf(await db.transact(actor.scope, devicesByPlace)),
}]
