import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateForecast } from './evaluate.ts'
import { expectWeek, historyOf, tune } from './expect.ts'
import type { WeekSeries } from './expect.ts'
import { chanceOf, intervalOf, isWave } from './judge.ts'
import { atMost, quantile } from './negative-binomial.ts'
import { mondayOf, weeksAfter, weeksBetween } from './weeks.ts'

/** Numbers 0 ≤ x < 1 out of one seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function poisson(mean: number, random: () => number): number {
  let [count, left] = [0, Math.exp(mean)]
  for (;;) {
    left *= random()
    if (left <= 1) return count
    count += 1
  }
}

const street = (weeks: number, meanOf: (area: number, kind: number, week: number) => number, seed = 7): WeekSeries[] => {
  const random = randomOf(seed)
  return Array.from({ length: 5 }, (_, area) => Array.from({ length: 4 }, (__, kind) => ({
    area: `c${area}`, classCode: `k${kind}`, counts: Array.from({ length: weeks }, (___, week) => poisson(meanOf(area, kind, week), random)),
  }))).flat()
}

const TUNING = { halfLife: 13, pull: 4, shape: 64 }

describe('一周该有多少诉求', () => {
  it('九成区间里真的约有九成：按偶然起伏造的街道，每周都只用以前的数', () => {
    const found = evaluateForecast(street(90, (area, kind) => 0.4 + area * 0.5 + kind), 52)
    expect(found.insideSpread).toBeGreaterThan(0.87)
    expect(found.insideSpread).toBeLessThan(0.93)
    expect(found.error).toBeLessThan(found.errorOfLastWeeks)
    expect(found.wavesPerWeek).toBeLessThan(0.4)
  })

  it('去年这时候多的，今年这时候也预计多', () => {
    const winter = (week: number) => (week % 52 < 8 ? 6 : 1)
    const series = street(104, (_, kind, week) => (kind === 0 ? winter(week) : 1))
    const [calm, cold] = [96, 104].map((week) => expectWeek(historyOf(series), week, TUNING).find(({ classCode }) => classCode === 'k0'))
    expect(cold?.season).toBeGreaterThan(1.8)
    expect(cold?.mean).toBeGreaterThan(1.5 * (calm?.mean ?? 0))
  })

  it('没出过这类诉求的社区，向全街道的平常情形靠拢，不会算成零', () => {
    const series = street(60, (area, kind) => (area === 0 && kind === 1 ? 0 : 1.5))
    const found = expectWeek(historyOf(series), 60, TUNING).find(({ area, classCode }) => area === 'c0' && classCode === 'k1')
    expect(found?.mean).toBeGreaterThan(0)
    expect(found?.habit).toBeLessThan(0.5)
  })

  it('以后的数不影响对以前的预计', () => {
    const series = street(60, () => 2)
    const changed = series.map((one) => ({ ...one, counts: one.counts.map((count, week) => (week >= 40 ? count + 50 : count)) }))
    expect(expectWeek(historyOf(changed), 40, TUNING)).toEqual(expectWeek(historyOf(series), 40, TUNING))
    expect(tune(historyOf(changed), 40)).toEqual(tune(historyOf(series), 40))
  })

  it('突然多起来的一周才算异常：三件以上、出了区间、偶然只有百分之一', () => {
    const usual = { mean: 1, shape: 8 }
    expect(intervalOf(usual)).toEqual({ low: 0, high: 3 })
    expect([2, 3, 4, 6].map((observed) => isWave(observed, usual))).toEqual([false, false, false, true])
    expect(isWave(2, { mean: 0.01, shape: 8 })).toBe(false)
    expect(isWave(4, usual, 2 / 7)).toBe(true)
  })

  it('偶然性随件数变小，区间的两头守得住各百分之五', () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 60, noNaN: true }), fc.double({ min: 0.5, max: 100, noNaN: true }), (mean, shape) => {
      const scatter = { mean, shape }
      const { low, high } = intervalOf(scatter)
      expect(atMost(low - 1, scatter)).toBeLessThan(0.05)
      expect(1 - atMost(high, scatter)).toBeLessThanOrEqual(0.05 + 1e-9)
      expect(quantile(0.5, scatter)).toBeGreaterThanOrEqual(low)
      expect(chanceOf(high + 1, scatter)).toBeLessThanOrEqual(chanceOf(high, scatter))
    }))
  })

  it('一周从星期一算起，跨年不断', () => {
    expect(mondayOf('2026-01-01')).toBe('2025-12-29')
    expect(mondayOf('2025-12-29')).toBe('2025-12-29')
    expect(weeksAfter('2025-12-29', 2)).toBe('2026-01-12')
    expect(weeksBetween('2025-12-29', '2026-01-12')).toBe(2)
  })
})
