import { describe, expect, it } from 'vitest'
import { driftOf } from './drift.ts'

const month = (name: string, suggested: number, kept: number) => ({ month: name, suggested, kept, sure: 0, sureKept: 0 })
const steady = ['2026-01', '2026-02', '2026-03'].map((name) => month(name, 100, 90))

describe('建议是不是不如以前了', () => {
  it('整月的一致率明显掉下来才提醒，说清从多少到多少', () => {
    expect(driftOf([...steady, month('2026-04', 100, 70)], '2026-05')).toEqual({ month: '2026-04', share: 0.7, before: 0.9, suggested: 100 })
  })

  it('没有过完的月不算；掉得少、件数少、没有以前可比，都不提醒', () => {
    expect(driftOf([...steady, month('2026-04', 100, 70)], '2026-04')).toBeNull()
    expect(driftOf([...steady, month('2026-04', 100, 85)], '2026-05')).toBeNull()
    expect(driftOf([...steady, month('2026-04', 20, 5)], '2026-05')).toBeNull()
    expect(driftOf([month('2026-04', 100, 10)], '2026-05')).toBeNull()
    expect(driftOf([], '2026-05')).toBeNull()
  })

  it('偶然的起伏不提醒：三十件里少对三件说明不了什么', () => {
    expect(driftOf([month('2026-03', 30, 27), month('2026-04', 30, 24)], '2026-05')).toBeNull()
  })
})
