import { expect, test } from 'vitest'
import { filterCount, readInboxSearch } from './inbox-search.ts'

test('an address gives its filters and nothing else', () => {
  expect(readInboxSearch({ area: 'd1.s2', due: 'overdue', source: 'phone', q: '井盖', evil: 'x', sort: 'newest' })).toEqual({
    area: 'd1.s2', due: 'overdue', source: 'phone', q: '井盖', sort: 'newest',
  })
})

test('a wrong filter is dropped, not an error', () => {
  expect(readInboxSearch({ source: 'pigeon', due: 'yesterday', q: '', case: { a: 1 } })).toEqual({})
})

test('a search for a number stays text', () => {
  expect(readInboxSearch({ q: 2026 })).toEqual({ q: '2026' })
})

test('the area is not counted as a filter, for it has its own place', () => {
  expect(filterCount({ area: 'd1', case: 'x' })).toBe(0)
  expect(filterCount({ due: 'soon', q: '灯' })).toBe(2)
})

test('sorting by distance needs a point to be near to', () => {
  expect(readInboxSearch({ sort: 'distance', at: '118.31,36.8' })).toEqual({ sort: 'distance', at: '118.31,36.8' })
  expect(readInboxSearch({ sort: 'distance', at: 'here' })).toEqual({})
  expect(readInboxSearch({ sort: 'urgent' })).toEqual({ sort: 'urgent' })
})
