import { expect, test } from 'vitest'
import { readRegistersSearch } from './register-search.ts'

test('an address keeps what its list can be narrowed by, and never what was typed to find somebody', () => {
  expect(readRegistersSearch({ of: 'household', area: 'd1.s1', uncontacted: true, residence: 'floating', q: '王桂兰', at: 'x y' })).toEqual({ of: 'household', area: 'd1.s1', uncontacted: 'true' })
  expect(readRegistersSearch({ residence: 'floating', political: '01', use: 'rented' })).toEqual({ residence: 'floating', political: '01' })
  expect(readRegistersSearch({ of: 'organisation', partyLevel: 3, kind: '没有' })).toEqual({ of: 'organisation', partyLevel: '3' })
  expect(readRegistersSearch({ of: 'diary' })).toEqual({})
})
