import type { KnownDevice } from '../devices/index.ts'
import { letterOf, MOST_PAYLOAD } from './parcel.ts'
import type { Letter, Parcel, Problem } from './parcel.ts'
import { readTelemetry } from './read-telemetry.ts'
import type { PointValue, Telemetry } from './read-telemetry.ts'
import { readUplink } from './read-uplink.ts'

interface DeviceMessage {
  readonly source: Letter['source']
  readonly topic: string
  readonly payload: Buffer
  readonly now: number
  readonly arrivedAt: number
}

/** Reads what a known device published: readings, and a letter when something of it was not understood. Pure. */
export function readDeviceMessage(device: KnownDevice, message: DeviceMessage): Parcel {
  const said = readTopic(device, message)
  const own = (values: readonly PointValue[]) => values.map(({ point, at, value }) => ({ device: device.no, point, at, value }))
  return {
    device,
    readings: own(said.values),
    guarded: said.guarded.map(({ id, values }) => ({ device: device.no, id, readings: own(values) })),
    sightings: [],
    letters: said.problems.length === 0 ? [] : letterOf(said.problems, { path: device.path, source: message.source, sender: device.id, topic: message.topic, payload: message.payload, at: message.arrivedAt }),
  }
}

function readTopic(device: KnownDevice, { topic, payload, now, arrivedAt }: DeviceMessage): Telemetry {
  const [root, id, kind, codec, ...more] = topic.split('/')
  if (root !== 'd' || id !== device.id) return refused({ reason: root === 'd' ? 'foreign-topic' : 'unknown-topic', detail: `主题 ${topic.slice(0, 100)}` })
  if (payload.length > MOST_PAYLOAD) return refused({ reason: 'too-large', detail: '消息超过 64 KB，只留下开头' })
  if (device.isStopped) return refused({ reason: 'device-stopped', detail: '设备已停用' })
  const ground = { points: device.points, now, arrivedAt }
  if (kind === 'telemetry' && codec === undefined) return readTelemetry(payload, ground)
  if (kind !== 'uplink' || codec === undefined || more.length > 0) return refused({ reason: 'unknown-topic', detail: `主题 ${topic.slice(0, 100)}` })
  if (device.codec !== null && device.codec.toLowerCase() !== codec.toLowerCase()) return refused({ reason: 'codec-foreign', detail: `产品的解码是 ${device.codec}，收到 ${codec.slice(0, 60)}` })
  return readUplink(payload, codec, ground)
}

function refused(problem: Problem): Telemetry {
  return { values: [], guarded: [], problems: [problem] }
}
