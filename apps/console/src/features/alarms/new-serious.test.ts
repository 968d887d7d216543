import { expect, test } from 'vitest'
import { newSerious } from './new-serious.ts'

const alarm = (id: string, severity: 'critical' | 'minor', returns = 0) => ({ id, severity, returns })

test('the bell rings for a serious alarm that has just come, once, and again when it comes back', () => {
  const first = newSerious(null, [alarm('a', 'critical')])
  expect(first.fresh).toEqual([])
  expect(newSerious(first.ids, [alarm('a', 'critical'), alarm('b', 'minor')]).fresh).toEqual([])
  const second = newSerious(first.ids, [alarm('c', 'critical')])
  expect(second.fresh).toEqual(['c'])
  expect(newSerious(second.ids, [alarm('a', 'critical'), alarm('c', 'critical')]).fresh).toEqual([])
  expect(newSerious(second.ids, [alarm('a', 'critical', 1)]).fresh).toEqual(['a'])
})
