import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGate, PacketRefused } from './gate.ts'

const MOST = 20_000

/** A PUBLISH packet with this much behind its header. */
function packet(length: number, first = 0x32): Buffer {
  const head = [first]
  let rest = length
  do {
    head.push((rest % 128) | (rest >= 128 ? 0x80 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Buffer.concat([Buffer.from(head), Buffer.alloc(length, length % 251)])
}

/** Passes bytes in pieces of these sizes. */
function passed(bytes: Buffer, sizes: readonly number[]): Buffer {
  const gate = createGate({ mostBytes: MOST })
  const out: Buffer[] = []
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1
    out.push(gate.pass(bytes.subarray(at, at + size)))
    at += size
  }
  return Buffer.concat(out)
}

describe('消息长度的关口', () => {
  it('不超长的一字节不改，怎样分段到达都一样', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (lengths, sizes) => {
      const bytes = Buffer.concat(lengths.map((length) => packet(length)))
      expect(passed(bytes, sizes).equals(bytes)).toBe(true)
    }))
  })

  it('超长的消息截到上限，后面的消息不受影响', () => {
    fc.assert(fc.property(fc.integer({ min: MOST + 1, max: 90_000 }), fc.integer({ min: 1, max: 70_000 }), (length, size) => {
      const cut = Buffer.concat([packet(MOST).subarray(0, 4), packet(length).subarray(length >= 16_384 ? 4 : 3, (length >= 16_384 ? 4 : 3) + MOST)])
      const all = passed(Buffer.concat([packet(7), packet(length), packet(9)]), [size])
      expect(all.equals(Buffer.concat([packet(7), cut, packet(9)]))).toBe(true)
    }), { numRuns: 30 })
  })

  it('超长的其他报文和不是 MQTT 的字节都不收', () => {
    expect(() => createGate({ mostBytes: MOST }).pass(packet(30_000, 0x10))).toThrow(PacketRefused)
    expect(() => createGate({ mostBytes: MOST }).pass(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]))).toThrow(PacketRefused)
  })
})
