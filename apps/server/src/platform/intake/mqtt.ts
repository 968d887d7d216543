import { hash } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { isCamera } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { createBucket, linkBroker, MessageRefused, startBroker } from '../../kernel/broker/index.ts'
import type { Broker, Bucket, Door, MqttMessage, Refusal } from '../../kernel/broker/index.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import { directoryOf, fits, noteRefusal } from '../devices/index.ts'
import type { Directory, KnownDevice } from '../devices/index.ts'
import { commandTopic, replyTopic, runCommands, takeReply } from './commands.ts'
import type { CommandRunner } from './commands.ts'
import { EMPTY, letterOf, MOST_PAYLOAD } from './parcel.ts'
import type { Parcel } from './parcel.ts'
import { readDeviceMessage } from './read-message.ts'
import { createStream } from './stream.ts'
import type { Stream } from './stream.ts'
import { FRIGATE_TOPIC, takeFrigate } from './take-frigate.ts'

/** Messages a second of one device; who sends more is read more slowly. */
const PER_DEVICE = { perSecond: 50, burst: 200 }
/** A device of an external broker that was silent for longer may have missed what was sent meanwhile. */
const SILENT_MS = 10 * 60_000
/** Room for the topic and the head of a message beside the payload that is kept. */
const MOST_PACKET = MOST_PAYLOAD + 512

interface MqttOptions {
  readonly port: number
  readonly host: string
  /** An external broker instead of the embedded one. */
  readonly url?: string | undefined
  readonly perDevice?: { readonly perSecond: number; readonly burst: number }
  /** Links to the external broker; each hands over one message after the other. Default 64. */
  readonly links?: number
}

/** Devices talking to this server. */
export interface DeviceDoor {
  /** Of the embedded broker; undefined with an external one. */
  readonly port: number | undefined
  /** Messages that are taken and not committed yet. */
  waiting(): number
  close(): Promise<void>
}

/** What is remembered of a connection. */
interface Session {
  readonly id: string
  readonly bucket: Bucket
}

/** Opens the door for devices: the embedded broker, or links to an external one. */
export async function openDeviceDoor(context: Context, { port, host, url, perDevice = PER_DEVICE, links = 64 }: MqttOptions): Promise<DeviceDoor> {
  const stream = createStream(context)
  if (url !== undefined) return linkDevices(context, { url, links, stream })
  const directory = directoryOf(context)
  const signedIn = new Map<string, Buffer>()
  let runner: CommandRunner | null = null
  const broker = await startBroker({ port, host, log: context.log, door: doorOf(context, { directory, stream, perDevice, signedIn, greet: (id) => { runner?.greet(id) } }), mostBytes: MOST_PACKET })
  const commands = runCommands(context, { hears: (id) => broker.hears(id, commandTopic(id)), send: (id, payload) => broker.send(id, { topic: commandTopic(id), payload }) })
  runner = commands
  const stop = directory.onChange((id) => {
    if (id !== null && signedIn.has(id)) recheck(id, { directory, broker, signedIn }).catch((error: unknown) => { context.log.warn({ err: error }, 'a changed device could not be looked at') })
  })
  return {
    port: broker.port,
    waiting: stream.waiting,
    close: async () => {
      stop()
      commands.stop()
      await broker.close()
      await stream.close()
    },
  }
}

/** A device whose secret changed or that was stopped is sent off; it may come back with what counts now. */
async function recheck(id: string, { directory, broker, signedIn }: { directory: Directory; broker: Broker; signedIn: Map<string, Buffer> }): Promise<void> {
  const device = await directory.fresh(id)
  if (device && !device.isStopped && device.secretHash?.equals(signedIn.get(id) ?? Buffer.alloc(0))) return
  signedIn.delete(id)
  broker.disconnect(new Set([id]))
}

interface Around {
  readonly directory: Directory
  readonly stream: Stream
  readonly perDevice: typeof PER_DEVICE
  /** With which secret (hashed) each device came in. */
  readonly signedIn: Map<string, Buffer>
  /** Told of a device that has begun to listen to its commands. */
  readonly greet: (id: string) => void
}

function doorOf(context: Context, { directory, stream, perDevice, signedIn, greet }: Around): Door<Session> {
  const buckets = new Map<string, Bucket>()
  const takeLater = async (id: string, message: MqttMessage, wait: number): Promise<void> => {
    if (wait > 0) await pause(wait)
    const device = directory.known(id) ?? (await directory.find([id])).get(id)
    if (!device) throw new MessageRefused('the device is gone')
    await takeMessage(context, { device, message, stream })
    if (message.topic.startsWith('d/') && !message.topic.startsWith(`d/${id}/`)) throw new MessageRefused('a topic of another device')
  }
  return {
    async signIn({ name, secret, clientId }) {
      const device = await directory.fresh(name)
      if (!device) return { refused: 'credentials' }
      const refusal = refusalOf(device, { secret, clientId })
      if (refusal) {
        await context.db.transact(systemScope, (tx) => noteRefusal(tx, { id: device.id, at: new Date(context.clock.now()), reason: refusal.reason }))
        return refusal
      }
      signedIn.set(name, device.secretHash ?? Buffer.alloc(0))
      if (buckets.size > 100_000) buckets.clear()
      const bucket = buckets.get(name) ?? createBucket(perDevice)
      buckets.set(name, bucket)
      return { session: { id: name, bucket } }
    },
    take({ id, bucket }, message) {
      const wait = bucket.take(performance.now())
      const device = wait > 0 ? undefined : directory.known(id)
      return device && message.topic.startsWith(`d/${id}/`) ? takeMessage(context, { device, message, stream }) : takeLater(id, message, wait)
    },
    room: stream.room,
    maySubscribe: ({ id }, topic) => topic === commandTopic(id),
    subscribed: ({ id }) => { greet(id) },
  }
}

