import { DEVICE_HEALTH } from '@yihu/contracts'
import type { DeviceHealth, LayerTone } from '@yihu/contracts'
import { pointFeature } from '../../kernel/layer.ts'
import type { Layer } from '../../kernel/layer.ts'
import { devicesToDraw } from './repo-list.ts'
import { aroundOf } from './show.ts'

const TONES: Readonly<Record<DeviceHealth, LayerTone>> = { fine: 'green', silent: 'red', never: 'grey', maintenance: 'violet', fault: 'red', stopped: 'grey' }

/** Devices with a place, by health. */
export const layers: readonly Layer[] = [{
  id: 'devices', name: '设备', what: '有位置的设备；红色是失联或故障。', unit: '台', sign: '设', kind: 'point', permission: 'device.read', zooms: [9, 16], togetherUntil: 15, list: '/devices?view=map', card: '/devices?at={id}',
  // Messages come all the time; that somebody is silent shows by the clock alone.
  isChangedBy: (topic) => topic === 'device.changed' || topic === 'product.changed', freshMs: 30_000,
  find: async (context, { scope, box, limit }) => context.db.transact(scope, async (tx) => {
    const found = await devicesToDraw(tx, { box }, { ...(await aroundOf(tx, context.clock.now())), limit })
    return found.flatMap(({ id, name, lon, lat, health }) => (lon === null || lat === null ? [] : [pointFeature({ id, lon, lat, title: name, tone: TONES[health], more: { word: DEVICE_HEALTH[health] } })]))
  }),
}]
