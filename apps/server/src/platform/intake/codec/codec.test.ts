import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { codecOf } from './codecs.ts'
import { decode } from './decode.ts'
import type { Codec } from './decode.ts'

const data = process.env['YIHU_DATA'] ?? fileURLToPath(new URL('../../../../../../../shared/data', import.meta.url))
const vectors = path.join(data, 'iot/lorawan-vectors.json')
const hasVectors = existsSync(vectors)
if (!hasVectors) process.stderr.write('skipped: published LoRaWAN vectors are not here (YIHU_DATA)\n')

const Vectors = z.array(z.object({ vendor: z.string(), device: z.string(), payload_hex: z.string(), decoder_output: z.record(z.string(), z.unknown()) }))

function milesight(model: string): Codec {
  const codec = codecOf('Milesight', model)
  if (!codec) throw new Error(`no decoder for ${model}`)
  return codec
}

describe('LoRaWAN 解码', () => {
  it('读出温湿度和电量，零下的温度也对', () => {
    expect(decode(milesight('EM300-TH'), '017550 0367F6FF 046850')).toEqual({ values: { battery: 80, temperature: -1, humidity: 40 }, rest: null })
  })

  it('传感器里存的多条记录按次序列出', () => {
    const { values } = decode(milesight('em500-udl'), '20CE010000000A0020CE020000000B00')
    expect(values).toEqual({ history: [{ timestamp: 1, distance: 10 }, { timestamp: 2, distance: 11 }] })
  })

  it('不认识的通道从那里起原样留下，前面的读数不丢', () => {
    expect(decode(milesight('em300-th'), '017550 EEEE0102')).toEqual({
      values: { battery: 80 }, rest: { at: 3, reason: 'unknown-channel', hex: 'eeee0102' },
    })
  })

  it('半截的报文说明断在哪里', () => {
    expect(decode(milesight('em300-th'), '0175500367F6').rest).toEqual({ at: 3, reason: 'truncated', hex: '0367f6' })
    expect(decode(milesight('ts302'), '20CE01000000').rest?.reason).toBe('truncated')
    expect(decode(milesight('gs524n'), '221E64').rest?.reason).toBe('truncated')
  })

  it('烟感报文校验和不对就不信', () => {
    expect(decode(milesight('gs524n'), '2211640A1C43').values).toMatchObject({ event: 'alarm', concentration: 10 })
    expect(decode(milesight('gs524n'), '2211640A1C44')).toMatchObject({ values: {}, rest: { reason: 'checksum' } })
  })

  it('不是十六进制、过长的都说明原因，没有的型号就说没有', () => {
    expect(decode(milesight('ws101'), '01 75 6G').rest?.reason).toBe('not-hex')
    expect(decode(milesight('ws101'), '00'.repeat(2000)).rest?.reason).toBe('not-hex')
    expect(codecOf('milesight', 'nothing')).toBeNull()
    expect(codecOf('constructor', 'toString')).toBeNull()
  })

  it('任何字节都不会让它出错，读过的加没读的等于全部', () => {
    const models = ['am319-hcho', 'ct101', 'em400-udl', 'gs524n', 'ts201-v2', 'ts302', 'uc501', 'vs360', 'ws302', 'ws503', 'wt201']
    const soup = fc.array(fc.oneof(fc.constantFrom('20ce', '0175', '0367', 'ff0e', '055b', '8498', '0468'), fc.stringMatching(/^[\da-f]{2}$/u)))
    fc.assert(fc.property(fc.constantFrom(...models), soup, (model, pieces) => {
      const payload = pieces.join('')
      const { rest } = decode(milesight(model), payload)
      if (rest) expect(payload.slice(rest.at * 2)).toBe(rest.hex)
    }))
  })

  it.runIf(hasVectors)('厂家公布的样例一个不差', () => {
    for (const { vendor, device, payload_hex: payload, decoder_output: expected } of Vectors.parse(JSON.parse(readFileSync(vectors, 'utf8')))) {
      const codec = codecOf(vendor, device)
      expect([device, codec && decode(codec, payload).values]).toEqual([device, expected])
    }
  })
})
