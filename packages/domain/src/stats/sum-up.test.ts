import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumUp } from './sum-up.ts'

const path = fc.array(fc.constantFrom('a', 'b', 'a1'), { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))

test('a place holds what lies in it and in every place within it, and nothing of its neighbours', () => {
  fc.assert(fc.property(fc.array(fc.record({ path, count: fc.nat(50) })), path, (rows, at) => {
    expect(sumUp(rows)(at)).toBe(rows.filter((row) => row.path === at || row.path.startsWith(`${at}.`)).reduce((sum, { count }) => sum + count, 0))
  }))
})
