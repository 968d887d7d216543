import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysAfter } from '../time/season.ts'
import { PLAN_TEMPLATES, readyTasks, scheduleOf } from './parallel.ts'

test('并联的任务同时开始，只等写明要等的；前面的办完后面的才发得出，全部办完没有一件漏下；并起来不比串起来晚', () => {
  const plans = fc.array(fc.record({ days: fc.integer({ min: 1, max: 60 }), waits: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }) }), { minLength: 1, maxLength: 12 })
    .map((tasks) => tasks.map(({ days, waits }, nth) => ({ days, after: [...new Set(waits.filter((one) => one < nth))] })))
  fc.assert(fc.property(plans, (tasks) => {
    const spans = scheduleOf(tasks, '2026-03-02')
    for (const [nth, { days, after }] of tasks.entries()) {
      const own = spans[nth] ?? expect.fail()
      expect(own.to).toBe(daysAfter(own.from, days - 1))
      if (after.length === 0) expect(own.from).toBe('2026-03-02')
      for (const one of after) expect(own.from > (spans[one]?.to ?? '')).toBe(true)
    }
    expect(spans.every(({ to }) => to <= daysAfter('2026-03-02', tasks.reduce((sum, { days }) => sum + days, 0) - 1))).toBe(true)
    const given = new Set<number>()
    let state: Parameters<typeof readyTasks>[0] = tasks
    for (let ready = readyTasks(state); ready.length > 0; ready = readyTasks(state)) {
      for (const nth of ready) given.add(nth)
      state = state.map((task, nth) => (ready.includes(nth) ? { ...task, begunOn: '2026-03-02', endedOn: '2026-03-03' } : task))
    }
    expect(given.size).toBe(tasks.length)
  }))
  for (const { tasks } of PLAN_TEMPLATES) expect(tasks.every(({ after }, nth) => after.every((one) => one < nth))).toBe(true)
})
