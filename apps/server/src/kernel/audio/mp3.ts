import type { Sound } from './sound.ts'

/** kbit/s by index, ISO 11172-3 and 13818-3, layer III. */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const SAMPLE_RATES = [44_100, 48_000, 32_000]
/** What part of these the versions 2.5, 2 and 1 use; 1 is reserved. */
const DIVISORS: Readonly<Record<number, number>> = { 0: 4, 2: 2, 3: 1 }
/** Fewer are chance. */
const FEWEST_FRAMES = 3
/** No frame is longer: what remains behind the last whole one is its beginning. */
const LONGEST_FRAME = 1441

/** MP3: the frames stay, ID3, APE and lyrics before and behind them go. @throws Error when it is broken */
export function cleanMp3(bytes: Buffer): Sound {
  const from = afterTags(bytes)
  let [at, seconds, frames] = [from, 0, 0]
  for (let frame = frameAt(bytes, at); frame && at + frame.length <= bytes.length; frame = frameAt(bytes, at)) {
    at += frame.length
    seconds += frame.seconds
    frames += 1
  }
  const rest = bytes.subarray(at)
  if (frames < FEWEST_FRAMES || !isTail(rest)) throw new Error('frames out of step')
  return { bytes: bytes.subarray(from, at), seconds }
}

function afterTags(bytes: Buffer): number {
  let at = 0
  while (bytes.toString('latin1', at, at + 3) === 'ID3') {
    // Four times seven bits.
    const size = [6, 7, 8, 9].reduce((sum, index) => sum * 128 + (bytes.readUInt8(at + index) & 0x7f), 0)
    at += 10 + size
  }
  return at
}

function frameAt(bytes: Buffer, at: number): { length: number; seconds: number } | null {
  if (at + 4 > bytes.length) return null
  const head = bytes.readUInt32BE(at)
  const version = (head >>> 19) & 3
  const divisor = DIVISORS[version]
  const isLayer3 = head >>> 21 === 0x7ff && ((head >>> 17) & 3) === 1
  const kilobits = (version === 3 ? RATES_1 : RATES_2)[(head >>> 12) & 15] ?? 0
  const full = SAMPLE_RATES[(head >>> 10) & 3]
  if (!isLayer3 || divisor === undefined || full === undefined || kilobits === 0) return null
  const rate = full / divisor
  const samples = version === 3 ? 1152 : 576
  return { length: Math.floor((samples / 8) * 1000 * kilobits / rate) + ((head >>> 9) & 1), seconds: samples / rate }
}

function isTail(rest: Buffer): boolean {
  return rest.length < LONGEST_FRAME || /^(TAG|APETAGEX|LYRICSBEGIN)/u.test(rest.toString('latin1', 0, 12)) || rest.every((byte) => byte === 0)
}
