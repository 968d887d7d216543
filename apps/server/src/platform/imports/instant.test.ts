import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readInstant } from './instant.ts'

const iso = (text: string): string | undefined => {
  const read = readInstant(text)
  return read && new Date(read.ms).toISOString()
}

describe('表格里的时间', () => {
  it.each([
    ['2020/1/6 12:09:38', '2020-01-06T04:09:38.000Z'],
    ['2020-01-06T12:09:38', '2020-01-06T04:09:38.000Z'],
    ['2020-01-06 12:09', '2020-01-06T04:09:00.000Z'],
    ['2020-01-06T04:09:38.123Z', '2020-01-06T04:09:38.123Z'],
    ['2020-01-06 12:09:38+08:00', '2020-01-06T04:09:38.000Z'],
    ['2020年1月6日 12:09', '2020-01-06T04:09:00.000Z'],
    ['2020年1月6日12时9分38秒', '2020-01-06T04:09:38.000Z'],
    ['2020年1月6日 星期一 下午3:05', '2020-01-06T07:05:00.000Z'],
    ['2020.1.6', '2020-01-05T16:00:00.000Z'],
    ['20200106', '2020-01-05T16:00:00.000Z'],
    ['20200106120938', '2020-01-06T04:09:38.000Z'],
    ['6-Jan-20', '2020-01-05T16:00:00.000Z'],
    ['6-Jan-2020 12:09', '2020-01-06T04:09:00.000Z'],
    ['Jan 6, 2020 12:09:38 PM', '2020-01-06T04:09:38.000Z'],
    ['1/6/2020 12:09', '2020-01-06T04:09:00.000Z'],
    ['16/1/2020', '2020-01-15T16:00:00.000Z'],
    ['43836.506689814815', '2020-01-06T04:09:38.000Z'],
    ['43836', '2020-01-05T16:00:00.000Z'],
    ['２０２０－０１－０６　１２：０９', '2020-01-06T04:09:00.000Z'],
    ['2020-01-06 12:09:38.0', '2020-01-06T04:09:38.000Z'],
  ])('%s', (text, expected) => {
    expect(iso(text)).toBe(expected)
  })

  it.each(['', '昨天下午', '2020-02-30', '2020-13-01', '2020/1/6 25:00', '2020/1/6 12:61', '5个工作日', '31-Feb-20', '99999999', '1.5', '2020-01', '-43836', '2020/1/6 12:09 and more'])(
    '认不得的不猜：%s',
    (text) => { expect(readInstant(text)).toBeUndefined() },
  )

  it('任何一秒按各种写法都读回同一时刻', () => {
    const seconds = fc.integer({ min: Date.UTC(1992, 0, 1) / 1000, max: Date.UTC(2099, 0, 1) / 1000 })
    fc.assert(fc.property(seconds, (second) => {
      const local = new Date((second + 8 * 3600) * 1000).toISOString().slice(0, 19)
      const [day = '', time = ''] = local.split('T')
      const [y = '', m = '', d = ''] = day.split('-')
      const written = [local, `${day} ${time}`, `${y}/${Number(m)}/${Number(d)} ${time}`, `${y}年${Number(m)}月${Number(d)}日 ${time}`, `${y}${m}${d}${time.replaceAll(':', '')}`, String((second + 8 * 3600) / 86_400 + 25_569)]
      for (const text of written) expect(readInstant(text)?.ms).toBe(second * 1000)
    }), { numRuns: 300 })
  })
})
