import { expect, test } from 'vitest'
import { phoneNow, setPhone } from './phone.ts'
import { isFull, isNearlyFull, UNDROPPED_TEXT, unkept, wasKept } from './space.ts'

test('手机快满了先说，存不下了认得出是满了，别的错不当成满了', () => {
  expect([isNearlyFull(null), isNearlyFull({ usage: 0, quota: 0 }), isNearlyFull({ usage: 90, quota: 100 }), isNearlyFull({ usage: 91, quota: 100 })]).toEqual([false, false, false, true])
  const full = new DOMException('no room', 'QuotaExceededError')
  const wrapped = Object.assign(new Error('transaction aborted'), { name: 'AbortError', inner: full })
  expect([isFull(full), isFull(wrapped), isFull(new Error('其他')), isFull('满了')]).toEqual([true, true, false, false])
})

test('手机没存下的一直说到又存得下；后台传送、记轨迹都不把它冲掉，各说各的', () => {
  const said = () => phoneNow().failure?.text ?? null
  expect([unkept(new Error('一时写不进'), { of: 'work' }), said()]).toEqual(['full', expect.stringContaining('没有存下这一条')])
  setPhone({ problem: null })
  wasKept('track')
  expect(said()).toContain('没有存下这一条')
  expect([wasKept('work'), said()]).toEqual(['kept', null])
  unkept(new Error('一时去不掉'), { of: 'work', text: UNDROPPED_TEXT })
  expect(said()).toBe(UNDROPPED_TEXT)
  wasKept('work')
})
