import { expect, it } from 'vitest'
import { learningMs, mindsAbsence } from './parts.ts'
import type { Trigger } from './vocabulary.ts'

const DAY = 86_400_000
const unusual: Trigger = { kind: 'unusual', point: 'temperature', holdMs: 1 }
const water: Trigger = { kind: 'water', point: 'total', troubles: ['silence'] }

it('用水要先认二十八天；罐温要一百个读数，十分钟一个、防着丢一半，就是两天；别的不用学', () => {
  const tenMinutes = () => 600_000
  expect([learningMs(water, tenMinutes), learningMs(unusual, tenMinutes), learningMs({ kind: 'over', point: 'a', limit: 1 }, tenMinutes)]).toEqual([28 * DAY, 2 * DAY, 0])
  expect(learningMs({ kind: 'any', of: [unusual, { kind: 'quiet-hours', hours: [], of: water }] }, tenMinutes)).toBe(28 * DAY)
})

it('写在里头的外出也看得出', () => {
  expect(mindsAbsence({ kind: 'then', first: unusual, second: { kind: 'all', of: [{ kind: 'unless-away', of: unusual }] }, withinMs: 1 })).toBe(true)
  expect([mindsAbsence(water), mindsAbsence(unusual)]).toEqual([true, false])
})
