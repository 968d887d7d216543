import { describe, expect, it } from 'vitest'
import { bestThreshold, worthOf } from './nab.ts'

const times = Array.from({ length: 100 }, (_, n) => `t${n}`)
const worth = worthOf({ times, windows: [['t30', 't39'], ['t70', 't79']] })
const at = (...points: readonly number[]): Float64Array => Float64Array.from(times, (_, n) => (points.includes(n) ? 1 : 0))

describe('NAB 评分（标准方案）', () => {
  it('每个窗口一开始就报得满分，不报得零分', () => {
    expect(bestThreshold([{ worth, scores: at(30, 70) }]).score).toBeCloseTo(100, 6)
    expect(bestThreshold([{ worth, scores: at() }]).score).toBe(0)
  })

  it('报得越晚越少；一个窗口只算最早的一次', () => {
    const [early, late, twice] = [at(30), at(38), at(30, 38)].map((scores) => bestThreshold([{ worth, scores }]).score)
    expect(early).toBeCloseTo(50, 6)
    expect(late).toBeLessThan(early ?? 0)
    expect(twice).toBe(early)
  })

  it('窗口外的误报扣分：远离的扣 0.11，紧跟在窗口后的扣得少', () => {
    const [far, near] = [at(30, 60), at(30, 41)].map((scores) => bestThreshold([{ worth, scores }]).score)
    expect(far).toBeCloseTo(50 - (0.11 / 4) * 100, 1)
    expect(near).toBeGreaterThan(far ?? 100)
  })

  it('学习期内（前百分之十五）报什么都不算', () => {
    expect(bestThreshold([{ worth, scores: at(3, 14, 30, 70) }]).score).toBeCloseTo(100, 6)
  })
})
