import { expect, it } from 'vitest'
import { bandOf, lineOf, scaleOf, ticksOf } from './chart-shape.ts'

const size = { width: 120, height: 60, left: 10, right: 10, top: 10, bottom: 10 }
const weeks = [{ expected: 1, low: 0, high: 4, observed: 1 }, { expected: 2, low: 0, high: 4, observed: 8 }]

it('零在底边，最多的在顶边，头尾两周在两边', () => {
  const { x, y } = scaleOf(weeks, size)
  expect([x(0), x(1), y(0), y(8)]).toEqual([10, 110, 50, 10])
  expect(ticksOf(weeks)).toEqual([0, 4, 8])
})

it('区间是一圈，预计是一条线；没有周就什么都不画', () => {
  const scale = scaleOf(weeks, size)
  expect(bandOf(weeks, scale)).toBe('M10 30L110 30L110 50L10 50Z')
  expect(lineOf(weeks, scale)).toBe('M10 45L110 40')
  expect([bandOf([], scaleOf([], size)), lineOf([], scaleOf([], size))]).toEqual(['', ''])
})
