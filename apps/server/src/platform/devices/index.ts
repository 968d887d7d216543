/**
 * Devices: products with their measuring points, devices with place, keeper and secret, what they measured,
 * what they are told. Owns `product`, `device`, `reading`, `reading_last`, `reading_hour`, `reading_rolled`, `device_command`.
 * Raises `device.changed`, `product.changed`, `command.queued`; hears nothing. Messages go in and out through intake; a
 * device is as alive as its last message, reading or other, is young.
 */
import { defineModule } from '../../kernel/module.ts'
import { forgetCommands } from './command.ts'
import { indicators } from './indicators.ts'
import { layers } from './layers.ts'
import { dropOldReadings, keepReadingMonths, rollUpReadings } from './keep.ts'
import { routes } from './routes.ts'

export { bringInDevices, bringInReadings } from './bring-in.ts'
export { messageOf, queueCommands } from './command.ts'
export { devicesIn, directoryOf } from './directory.ts'
export type { Directory, KnownDevice } from './directory.ts'
export { foldBatch } from './fold.ts'
export type { Reading } from './fold.ts'
export { keepReadingMonths, rollUpReadings } from './keep.ts'
export { countHealth, findDevices } from './list.ts'
export { productsOf } from './product.ts'
export { answerCommand, devicesWaiting, noteDelivered, takeCommands } from './repo-command.ts'
export { devicesById, noteHeard, noteRefusal } from './repo-device.ts'
export type { Word } from './repo-device.ts'
export { destroyDevices } from './destroy.ts'
export { devicesOfKinds } from './repo-destroy.ts'
export type { Destroyed, NamedDevice } from './repo-destroy.ts'
export { countDevices } from './repo-product.ts'
export { deleteReadings, firstReached, insertReadings, moveLast, readingsBetween } from './repo-reading.ts'
export { fits } from './secret.ts'
export { detailOf } from './show.ts'

/** Manifest of the module. */
export const devices = defineModule({
  id: 'devices',
  name: '设备',
  permissions: { 'device.read': '查看设备和读数', 'device.edit': '登记和修改设备', 'device.command': '给设备发命令' },
  routes,
  indicators,
  layers,
  jobs: [
    { name: 'devices.months', cron: '20 3 * * *', run: keepReadingMonths },
    { name: 'devices.roll-up', cron: '*/5 * * * *', run: rollUpReadings },
    { name: 'devices.forget-commands', cron: '55 3 * * *', isMadeUp: true, run: forgetCommands },
    { name: 'devices.drop', cron: '50 3 * * *', isMadeUp: true, run: dropOldReadings },
  ],
})
