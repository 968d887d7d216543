/** A byte stream that is no MQTT, or a packet that no device needs to send. */
export class PacketRefused extends Error {}

const PUBLISH = 3
const HEAD_BYTES = 5

/** Looks at packet lengths before any packet is put together, so that none larger than wanted is ever held in memory. */
export interface Gate {
  /**
   * What of a chunk goes on: messages longer than allowed are cut to that length, so whoever reads them sees that they
   * are too long and still can say whose they are and acknowledge them.
   * @throws PacketRefused for other packets that are too long, and for lengths that MQTT does not have
   */
  pass(chunk: Buffer): Buffer
}

/** A gate for one connection. `mostBytes` is the longest packet behind its fixed header (at most 2 MiB: three bytes of length). */
export function createGate({ mostBytes }: { readonly mostBytes: number }): Gate {
  let passing = 0
  let dropping = 0
  let held: Buffer | undefined
  const begin = (head: Head): void => {
    if (head.length > mostBytes && head.kind !== PUBLISH) throw new PacketRefused(`a packet of kind ${head.kind} with ${head.length} bytes`)
    passing = Math.min(head.length, mostBytes)
    dropping = head.length - passing
  }
  return {
    pass(chunk) {
      const bytes = held ? Buffer.concat([held, chunk]) : chunk
      held = undefined
      const out: Buffer[] = []
      let from = 0
      let at = 0
      while (at < bytes.length) {
        const head = passing + dropping > 0 ? null : headAt(bytes, at)
        if (head === undefined) break
        if (head) {
          begin(head)
          if (dropping > 0) out.push(bytes.subarray(from, at), cutHead(bytes.readUInt8(at), mostBytes))
          at += head.bytes
          if (dropping > 0) from = at
        }
        const pass = Math.min(passing, bytes.length - at)
        passing -= pass
        at += pass
        const drop = passing > 0 ? 0 : Math.min(dropping, bytes.length - at)
        if (drop > 0) out.push(bytes.subarray(from, at))
        dropping -= drop
        at += drop
        if (drop > 0) from = at
      }
      if (at < bytes.length) held = Buffer.from(bytes.subarray(at))
      return out.length === 0 && at === bytes.length ? bytes : Buffer.concat([...out, bytes.subarray(from, at)])
    },
  }
}

interface Head {
  readonly kind: number
  /** Of the packet behind the header. */
  readonly length: number
  /** Of the header itself. */
  readonly bytes: number
}

/** The fixed header at a position; undefined when it is not all there yet (MQTT 3.1.1, 2.2.3). */
function headAt(bytes: Buffer, at: number): Head | undefined {
  let length = 0
  for (let index = 1; index < HEAD_BYTES; index += 1) {
    if (at + index >= bytes.length) return undefined
    const digit = bytes.readUInt8(at + index)
    length += (digit & 0x7f) * 128 ** (index - 1)
    if (digit < 0x80) return { kind: bytes.readUInt8(at) >> 4, length, bytes: index + 1 }
  }
  throw new PacketRefused('a length of more than four bytes')
}

function cutHead(first: number, length: number): Buffer {
  return Buffer.of(first, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, (length >> 14) & 0x7f)
}
