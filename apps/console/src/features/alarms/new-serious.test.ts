import { expect, test } from 'vitest'
import { newSerious } from './new-serious.ts'

const alarm = (id: string, severity: 'critical' | 'minor', returns = 0) => ({ id, severity, returns })

test('the bell rings for a serious alarm that has just come, once, and again when it comes back', () => {
  const first = newSerious(null, [alarm('a', 'critical')])
  expect(first.isNew).toBe(false)
  expect(newSerious(first.ids, [alarm('a', 'critical'), alarm('b', 'minor')]).isNew).toBe(false)
  const second = newSerious(first.ids, [alarm('c', 'critical')])
  expect(second.isNew).toBe(true)
  expect(newSerious(second.ids, [alarm('a', 'critical'), alarm('c', 'critical')]).isNew).toBe(false)
  expect(newSerious(second.ids, [alarm('a', 'critical', 1)]).isNew).toBe(true)
})
