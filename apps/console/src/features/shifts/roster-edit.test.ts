import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShiftForm, ShiftPerson } from '@yihu/contracts'
import { columnsOf, copyLastWeek, daysOf, fillByWeeks, peopleOf, putShift, swapPeople, weekdayOf, withoutShift } from './roster-edit.ts'

const WANG: ShiftPerson = { role: 'chief', userId: 'u1', name: '王' }
const LI: ShiftPerson = { role: 'acceptor', userId: 'u2', name: '李' }
const LEADER: ShiftPerson = { role: 'leader', userId: null, name: '赵主任' }
const shift = (day: string, people: ShiftPerson[] = [WANG], name = '白班'): ShiftForm => ({ day, name, from: name === '白班' ? '08:30' : '17:30', to: name === '白班' ? '17:30' : '08:30', people })

test('a month has its days, February of a leap year too, and a Monday is the first day of a week', () => {
  expect(daysOf('2028-02')).toHaveLength(29)
  expect(weekdayOf('2026-05-04')).toBe(0)
})

test('a week is copied from the week before, over the end of a month as well', () => {
  const before = [shift('2026-04-27', [LI]), shift('2026-04-27', [LEADER], '夜班')]
  const copied = copyLastWeek([shift('2026-05-04', [WANG]), shift('2026-05-05', [WANG])], { day: '2026-05-06', before })
  expect(copied.map(({ day, name, people }) => `${day} ${name} ${people[0]?.name}`)).toEqual(['2026-05-04 白班 李', '2026-05-04 夜班 赵主任', '2026-05-05 白班 王'])
})

test('an empty month is filled from the last week that was planned', () => {
  const before = daysOf('2026-04').slice(-7).map((day) => shift(day))
  const filled = fillByWeeks([], { month: '2026-05', before })
  expect(filled.map(({ day }) => day)).toEqual(daysOf('2026-05'))
  expect(fillByWeeks(filled, { month: '2026-05', before })).toEqual(filled)
})

test('two people change places for some days, each in the other’s role', () => {
  const month = [shift('2026-05-01', [WANG, LEADER]), shift('2026-05-02', [LI]), shift('2026-05-09', [WANG])]
  const swapped = swapPeople(month, { one: WANG, other: LI, from: '2026-05-01', to: '2026-05-07' })
  expect(swapped.map(({ people }) => people.map(({ role, name }) => `${role} ${name}`))).toEqual([['chief 李', 'leader 赵主任'], ['acceptor 王'], ['chief 王']])
})

test('changing places twice leaves everything as it was', () => {
  const person = fc.constantFrom(WANG, LI, LEADER)
  const month = fc.array(fc.record({ day: fc.constantFrom(...daysOf('2026-05')), people: fc.uniqueArray(person, { selector: ({ name }) => name, maxLength: 3 }) }).map(({ day, people }) => shift(day, people)))
  fc.assert(fc.property(month, person, person, (shifts, one, other) => {
    const exchange = { one, other, from: '2026-05-03', to: '2026-05-20' }
    expect(swapPeople(swapPeople(shifts, exchange), exchange)).toEqual(shifts)
  }))
})

test('a shift is put in, replaced and taken out; columns stand by the time of day', () => {
  const two = putShift([shift('2026-05-02')], null, shift('2026-05-01', [LI], '夜班'))
  expect(two.map(({ day }) => day)).toEqual(['2026-05-01', '2026-05-02'])
  expect(putShift(two, { day: '2026-05-02', name: '白班' }, shift('2026-05-02', [LI]))).toHaveLength(2)
  expect(withoutShift(two, { day: '2026-05-01', name: '夜班' })).toHaveLength(1)
  expect(columnsOf(two)).toEqual(['白班', '夜班'])
  expect(peopleOf(two).map(({ name }) => name)).toEqual(['李', '王'])
})
