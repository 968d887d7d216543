import { expect, test } from 'vitest'
import { staleKeys } from './live-keys.ts'

const event = (topic: string, data: Record<string, unknown>) => ({ id: '1', topic, at: '', data })

test('what a colleague does to a case renews lists, counters and that case', () => {
  expect(staleKeys(event('case.moved', { id: 'a', number: '2026-1', state: 'handling', version: 2 }))).toEqual([
    ['cases'], ['counts'], ['nearby'], ['case', 'a'], ['duplicates', 'a'],
  ])
})

test('an import’s progress renews that import, an unknown topic nothing', () => {
  expect(staleKeys(event('import.progress', { id: 'i', done: 3 }))).toEqual([['imports'], ['import', 'i']])
  expect(staleKeys(event('weather.rain', {}))).toEqual([])
  expect(staleKeys(event('live.overflow', {}))).toEqual([[]])
})
