import { randomFillSync } from 'node:crypto'

let lastMs = 0
let counter = 0

const ID_BYTES = 16
/** Random bytes for the next ids: asking the system once for many is a tenth of the cost. */
const pool = Buffer.alloc(256 * ID_BYTES)
let used = pool.length

function randomId(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += ID_BYTES
  return pool.subarray(used - ID_BYTES, used)
}

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter that keeps the ids of one process in order within a
 * millisecond, 62 random bits. Sorting by id is sorting by time of birth.
 */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomId()
  if (nowMs > lastMs || nowMs < lastMs - 1000) { // a small step back of the clock keeps the order; a large one is another time
    lastMs = nowMs
    counter = bytes.readUInt16BE(6) & 0x7ff // upper half stays free for the counter to grow
  } else if (++counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
