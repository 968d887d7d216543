import fc from 'fast-check'
import { expect, it } from 'vitest'
import { daysAfter } from '../time/season.ts'
import { isAhead, nextSanction, SANCTION_DAYS, SANCTIONS } from './sanction.ts'
import type { Sanction } from './sanction.ts'

const grade = fc.constantFrom(...(Object.keys(SANCTIONS) as Sanction[])) // keys of a literal table
const past = fc.array(fc.record({ grade, ago: fc.integer({ min: 0, max: 800 }) })).map((all) => all.map((one) => ({ grade: one.grade, on: daysAfter('2026-05-07', -one.ago) })))

it('第一次通报，一年内再犯约谈，再犯上报主管部门，再犯还是上报；满一年重新从通报起', () => {
  const on = (day: string, ...grades: Sanction[]) => nextSanction(grades.map((one) => ({ grade: one, on: day })), '2026-05-07')
  expect([on('2026-05-01'), on('2026-05-01', 'notice'), on('2026-05-01', 'notice', 'talk'), on('2026-05-01', 'report')]).toEqual(['notice', 'talk', 'report', 'report'])
  expect([on('2025-05-08', 'talk'), on('2025-05-07', 'talk')]).toEqual(['report', 'notice'])
})

it('处理得越多越重，不会因为多记一次反而轻；照次序来的不算越级', () => {
  fc.assert(fc.property(past, grade, (before, more) => {
    const [next, after] = [nextSanction(before, '2026-05-07'), nextSanction([...before, { grade: more, on: '2026-05-07' }], '2026-05-07')]
    expect(isAhead(next, after)).toBe(false)
    expect(isAhead(next, next)).toBe(false)
    expect(nextSanction(before, daysAfter('2026-05-07', SANCTION_DAYS))).toBe('notice')
  }))
})
