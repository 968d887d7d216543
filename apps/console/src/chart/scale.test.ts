import { expect, test } from 'vitest'
import { runsOf, thin, timeTicks, valueTicks } from './scale.ts'
import type { Sample } from './scale.ts'

const sample = (at: number, mean: number): Sample => ({ at, low: mean, high: mean, mean, count: 1 })

test('the axis of values has round steps and holds all of them, also when they are all the same', () => {
  expect(valueTicks(3.2, 17.9, 5)).toEqual([0, 5, 10, 15, 20])
  expect(valueTicks(0.12, 0.31, 4)).toEqual([0.1, 0.2, 0.3, 0.4])
  const same = valueTicks(7, 7, 5)
  expect([(same[0] ?? 9) <= 7, (same.at(-1) ?? 0) >= 7]).toEqual([true, true])
  expect(valueTicks(0, 0, 5).length).toBeGreaterThan(1)
})

test('the axis of times stands at whole hours and midnights of Beijing', () => {
  const from = Date.parse('2026-05-08T09:20:00+08:00')
  expect(timeTicks(from, from + 24 * 3_600_000, 8).map((at) => new Date(at).toISOString())[0]).toBe('2026-05-08T04:00:00.000Z')
  expect(timeTicks(from, from + 7 * 86_400_000, 8).every((at) => new Date(at).toISOString().endsWith('T16:00:00.000Z'))).toBe(true)
})

test('ten thousand readings are drawn in as many columns as the picture has, and no peak is lost', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => sample(i, i === 5000 ? 99 : 1))
  const few = thin(many, { from: 0, to: 10_000, columns: 400 })
  expect(few.length).toBeLessThanOrEqual(400)
  expect(Math.max(...few.map(({ high }) => high))).toBe(99)
})

test('where nothing was heard the line is broken', () => {
  expect(runsOf([0, 1, 2, 3, 40, 41].map((at) => sample(at, 1))).map((run) => run.length)).toEqual([4, 2])
  expect(runsOf([])).toEqual([])
})
