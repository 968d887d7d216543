import { expect, test } from 'vitest'
import { addressOf, daysUntil, layersOn, narrowed, onlyOf, readMapSearch, ringOf, spanOf, toggled, viewOf, wordOf, wordOfRing } from './map-search.ts'

test('the address keeps layers, days and place; nonsense is left out', () => {
  const search = { on: 'cases.areas-grid', from: '2026-05-01', to: '2026-05-07', view: '118.30000,36.81000,14.50' }
  expect(readMapSearch({ ...search, x: 1 })).toEqual(search)
  expect(readMapSearch({ on: '../etc', from: 'yesterday', view: 'here' })).toEqual({})
  expect(wordOf(viewOf(search) ?? { lon: 0, lat: 0, zoom: 0 })).toBe(search.view)
})

test('layers go on and off; none at all is also said', () => {
  expect(layersOn({})).toEqual(['cases', 'alarms'])
  expect(toggled({}, 'alarms')).toBe('cases')
  expect(toggled({ on: 'cases' }, 'cases')).toBe('')
  expect(layersOn({ on: '' })).toEqual([])
})

test('the slider has ninety days ending today; a foreign or turned span is all of them', () => {
  const days = daysUntil('2026-05-07')
  expect([days.length, days[0], days.at(-1)]).toEqual([90, '2026-02-07', '2026-05-07'])
  expect(spanOf({ from: '2026-05-01', to: '2026-05-07' }, days)).toEqual([83, 89])
  expect(spanOf({ from: '2026-05-07', to: '2026-05-01' }, days)).toEqual([0, 89])
  expect(spanOf({ from: '2020-01-01' }, days)).toEqual([0, 89])
})

test('a thing opens its own page, one without the property opens nothing', () => {
  expect(addressOf('/registers?of=part&at={id}', { id: '37&at=1' })).toBe('/registers?of=part&at=37%26at%3D1')
  expect([addressOf('/cases/{id}', {}), addressOf(null, { id: 'a' })]).toEqual([null, null])
})

test('the kinds of a layer and a drawn shape stand in the address and come back from it', () => {
  const only = narrowed({ only: 'parts:破损' }, 'devices', ['失联', '故障'])
  expect(only).toBe('parts:破损;devices:失联,故障')
  expect([...onlyOf(readMapSearch({ only }))]).toEqual([['parts', ['破损']], ['devices', ['失联', '故障']]])
  expect(narrowed({ only }, 'parts', null)).toBe('devices:失联,故障')
  const ring = [{ lon: 118.3, lat: 36.8 }, { lon: 118.31, lat: 36.8 }, { lon: 118.3, lat: 36.81 }]
  expect(ringOf(readMapSearch({ ring: wordOfRing(ring) }))).toEqual(ring)
  expect(readMapSearch({ ring: '118.3,36.8;1,2', only: 'x', tall: 1, house: '../x', base: 'a b' })).toEqual({ tall: '1' })
  expect([ringOf({}), [...onlyOf({})]]).toEqual([[], []])
})
