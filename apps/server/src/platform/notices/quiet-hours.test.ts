import { describe, expect, it } from 'vitest'
import { pushTime } from './quiet-hours.ts'

function pushed(at: string, isUrgent = false): string {
  return new Date(pushTime(Date.parse(`${at}+08:00`), { isUrgent }) + 8 * 3_600_000).toISOString().slice(0, 16)
}

describe('免打扰时段', () => {
  it.each([
    ['2026-11-20T21:59:00', '2026-11-20T21:59'],
    ['2026-11-20T22:00:00', '2026-11-21T07:00'],
    ['2026-11-20T23:59:00', '2026-11-21T07:00'],
    ['2026-11-21T00:00:00', '2026-11-21T07:00'],
    ['2026-11-21T06:59:00', '2026-11-21T07:00'],
    ['2026-11-21T07:00:00', '2026-11-21T07:00'],
    ['2026-12-31T22:30:00', '2027-01-01T07:00'],
  ])('%s 的消息在 %s 发出', (at, expected) => {
    expect(pushed(at)).toBe(expected)
  })

  it('紧急的消息半夜也发', () => {
    expect(pushed('2026-11-21T03:00:00', true)).toBe('2026-11-21T03:00')
  })
})
