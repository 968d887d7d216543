import { expect, test } from 'vitest'
import { isStale, sparkOf } from './figure-words.ts'

test('Old figures are known by the server’s clock', () => {
  const figure = { asOf: '2026-05-08T06:32:00.000Z', staleAfter: 60 }
  expect(isStale(figure, Date.parse(figure.asOf) + 60_000)).toBe(false)
  expect(isStale(figure, Date.parse(figure.asOf) + 60_001)).toBe(true)
})

test('A curve needs two days, begins left and ends right', () => {
  const box = { width: 100, height: 20 }
  expect(sparkOf([{ day: '2026-05-01', value: 3 }], box)).toBe('')
  expect(sparkOf([{ day: '2026-05-01', value: 0 }, { day: '2026-05-02', value: 4 }, { day: '2026-05-03', value: 2 }], box)).toBe('0.0,20.0 50.0,0.0 100.0,10.0')
})
