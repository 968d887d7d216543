import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesTo, differencesBetween } from './class-set.ts'
import type { ClassContent } from './class-set.ts'

const limit = fc.record({ amount: fc.integer({ min: 1, max: 9 }), unit: fc.constantFrom('urgent-hour', 'working-hour', 'working-day') })
const content: fc.Arbitrary<ClassContent> = fc.record({
  code: fc.constantFrom('S01', 'S0101', 'S0102', 'A01', 'A0101'), kind: fc.constant('event'), parent: fc.constant(null), name: fc.constantFrom('甲类', '乙类'),
  aliases: fc.subarray(['路灯', '井盖']), unitKind: fc.constantFrom('urban', 'water'), limits: fc.record({ verify: limit, accept: limit, file: limit, dispatch: limit, handle: limit, check: limit }),
  phases: fc.constant([]), filing: fc.constantFrom('有', '无'), closing: fc.constant('好'), basis: fc.constant('样例'), isActive: fc.boolean(),
})
const anySet = fc.uniqueArray(content, { selector: ({ code }) => code }).map((all) => new Map(all.map((one) => [one.code, one])))

describe('两版分类的差别', () => {
  it('把差别加到原来的一版上，就是新的一版；没有的分类是停用', () => {
    fc.assert(fc.property(anySet, anySet, (before, after) => {
      const reached = new Map([...before, ...changesTo(before, after).map((change) => [change.after.code, change.after] as const)])
      for (const one of after.values()) expect(reached.get(one.code)).toEqual(one)
      for (const one of reached.values()) if (!after.has(one.code)) expect(one.isActive).toBe(false)
    }))
  })

  it('同一版之间没有差别，每处差别都说得出前后不同', () => {
    fc.assert(fc.property(anySet, content, (set, one) => {
      expect(changesTo(set, set)).toEqual([])
      for (const { before, after } of differencesBetween(set.get(one.code) ?? null, one)) expect(before).not.toBe(after)
    }))
  })
})
