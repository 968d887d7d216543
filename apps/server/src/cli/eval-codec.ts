import { isDeepStrictEqual, parseArgs } from 'node:util'
import { z } from 'zod'
import { codecOf, decode } from '../platform/intake/index.ts'
import { need, note } from './command.ts'
import { readJson } from './read-json.ts'

const Vectors = z.array(z.object({ vendor: z.string(), device: z.string(), payload_hex: z.string(), decoder_output: z.record(z.string(), z.unknown()) }))

/** `eval codec --vectors F.json`: published payloads whose every decoded value is as published. */
export async function evaluateCodec(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { vectors: { type: 'string' } } })
  const vectors = await readJson(need(values.vectors, '--vectors'), Vectors)
  let exact = 0
  for (const { vendor, device, payload_hex: payload, decoder_output: expected } of vectors) {
    const codec = codecOf(vendor, device)
    const decoded = codec ? decode(codec, payload) : null
    if (decoded && isDeepStrictEqual(decoded.values, expected)) exact += 1
    else note(`${device} ${payload}: ${decoded ? JSON.stringify(decoded) : '没有解码表 / no decoder'}`)
  }
  return { total: vectors.length, exact }
}
