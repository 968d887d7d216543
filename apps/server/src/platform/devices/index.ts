/**
 * Devices: products with their measuring points, devices with place, keeper and secret, what they measured.
 * Owns `product`, `device`, `reading`, `reading_last`, `reading_hour`, `reading_rolled`. Raises `device.changed`,
 * `product.changed`; hears nothing. Messages come in through intake; a device is as alive as its last message is young.
 */
import { defineModule } from '../../kernel/module.ts'
import { dropOldReadings, keepReadingMonths, rollUpReadings } from './keep.ts'
import { routes } from './routes.ts'

export { devicesIn, directoryOf } from './directory.ts'
export type { Directory, KnownDevice } from './directory.ts'
export { foldBatch } from './fold.ts'
export type { Reading } from './fold.ts'
export { keepReadingMonths, rollUpReadings } from './keep.ts'
export { productsOf } from './product.ts'
export { noteRefusal } from './repo-device.ts'
export { countDevices } from './repo-product.ts'
export { insertReadings, readingsBetween } from './repo-reading.ts'
export { fits } from './secret.ts'

/** Manifest of the module. */
export const devices = defineModule({
  id: 'devices',
  name: '设备',
  permissions: { 'device.read': '查看设备和读数', 'device.edit': '登记和修改设备' },
  routes,
  jobs: [
    { name: 'devices.months', cron: '20 3 * * *', run: keepReadingMonths },
    { name: 'devices.roll-up', cron: '*/5 * * * *', run: rollUpReadings },
    { name: 'devices.drop', cron: '50 3 * * *', run: dropOldReadings },
  ],
})