function refusalOf(device: KnownDevice, { secret, clientId }: { secret: Buffer; clientId: string }): { readonly refused: Refusal; readonly reason: string } | null {
  if (!fits(secret, device.secretHash)) return { refused: 'credentials', reason: '密钥不对' }
  if (device.isStopped) return { refused: 'credentials', reason: '设备已停用' }
  // Another device's id as the name of the connection would throw that device out.
  if (clientId === device.id || clientId.startsWith(`${device.id}:`)) return null
  return { refused: 'identifier', reason: '连接标识（client id）要与设备编号相同，或以“设备编号:”开头' }
}

function takeMessage(context: Context, { device, message: { topic, payload }, stream }: { device: KnownDevice; message: MqttMessage; stream: Stream }): Promise<void> {
  if (topic === replyTopic(device.id) && payload.length <= MOST_PAYLOAD) return takeReply(context, { device, message: { topic, payload }, stream })
  // Whoever watches cameras may speak for them; a water meter may not.
  if (topic === FRIGATE_TOPIC && isCamera(device.kind)) return takeFrigate(context, { payload, path: device.path, sender: device.id, stream })
  const now = context.clock.now()
  return stream.take(readDeviceMessage(device, { source: 'mqtt', topic, payload, now, arrivedAt: now }))
}

/** At an external broker the broker itself checks who may publish as whom. */
async function linkDevices(context: Context, { url, links: count, stream }: { url: string; links: number; stream: Stream }): Promise<DeviceDoor> {
  const directory = directoryOf(context)
  // Nobody tells us who listens there: who speaks after a while of silence may have missed what was sent meanwhile.
  let runner: CommandRunner | null = null
  const lastHeard = new Map<string, number>()
  const isTalking = (id: string): boolean => context.clock.now() - (lastHeard.get(id) ?? 0) <= SILENT_MS
  const heard = (id: string): void => {
    if (!isTalking(id)) runner?.greet(id)
    if (lastHeard.size > 100_000) lastHeard.clear()
    lastHeard.set(id, context.clock.now())
  }
  const links = await linkBroker({
    url, name: serverName(context.home), group: 'yihu', topics: ['d/+/telemetry', 'd/+/uplink/+', 'd/+/reply', FRIGATE_TOPIC], log: context.log, links: count,
    take: async (message) => {
      if (message.topic === FRIGATE_TOPIC) return takeFrigate(context, { payload: message.payload, path: await wholePath(context), sender: 'frigate', stream })
      const id = message.topic.split('/')[1] ?? ''
      const device = directory.known(id) ?? (await directory.find([id])).get(id)
      if (!device) return stream.take(await unknownParcel(context, id, message))
      await takeMessage(context, { device, message, stream })
      heard(id)
    },
    onUp: () => { runner?.sendAll() },
  })
  const commands = runCommands(context, {
    hears: () => links.connected() > 0,
    send: async (id, payload) => {
      await links.publish(commandTopic(id), payload)
      return isTalking(id)
    },
  })
  runner = commands
  commands.sendAll()
  return {
    port: undefined,
    waiting: stream.waiting,
    close: async () => {
      commands.stop()
      await links.close()
      await stream.close()
    },
  }
}

/** The same after a restart, another one for each server of a broker. */
function serverName(home: string): string {
  return `yihu-${hash('sm3', `${hostname()}|${home}`).slice(0, 12)}`
}

/** The street where there is only one, else what is above them. */
async function wholePath(context: Context): Promise<string> {
  const streets = (await areasOf(context)).areas.filter(({ level }) => level === 'street')
  const [only] = streets
  return streets.length === 1 && only ? only.path : (only?.path.split('.')[0] ?? 'unknown')
}

/** Nobody knows where an unknown device stands: its letter lies with the street where there is only one, else with what is above them. */
async function unknownParcel(context: Context, id: string, { topic, payload }: MqttMessage): Promise<Parcel> {
  const path = await wholePath(context)
  const problem = { reason: 'device-unknown', detail: `没有登记设备 ${id.slice(0, 64)}` } as const
  return { ...EMPTY, device: null, letters: letterOf([problem], { path, source: 'mqtt', sender: id.slice(0, 64) || '?', topic, payload, at: context.clock.now() }) }
}
