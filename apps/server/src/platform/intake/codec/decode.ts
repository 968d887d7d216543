import { merge, readParts, sizeOf } from './part.ts'
import type { Part, Values } from './part.ts'

/** Parts by the four hexadecimal digits of channel and type, as the vendor's payload tables list them. */
export type Channels = Readonly<Record<string, readonly Part[]>>

/** A payload is either channel, type, value and so on to the end, or one fixed frame. */
export type Codec =
  | { readonly kind: 'channels'; readonly channels: Channels }
  | { readonly kind: 'frame'; readonly parts: readonly Part[]; isIntact(bytes: Uint8Array): boolean }

/** What was not understood: from which byte on, why, and the bytes themselves. */
export interface Rest {
  readonly at: number
  readonly reason: 'not-hex' | 'unknown-channel' | 'truncated' | 'checksum'
  readonly hex: string
}

/** Everything a payload said up to the first byte that was not understood. */
export interface Decoded {
  readonly values: Values
  readonly rest: Rest | null
}

const HEX = /^(?:[\da-f]{2})*$/iu

/** Longest payload LoRaWAN allows (regional parameters RP002, 242 bytes, with room for a header). */
const MOST_DIGITS = 512

/** Reads one uplink. Never throws: what cannot be read stands in `rest`, since an unknown channel hides its length. */
export function decode(codec: Codec, payload: string): Decoded {
  const digits = payload.replaceAll(/\s+/gu, '')
  if (!HEX.test(digits) || digits.length > MOST_DIGITS) return { values: {}, rest: { at: 0, reason: 'not-hex', hex: payload.slice(0, MOST_DIGITS) } }
  const bytes = Uint8Array.from(Buffer.from(digits, 'hex'))
  return codec.kind === 'frame' ? readFrame(codec, bytes) : readChannels(codec.channels, bytes)
}

function readFrame({ parts, isIntact }: Extract<Codec, { kind: 'frame' }>, bytes: Uint8Array): Decoded {
  const view = viewOf(bytes)
  if (!fits(parts, view, 0)) return { values: {}, rest: restFrom(bytes, 0, 'truncated') }
  if (!isIntact(bytes)) return { values: {}, rest: restFrom(bytes, 0, 'checksum') }
  const end = sizeOf(parts, view, 0)
  return { values: readParts(parts, view, 0), rest: end < bytes.length ? restFrom(bytes, end, 'unknown-channel') : null }
}

function readChannels(channels: Channels, bytes: Uint8Array): Decoded {
  const view = viewOf(bytes)
  let values: Values = {}
  let at = 0
  while (at < bytes.length) {
    if (at + 2 > bytes.length) return { values, rest: restFrom(bytes, at, 'truncated') }
    const key = Buffer.from(bytes.subarray(at, at + 2)).toString('hex')
    const parts = Object.hasOwn(channels, key) ? channels[key] : undefined
    if (!parts) return { values, rest: restFrom(bytes, at, 'unknown-channel') }
    if (!fits(parts, view, at + 2)) return { values, rest: restFrom(bytes, at, 'truncated') }
    values = merge(values, readParts(parts, view, at + 2))
    at += 2 + sizeOf(parts, view, at + 2)
  }
  return { values, rest: null }
}

/** Whether the parts end inside the payload; a length that is itself missing does not. */
function fits(parts: readonly Part[], view: DataView, at: number): boolean {
  try {
    return at + sizeOf(parts, view, at) <= view.byteLength
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function restFrom(bytes: Uint8Array, at: number, reason: Rest['reason']): Rest {
  return { at, reason, hex: Buffer.from(bytes.subarray(at)).toString('hex') }
}
