import type { Sound } from './sound.ts'

const HEAD = 12
/** Written by recorders that do not know yet how long it will be. */
const UNKNOWN = 0xffff_ffff
/** PCM, float, A-law, µ-law, and these behind the longer head: what browsers play. */
const CODECS: ReadonlySet<number> = new Set([1, 3, 6, 7, 0xfffe])

/** RIFF WAVE: the format and the samples stay, every other chunk (author, place, comment) goes; null when no browser plays it. @throws Error when it is broken */
export function cleanWav(bytes: Buffer): Sound | null {
  let format: Buffer | undefined
  for (let at = HEAD; at + 8 <= bytes.length;) {
    const [name, said] = [bytes.toString('latin1', at, at + 4), bytes.readUInt32LE(at + 4)]
    const from = at + 8
    const size = name === 'data' && (said === UNKNOWN || said === 0) ? bytes.length - from : said
    if (from + size > bytes.length) throw new Error(`chunk ${name} ends early`)
    const content = bytes.subarray(from, from + size)
    if (name === 'fmt ' && !CODECS.has(content.readUInt16LE(0))) return null
    if (name === 'fmt ') format = content
    if (name === 'data' && format) return { bytes: wavOf(format, content), seconds: content.length / (format.readUInt32LE(4) * format.readUInt16LE(12)) }
    at = from + size + (size % 2)
  }
  throw new Error('no samples')
}

function wavOf(format: Buffer, samples: Buffer): Buffer {
  const head = Buffer.alloc(HEAD + 8)
  const padding = (content: Buffer): Buffer => Buffer.alloc(content.length % 2)
  const sizeOf = Buffer.alloc(8)
  head.write('RIFF', 0, 'latin1')
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(format.length, 16)
  sizeOf.write('data', 0, 'latin1')
  sizeOf.writeUInt32LE(samples.length, 4)
  const whole = Buffer.concat([head, format, padding(format), sizeOf, samples, padding(samples)])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}
