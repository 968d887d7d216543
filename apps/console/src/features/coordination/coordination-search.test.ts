import { expect, test } from 'vitest'
import { readCoordinationSearch } from './coordination-search.ts'

test('an address with nonsense opens the first desk, everything else as it was', () => {
  expect(readCoordinationSearch({ tab: 'nobody', state: '<b>', unit: 'a b', at: 7 })).toEqual({})
  expect(readCoordinationSearch({ tab: 'urge' })).toEqual({})
  expect(readCoordinationSearch({ tab: 'call', state: 'refused', unit: 'dept-urban', at: '01900000-0000-7000-8000-000000000000:12' }))
    .toEqual({ tab: 'call', state: 'refused', unit: 'dept-urban', at: '01900000-0000-7000-8000-000000000000:12' })
})
