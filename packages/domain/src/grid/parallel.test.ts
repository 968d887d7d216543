import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysAfter } from '../time/season.ts'
import { criticalTasks, firstDayOf, PLAN_TEMPLATES, readyTasks, scheduleOf, taskDue } from './parallel.ts'

test('并联的任务同时开始，只等写明要等的；前面的办完后面的才发得出，全部办完没有一件漏下；并起来不比串起来晚', () => {
  const plans = fc.array(fc.record({ days: fc.integer({ min: 1, max: 60 }), waits: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }) }), { minLength: 1, maxLength: 12 })
    .map((tasks) => tasks.map(({ days, waits }, nth) => ({ days, after: [...new Set(waits.filter((one) => one < nth))] })))
  fc.assert(fc.property(plans, (tasks) => {
    const spans = scheduleOf(tasks, { begins: '2026-03-02', today: '2026-03-02' })
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

test('过了今天还没办完的，后面的从明天往后排，不排到过去；派出的那天算第一天，到最后一天夜里才到期，傍晚派出的从第二天算', () => {
  const late = [{ days: 3, after: [], begunOn: '2026-03-02' }, { days: 5, after: [0] }, { days: 2, after: [] }]
  expect(scheduleOf(late, { begins: '2026-03-02', today: '2026-03-10' })).toEqual([{ from: '2026-03-02', to: '2026-03-10' }, { from: '2026-03-11', to: '2026-03-15' }, { from: '2026-03-10', to: '2026-03-11' }])
  fc.assert(fc.property(fc.integer({ min: Date.parse('2026-01-01T00:00:00+08:00'), max: Date.parse('2026-12-31T23:59:00+08:00') }), fc.integer({ min: 1, max: 730 }), (at, days) => {
    const due = taskDue(firstDayOf(at), days)
    expect(due - at).toBeGreaterThan(5 * 3_600_000)
    expect(new Date(due).toISOString().slice(11, 16)).toBe('15:59')
  }))
  expect(['2026-03-02T17:59:00+08:00', '2026-03-02T18:00:00+08:00'].map((at) => firstDayOf(Date.parse(at)))).toEqual(['2026-03-02', '2026-03-03'])
})

test('关键的任务拖一天，全部就晚一天；不在关键路上的，拖一天不耽误；办完的不再算', () => {
  const plans = fc.array(fc.record({ days: fc.integer({ min: 1, max: 9 }), waits: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }) }), { minLength: 1, maxLength: 10 })
    .map((tasks) => tasks.map(({ days, waits }, nth) => ({ days, after: [...new Set(waits.filter((one) => one < nth))] })))
  const when = { begins: '2026-03-02', today: '2026-03-02' }
  const endOf = (tasks: Parameters<typeof scheduleOf>[0]) => scheduleOf(tasks, when).map(({ to }) => to).toSorted().at(-1) ?? ''
  fc.assert(fc.property(plans, (tasks) => {
    const critical = criticalTasks(tasks, scheduleOf(tasks, when))
    expect(critical.length).toBeGreaterThan(0)
    for (const [nth] of tasks.entries()) {
      const later = endOf(tasks.map((task, at) => (at === nth ? { ...task, days: task.days + 1 } : task)))
      expect(later, `${nth}`).toBe(critical.includes(nth) ? daysAfter(endOf(tasks), 1) : endOf(tasks))
    }
  }))
  const half = [{ days: 3, after: [], begunOn: '2026-03-02', endedOn: '2026-03-04' }, { days: 5, after: [0], begunOn: '2026-03-05' }, { days: 1, after: [] }]
  expect(criticalTasks(half, scheduleOf(half, { begins: '2026-03-02', today: '2026-03-05' }))).toEqual([1])
})
