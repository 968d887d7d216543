import { expect, test } from 'vitest'
import { isFull, isNearlyFull } from './space.ts'

test('手机快满了先说，存不下了认得出是满了，别的错不当成满了', () => {
  expect([isNearlyFull(null), isNearlyFull({ usage: 0, quota: 0 }), isNearlyFull({ usage: 90, quota: 100 }), isNearlyFull({ usage: 91, quota: 100 })]).toEqual([false, false, false, true])
  const full = new DOMException('no room', 'QuotaExceededError')
  const wrapped = Object.assign(new Error('transaction aborted'), { name: 'AbortError', inner: full })
  expect([isFull(full), isFull(wrapped), isFull(new Error('其他')), isFull('满了')]).toEqual([true, true, false, false])
})
