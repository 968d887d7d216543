import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createBucket } from './bucket.ts'

it('一下子来的在限额内不用等，超出的按次序等，过一会儿又有', () => {
  const bucket = createBucket({ perSecond: 10, burst: 2 })
  expect([bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 100, 200])
  expect(bucket.owed(200)).toBe(0)
  expect(bucket.take(1000)).toBe(0)
})

it('任何一段时间里放行的不超过限额', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 }), (gaps) => {
    const bucket = createBucket({ perSecond: 20, burst: 5 })
    let now = 0
    const uses = gaps.map((gap) => {
      now += gap
      return now + bucket.take(now)
    })
    for (const [index, from] of uses.entries()) {
      const within = uses.slice(index).filter((at) => at < from + 1000)
      expect(within.length).toBeLessThanOrEqual(20 + 5 + 1)
    }
  }))
})
