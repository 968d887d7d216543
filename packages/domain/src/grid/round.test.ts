import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDay, dayNumber } from '../time/zone.ts'
import { isEvening } from './evening.ts'
import { roundDays, roundHours, weekdaysText } from './round.ts'

const START = dayNumber('2026-03-02')

test('巡查班次只落在排定的星期和起止之内，分段数和整段数一样；记录早到晚走一小时都算，不跨天', () => {
  const rounds = fc.record({ weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), begins: fc.integer({ min: -10, max: 20 }), length: fc.option(fc.integer({ min: 0, max: 30 })), cut: fc.integer({ min: 0, max: 27 }) })
  fc.assert(fc.property(rounds, ({ weekdays, begins, length, cut }) => {
    const round = { weekdays, from: '06:30', to: '07:30', begins: dateOfDay(START + begins), ends: length === null ? null : dateOfDay(START + begins + length) }
    const days = roundDays(round, { from: dateOfDay(START), to: dateOfDay(START + 27) })
    const parts = [{ from: dateOfDay(START), to: dateOfDay(START + cut - 1) }, { from: dateOfDay(START + cut), to: dateOfDay(START + 27) }]
    expect(parts.flatMap((part) => roundDays(round, part))).toEqual(days)
    expect(days.every((day) => day >= round.begins && (round.ends === null || day <= round.ends) && weekdays.includes(((dayNumber(day) - START) % 7) + 1))).toBe(true)
  }))
  const { since, until } = roundHours({ from: '18:30', to: '23:30' }, '2026-03-02')
  expect([new Date(since).toISOString(), new Date(until).toISOString()]).toEqual(['2026-03-02T09:30:00.000Z', '2026-03-02T15:59:59.999Z'])
  expect([isEvening('18:00'), isEvening('05:59'), isEvening('06:00'), weekdaysText([5, 1]), weekdaysText([1, 2, 3, 4, 5, 6, 7])]).toEqual([true, true, false, '周一、五', '每天'])
})
