import { sumsOf } from '../../kernel/indicator.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { countDevices, devicesByPlace } from './repo-product.ts'

/** The figures of devices. */
export const indicators: readonly Indicator[] = [{
  id: 'devices.count', name: '感知设备', definition: '登记在册的设备，不论现在有没有消息。', unit: '台', source: 'device', narrowed: '设备：在册的', screens: ['wangge'], permission: 'device.read',
  measure: async (context, { actor, area }) => {
    const byProduct = await context.db.transact(actor.scope, (tx) => countDevices(tx, area))
    return { value: [...byProduct.values()].reduce((sum, count) => sum + count, 0), list: `/devices?area=${area}` }
  },
  everywhere: async ({ db }, { actor }) => sumsOf(await db.transact(actor.scope, devicesByPlace)),
}]
