/**
 * Intake: the doors for devices and foreign platforms (MQTT, HTTP batches, cameras), LoRaWAN codecs, and the letters of
 * what could not be read. Owns `sighting`, `sighting_picture`, `camera_channel`, `dead_letter`, `message_seen`. Raises `device.reported` and `letter.kept`, at
 * most one a second and street; hears nothing. A message is acknowledged when its batch is committed.
 */
import { defineModule } from '../../kernel/module.ts'
import { tidyIntake } from './letters.ts'
import { dropUnseen } from './pictures.ts'
import { routes } from './routes.ts'

export { readCameraMessage } from './camera/read-message.ts'
export { codecOf } from './codec/codecs.ts'
export { decode } from './codec/decode.ts'
export { fetchSnapshotsFrom } from './frigate-snapshot.ts'
export { openDeviceDoor } from './mqtt.ts'
export type { DeviceDoor } from './mqtt.ts'
export { forgetDevices } from './repo.ts'
export { seenBetween } from './sightings.ts'

/** Manifest of the module. */
export const intake = defineModule({
  id: 'intake',
  name: '接入',
  permissions: { 'reading.send': '发送读数和摄像机事件', 'letter.read': '查看没有读懂的消息', 'letter.replay': '重读没有读懂的消息' },
  routes,
  jobs: [{ name: 'intake.tidy', cron: '30 3 * * *', isMadeUp: true, run: tidyIntake }, { name: 'intake.drop-unseen', cron: '40 * * * *', run: dropUnseen }],
})
