import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** One device at a broker, speaking MQTT by hand: a library would cost more than what is measured. */
interface Speaker {
  readonly id: string
  /** Publishes values one after the other, QoS 1. */
  say(values: readonly number[]): void
  /** Sent and not acknowledged. */
  under(): number
  close(): void
}

/** Devices that connect with name and secret and publish to their own topics, one reading a message, each in the order of time. */
export interface Crowd {
  /** Messages that were acknowledged so far. */
  acknowledged(): number
  /** Everybody keeps `window` messages under way for so long; ends when all are acknowledged. */
  flood(options: { readonly seconds: number; readonly window: number }): Promise<{ readonly count: number; readonly seconds: number }>
  /** So many messages a second from all together, at the present time; ends when all are acknowledged. */
  talk(options: { readonly seconds: number; readonly perSecond: number }): Promise<void>
  /** One value of one device, at the present time. */
  say(id: string, value: number): void
  close(): void
}

interface CrowdOptions {
  readonly port: number
  readonly ids: readonly string[]
  readonly secret: string
  readonly point: string
  /** Of readings whose value does not matter: from 0 up to this. */
  readonly below: number
  /** First time said, epoch milliseconds; default: the present. */
  readonly from?: number
}

const TICK_MS = 20

/** Connects everybody. @throws Error when one is not let in */
export async function gather({ port, ids, secret, point, below, from }: CrowdOptions): Promise<Crowd> {
  const tally = { acknowledged: 0, spoken: 0 }
  let heard: ((speaker: Speaker) => void) | undefined
  const speakers = await Promise.all(ids.map((id) => speak(port, { id, secret, point, from: from ?? null }, { count: (n) => { tally.acknowledged += n }, heard: (speaker) => heard?.(speaker) })))
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]))
  const some = (count: number): number[] => Array.from({ length: count }, () => ((tally.spoken += 1) % 1000) / 1000 * below)
  const settled = async (): Promise<void> => {
    while (speakers.some((speaker) => speaker.under() > 0)) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return {
    acknowledged: () => tally.acknowledged,
    async flood({ seconds, window }) {
      const [before, began] = [tally.acknowledged, performance.now()]
      const until = began + seconds * 1000
      heard = (speaker) => {
        // a quarter at a time: packets travel together
        if (speaker.under() <= window * 0.75 && performance.now() < until) speaker.say(some(window - speaker.under()))
      }
      for (const speaker of speakers) speaker.say(some(window))
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      heard = undefined
      await settled()
      return { count: tally.acknowledged - before, seconds: (performance.now() - began) / 1000 }
    },
    async talk({ seconds, perSecond }) {
      const began = performance.now()
      let said = 0
      for (let passed = 0; passed < seconds * 1000; passed = performance.now() - began) {
        for (const due = Math.floor((passed / 1000) * perSecond); said < due; said += 1) speakers[said % speakers.length]?.say(some(1))
        await new Promise((resolve) => setTimeout(resolve, TICK_MS))
      }
      await settled()
    },
    say: (id, value) => byId.get(id)?.say([value]),
    close: () => { for (const speaker of speakers) speaker.close() },
  }
}

function speak(port: number, { id, secret, point, from }: { id: string; secret: string; point: string; from: number | null }, { count, heard }: { count: (n: number) => void; heard: (speaker: Speaker) => void }): Promise<Speaker> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(connectPacket(id, secret)))
    const template = publishPacket(id, point)
    let [under, serial, at] = [0, 0, from ?? 0]
    let held: Buffer = Buffer.alloc(0)
    let isLetIn = false
    const speaker: Speaker = {
      id,
      under: () => under,
      say(values) {
        const bytes = Buffer.allocUnsafe(values.length * template.bytes.length)
        for (const [n, value] of values.entries()) {
          const start = n * template.bytes.length
          template.bytes.copy(bytes, start)
          serial = (serial % 65_000) + 1
          at = from === null ? Math.max(at + 1, Date.now()) : at + 1
          bytes.writeUInt16BE(serial, start + template.serial)
          bytes.write(String(at), start + template.time, 'latin1')
          bytes.write(value.toFixed(6).slice(0, VALUE.length), start + template.value, 'latin1')
        }
        under += values.length
        socket.write(bytes)
      },
      close: () => { socket.end() },
    }
    socket.on('data', (chunk) => {
      held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
      let whole = Math.floor(held.length / 4) // CONNACK and PUBACK are both of four bytes
      if (whole > 0 && !isLetIn) {
        if (held[3] !== 0) reject(new Error(`${id} is not let in: ${String(held[3])}`))
        isLetIn = true
        whole -= 1
        held = held.subarray(4)
        resolve(speaker)
      }
      held = held.subarray(whole * 4)
      under -= whole
      count(whole)
      if (whole > 0) heard(speaker)
    })
    socket.on('error', reject)
  })
}

const TIME = '0000000000000'
/** Below 100. */
const VALUE = '0.000'

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes])
}

function packet(first: number, body: Buffer): Buffer {
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
  return Buffer.concat([Buffer.of(first, ...length), body])
}

function connectPacket(id: string, secret: string): Buffer {
  return packet(0x10, Buffer.concat([text('MQTT'), Buffer.of(4, 0xc2, 0, 0), text(id), text(id), text(secret)]))
}

/** A message with room for its id, time and value; numbers of a fixed width, so that every message is as long. */
function publishPacket(id: string, point: string): { bytes: Buffer; serial: number; time: number; value: number } {
  const topic = text(`d/${id}/telemetry`)
  const payload = `{"ts":${TIME},"values":{"${point}":${VALUE}}}`
  const bytes = packet(0x32, Buffer.concat([topic, Buffer.of(0, 0), Buffer.from(payload)]))
  const head = bytes.length - payload.length
  return { bytes, serial: head - 2, time: head + payload.indexOf(TIME), value: head + payload.lastIndexOf(VALUE) }
}
