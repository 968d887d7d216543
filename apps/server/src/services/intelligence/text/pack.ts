import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { TextModel } from './learn.ts'
import type { ViewModel } from './view.ts'
import { indexed } from './vocabulary.ts'

const MAGIC = 'YIHU-TEXT-1\n'
const LENGTH_BYTES = 4
const STEPS = 127
/** What a stored model may become when unpacked: more is not one of ours. */
const MOST_UNPACKED = 128 * 1024 * 1024

const Head = z.object({
  labels: z.array(z.string()).min(1).max(255),
  shares: z.array(z.number()),
  slope: z.number(),
  offsets: z.array(z.number()),
  trustedFrom: z.number().nullable(),
  doubtful: z.number(),
  features: z.int().nonnegative(),
  messages: z.int().nonnegative(),
  views: z.array(z.object({ isTitleApart: z.boolean(), cost: z.number(), bias: z.array(z.number()) })),
})
type Head = z.infer<typeof Head>

/**
 * A model as bytes: numbers and labels only, no sentence and no word of the examples (features are hashes). Each weight
 * takes one byte, with one scale for each column: at most 0.4 % of the largest weight of the column off.
 */
export function packModel({ labels, shares, calibration, trustedFrom, doubtful, vocabulary, views }: TextModel): Buffer {
  const head: Head = {
    labels: [...labels], shares: [...shares], slope: calibration.slope, offsets: [...calibration.offsets], trustedFrom: Number.isFinite(trustedFrom) ? trustedFrom : null, doubtful,
    features: vocabulary.hashes.length, messages: vocabulary.messages, views: views.map(({ view, linear }) => ({ ...view, bias: [...linear.bias] })),
  }
  const text = Buffer.from(JSON.stringify(head), 'utf8')
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(text.length)
  const parts = [length, text, bytesOf(vocabulary.hashes), bytesOf(vocabulary.frequency), ...views.flatMap(packView)]
  return Buffer.concat([Buffer.from(MAGIC, 'latin1'), deflateRawSync(Buffer.concat(parts), { level: 6 })])
}

/**
 * The model of packed bytes.
 * @throws Error when they are none
 */
export function unpackModel(packed: Uint8Array): TextModel {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) throw new Error('not a text model')
  const plain = inflateRawSync(bytes.subarray(MAGIC.length), { maxOutputLength: MOST_UNPACKED })
  let from = LENGTH_BYTES + plain.readUInt32LE(0)
  const head = Head.parse(JSON.parse(plain.subarray(LENGTH_BYTES, from).toString('utf8')))
  const take = (count: number): ArrayBuffer => {
    const part = plain.subarray(from, from + count)
    if (part.length < count) throw new Error('the text model is cut off')
    from += count
    return Uint8Array.from(part).buffer
  }
  const four = (count: number) => take(4 * count)
  const vocabulary = indexed({ hashes: new Uint32Array(four(head.features)), frequency: new Uint32Array(four(head.features)), messages: head.messages })
  const views = head.views.map(({ isTitleApart, cost, bias }): ViewModel => {
    const width = isTitleApart ? 2 * head.features : head.features
    const gains = new Float32Array(four(width))
    const scales = new Float32Array(four(width))
    const weights = spread(new Int8Array(take(width * head.labels.length)), scales, head.labels.length)
    return { view: { isTitleApart, cost }, gains, linear: { classes: head.labels.length, weights, bias: Float32Array.from(bias) } }
  })
  return {
    labels: head.labels, shares: head.shares, vocabulary, views, calibration: { slope: head.slope, offsets: Float32Array.from(head.offsets) },
    trustedFrom: head.trustedFrom ?? Infinity, doubtful: head.doubtful,
  }
}

function packView({ gains, linear: { weights, classes } }: ViewModel): Buffer[] {
  const scales = new Float32Array(gains.length)
  const small = new Int8Array(weights.length)
  for (let column = 0; column < gains.length; column += 1) {
    const own = weights.subarray(column * classes, (column + 1) * classes)
    const scale = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / STEPS
    scales[column] = scale
    own.forEach((weight, k) => { small[column * classes + k] = scale === 0 ? 0 : Math.round(weight / scale) })
  }
  return [bytesOf(gains), bytesOf(scales), bytesOf(small)]
}

function spread(small: Int8Array, scales: Float32Array, classes: number): Float32Array {
  const weights = new Float32Array(small.length)
  for (let at = 0; at < small.length; at += 1) weights[at] = (small[at] ?? 0) * (scales[Math.floor(at / classes)] ?? 0)
  return weights
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array | Int8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
