import { expect, test } from 'vitest'
import { actsOf } from './acts-of.ts'

const may = { act: true, makeCase: true }
const ids = (alarm: Parameters<typeof actsOf>[0]) => actsOf(alarm).map(({ id }) => id)
const cleared = { at: '', how: 'person', howText: '', reason: null, isFalse: false } as const

test('a ringing alarm is first confirmed, one that somebody goes to is first cleared', () => {
  expect(ids({ state: 'ringing', cleared: null, may })).toEqual(['acknowledge', 'come', 'snooze', 'clear', 'false', 'make-case'])
  expect(ids({ state: 'coming', cleared: null, may })[0]).toBe('clear')
  expect(ids({ state: 'snoozed', cleared: null, may })).not.toContain('snooze')
})

test('a cleared alarm can only be called a false one, once; who may not act is offered nothing', () => {
  expect(ids({ state: 'cleared', cleared, may })).toEqual(['mark-false'])
  expect(ids({ state: 'cleared', cleared: { ...cleared, isFalse: true }, may })).toEqual([])
  expect(ids({ state: 'ringing', cleared: null, may: { act: false, makeCase: false } })).toEqual([])
})

test('no two acts share a key', () => {
  const keys = actsOf({ state: 'ringing', cleared: null, may }).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})
