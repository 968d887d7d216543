import { expect, test } from 'vitest'
import { filtersOf, readAlarmSearch } from './alarm-search.ts'

test('an address of the alarm desk keeps what makes sense', () => {
  expect(readAlarmSearch({ list: 'cleared', severity: 'critical', scenario: 'elder-water', q: ' ', at: 'x' })).toEqual({ list: 'cleared', severity: 'critical', scenario: 'elder-water' })
  expect(readAlarmSearch({ list: 'all', severity: 'bad' })).toEqual({})
})

test('drills are counted in no list but their own', () => {
  expect(filtersOf({})).toEqual({ state: 'open', drills: 'without' })
  expect(filtersOf({ list: 'drills', area: 'd.s' })).toEqual({ state: 'open', drills: 'only', area: 'd.s' })
})
