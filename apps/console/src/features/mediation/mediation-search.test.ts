import { expect, test } from 'vitest'
import { readMediationSearch } from './mediation-search.ts'

test('an address with nonsense shows all files, a sensible one what it says', () => {
  expect(readMediationSearch({ state: 'lost', area: 'a b', q: '  ', at: '7' })).toEqual({})
  const whole = { state: 'agreed', area: 'd370305.s002', q: '漏水', at: '01900000-0000-7000-8000-000000000000' }
  expect(readMediationSearch(whole)).toEqual(whole)
})
