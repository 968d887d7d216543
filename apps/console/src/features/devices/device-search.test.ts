import { expect, test } from 'vitest'
import { filtersOf, readDeviceSearch } from './device-search.ts'

test('an address of the device page keeps what makes sense; a device whose number is digits alone is one too', () => {
  expect(readDeviceSearch({ q: ' 水表 ', health: 'silent', at: 100_234, view: 'map', area: 'd.s', kind: '客流计数器' })).toEqual({ kind: '客流计数器', q: ' 水表 ', health: 'silent', at: '100234', view: 'map', area: 'd.s' })
  expect(readDeviceSearch({ q: ' ', health: 'dead', at: 'a/#', view: 'list', product: ['x'] })).toEqual({})
  expect(filtersOf({ q: '水表', at: 'x', view: 'map' })).toEqual({ q: '水表' })
})
