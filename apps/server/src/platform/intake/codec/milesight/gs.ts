import { custom, halves, int, skip, uint, wordOf } from '../part.ts'
import type { Codec } from '../decode.ts'

// GS524N: smoke (payload table: version, message and sensor type, battery, concentration, temperature, checksum).

const MESSAGES = {
  1: 'alarm', 2: 'silent', 4: 'low battery', 5: 'failover', 7: 'normal', 10: 'removed', 11: 'installed',
  14: 'testing alarm with normal battery', 15: 'testing alarm with low battery',
}

const SMOKE: Codec = {
  kind: 'frame',
  parts: [
    custom(1, (view, at) => {
      const [firmware, protocol] = halves(view.getUint8(at))
      return { version: firmware, protocol }
    }),
    custom(1, (view, at) => {
      const [type, event] = halves(view.getUint8(at))
      return { type: wordOf({ 1: 'smoke sensor' }, type), event: wordOf(MESSAGES, event) }
    }),
    uint('battery', 1),
    uint('concentration', 1),
    int('temperature', 1),
    skip(1),
  ],
  isIntact: (bytes) => bytes.subarray(0, 6).reduce((sum, byte) => (sum + byte) & 0xff, 0) === 0,
}

export const GS: Readonly<Record<string, Codec>> = { gs524n: SMOKE }
