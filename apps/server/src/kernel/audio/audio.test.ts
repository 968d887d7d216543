import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '@yihu/contracts'
import { m4a, mp3, RECORDED, SECRET, wav, webm } from '../../../test/voices.ts'
import { cleanVoice } from './index.ts'

function codeOf(bytes: Buffer): string {
  try {
    cleanVoice(bytes)
    return 'taken'
  } catch (error) {
    return error instanceof Fault ? error.code : `no fault: ${String(error)}`
  }
}

const MADE = { wav, mp3, m4a, webm }

describe('录音', () => {
  it('手机浏览器录的两秒：听得出多长，处理后还是完整的录音', () => {
    for (const [bytes, mediaType] of [[RECORDED.webm, 'audio/webm'], [RECORDED.m4a, 'audio/mp4']] as const) {
      const kept = cleanVoice(bytes)
      expect(kept).toMatchObject({ mediaType, seconds: 2 })
      expect(cleanVoice(kept.bytes)).toEqual(kept)
    }
  })

  it.each(Object.entries(MADE))('%s：一分钟以内收下，一个小时的不收；地点、作者和录音时间不留', (name, make) => {
    const whole = make(7)
    expect(whole.includes(SECRET)).toBe(true)
    const kept = cleanVoice(whole)
    expect(kept.seconds).toBe(7)
    expect(kept.bytes.includes('Li Xiumei')).toBe(false)
    expect(kept.bytes.includes(Buffer.from('e0000000', 'hex'))).toBe(false)
    expect(codeOf(make(60))).toBe('taken')
    expect(codeOf(make(3600))).toBe('audio-too-long')
    // What is there of an MP3 is one; of the others it is half a file.
    expect(codeOf(whole.subarray(0, whole.length * 0.6))).toBe(name === 'mp3' ? 'taken' : 'audio-unreadable')
  })

  it('不到一分钟但超过 2 MB 的也不收，话里说清楚上限', () => {
    expect(() => cleanVoice(wav(50, { rate: 48_000 }))).toThrow(/太长（2\.3 MB）.*最长 60 秒、2 MB/u)
    expect(() => cleanVoice(webm(3600))).toThrow(/太长（1 小时 0 分）/u)
  })

  it('带画面的、别的格式、改名的程序都不是录音', () => {
    const others = [m4a(5, { handler: 'vide' }), webm(5, { type: 1 }), Buffer.from('OggS\u0000'), Buffer.from('#!AMR\n'), Buffer.from('MZ\u0090')]
    expect(others.map(codeOf)).toEqual(others.map(() => 'file-type-refused'))
    expect(['RIFF\u0000\u0000\u0000\u0000WAVE', 'ID3\u0003', '\u0000\u0000\u0000\u0008ftypM4A '].map((head) => codeOf(Buffer.from(head, 'latin1')))).toEqual(['audio-unreadable', 'audio-unreadable', 'audio-unreadable'])
  })

  it('十几万个空块占内存，压缩的 WAV 浏览器放不了：都不收', () => {
    const bloated = Buffer.concat([RECORDED.webm, Buffer.alloc(300_000, Buffer.from([0xec, 0x80]))])
    const adpcm = wav(2)
    adpcm.writeUInt16LE(0x11, adpcm.indexOf('fmt ') + 8)
    expect([bloated, adpcm].map(codeOf)).toEqual(['audio-unreadable', 'file-type-refused'])
  })

  it('怎么改坏都不会出错：要么收下一分钟以内的，要么用说得清的理由不收', () => {
    const whole = [wav(2), mp3(2), m4a(2), webm(2), RECORDED.webm, RECORDED.m4a]
    fc.assert(fc.property(fc.constantFrom(...whole), fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }), fc.double({ min: 0.1, max: 1, noNaN: true }), (bytes, changes, share) => {
      const broken = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * share)))
      for (const [where, value] of changes) broken[Math.floor(where * broken.length)] = value
      expect(codeOf(broken)).toMatch(/^(taken|file-type-refused|audio-unreadable|audio-too-long)$/u)
    }), { numRuns: 300 })
  })
})
