import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLane } from './lane.ts'

/** A PUBLISH of QoS 1 to a topic, or with another first byte any packet. */
function packet({ topic, id, payload, first = 0x32 }: { topic: string; id: number; payload: Buffer; first?: number }): Buffer {
  const body = Buffer.concat([Buffer.of(0, topic.length), Buffer.from(topic), Buffer.of(id >> 8, id & 255), payload])
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
  return Buffer.concat([Buffer.of(first, ...length), body])
}

const Sent = fc.record({ topic: fc.constantFrom('d/A/telemetry', 'd/A/telemetry', 'd/A/reply'), first: fc.constantFrom(0x32, 0x32, 0x3a, 0x30, 0xc0), length: fc.integer({ min: 0, max: 300 }) })

interface Driven {
  readonly broker: Buffer
  readonly taken: readonly { readonly topic: string; readonly payload: Buffer }[]
  readonly acknowledged: readonly number[]
}

/** Sends bytes in chunks whose packets' heads come whole (as behind the gate); messages are kept in the order that `keys` says. */
async function drive(packets: readonly Buffer[], { cuts, keys }: { cuts: readonly number[]; keys: readonly number[] }): Promise<Driven> {
  const waiting: (() => void)[] = []
  const [written, broker, taken]: [Buffer[], Buffer[], { topic: string; payload: Buffer }[]] = [[], [], []]
  const lane = createLane({
    isOpen: () => true, write: (bytes) => { written.push(bytes) }, onEmpty: () => undefined, onRefused: () => undefined,
    take: (message) => new Promise((resolve) => {
      taken.push(message)
      waiting.push(resolve)
    }),
  })
  for (const chunk of chunksOf(packets, cuts)) broker.push(lane.sort(chunk) ?? Buffer.alloc(0))
  for (const { keep } of waiting.map((keep, n) => ({ keep, key: keys[n % keys.length] ?? 0 })).toSorted((a, b) => a.key - b.key)) {
    keep()
    await Promise.resolve()
  }
  await new Promise((resolve) => { setImmediate(resolve) })
  expect(lane.isBusy()).toBe(false)
  const bytes = Buffer.concat(written)
  return { broker: Buffer.concat(broker), taken, acknowledged: Array.from({ length: bytes.length / 4 }, (_, n) => bytes.readUInt16BE(n * 4 + 2)) }
}

/** Cuts within bodies and between packets, never within the three bytes of a head. */
function chunksOf(packets: readonly Buffer[], cuts: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  let open: Buffer[] = []
  for (const [n, bytes] of packets.entries()) {
    const cut = cuts[n % cuts.length] ?? 0
    const at = cut % 3 === 0 ? bytes.length : Math.min(bytes.length, 4 + cut)
    chunks.push(Buffer.concat([...open, bytes.subarray(0, at)]))
    open = at < bytes.length ? [bytes.subarray(at)] : []
  }
  return [...chunks, ...open]
}

describe('一个连接说得多时的快道', () => {
  it('每个报文恰好走一条路，次序不变，怎样分段到达都一样；走快道的按来的次序确认', async () => {
    await fc.assert(fc.asyncProperty(fc.array(Sent, { maxLength: 40 }), fc.array(fc.nat(200), { minLength: 1 }), fc.array(fc.nat(), { minLength: 1 }), async (sent, cuts, keys) => {
      const packets = sent.map(({ topic, first, length }, n) => packet({ topic, first, id: n + 1, payload: Buffer.alloc(length, n) }))
      const { broker, taken, acknowledged } = await drive(packets, { cuts, keys })
      const mine = acknowledged.map((id) => sent[id - 1])
      expect(acknowledged).toEqual(acknowledged.toSorted((a, b) => a - b))
      expect(taken.map(({ topic, payload }) => [topic, payload.length])).toEqual(mine.map((one) => [one?.topic, one?.length]))
      expect(broker.equals(Buffer.concat(packets.filter((_, n) => !acknowledged.includes(n + 1))))).toBe(true)
      expect(mine.every((one) => one?.first === 0x32 || one?.first === 0x3a)).toBe(true)
    }))
  })

  it('一口气来的一百条，第一条走消息服务器，其余走快道；没放行的连接全走消息服务器', async () => {
    const packets = Array.from({ length: 100 }, (_, n) => packet({ topic: 'd/A/telemetry', id: n + 1, payload: Buffer.from('{}') }))
    const { acknowledged } = await drive([Buffer.concat(packets)], { cuts: [0], keys: [0] })
    expect(acknowledged).toEqual(Array.from({ length: 99 }, (_, n) => n + 2))
    const shut = createLane({ isOpen: () => false, write: () => undefined, onEmpty: () => undefined, onRefused: () => undefined, take: () => Promise.resolve() })
    expect(shut.sort(Buffer.concat(packets))?.length).toBe(Buffer.concat(packets).length)
  })
})
