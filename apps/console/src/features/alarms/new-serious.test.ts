import { expect, test } from 'vitest'
import { newSerious } from './new-serious.ts'

const alarm = (id: string, severity: 'critical' | 'major' | 'minor', more: Partial<Parameters<typeof newSerious>[1][number]> = {}) => ({ id, severity, returns: 0, riseAt: null, isQuiet: false, ...more })

test('the bell rings for a serious alarm that has just come, once; again when it comes back, becomes graver, or wakes after a snooze; never for a device under maintenance', () => {
  const first = newSerious(null, [alarm('a', 'major')])
  expect(first.fresh).toEqual([])
  expect(newSerious(first.known, [alarm('a', 'major'), alarm('b', 'minor'), alarm('m', 'critical', { isQuiet: true })]).fresh).toEqual([])
  const second = newSerious(first.known, [alarm('a', 'major'), alarm('c', 'critical')])
  expect(second.fresh).toEqual(['c'])
  expect(newSerious(second.known, [alarm('a', 'major'), alarm('c', 'critical')]).fresh).toEqual([])
  expect(newSerious(second.known, [alarm('a', 'major', { returns: 1 }), alarm('c', 'critical')]).fresh).toEqual(['a'])
  expect(newSerious(second.known, [alarm('a', 'critical', { riseAt: '2026-05-07T02:00:00.000Z' })]).fresh).toEqual(['a'])
  const snoozed = newSerious(second.known, [alarm('c', 'critical')])
  expect(newSerious(snoozed.known, [alarm('a', 'major'), alarm('c', 'critical')]).fresh, 'it woke').toEqual(['a'])
  const cut = newSerious(second.known, [alarm('c', 'critical')], { isWhole: false })
  expect(newSerious(cut.known, [alarm('a', 'major'), alarm('c', 'critical')]).fresh, 'it only stood below the end of the list').toEqual([])
})
