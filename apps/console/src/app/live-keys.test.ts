import { expect, test } from 'vitest'
import { changedCase, staleKeys } from './live-keys.ts'

const event = (topic: string, data: Record<string, unknown>) => ({ id: '1', topic, at: '', data })

test('what a colleague does to a case renews that case, and lists ask about it alone', () => {
  const moved = event('case.moved', { id: 'a', number: '2026-1', state: 'handling', version: 2 })
  expect(staleKeys(moved)).toEqual([['case', 'a'], ['case-points'], ['layers'], ['indicators']])
  expect(changedCase(moved)).toBe('a')
})

test('somebody who opens a case changes nothing about it', () => {
  const presence = event('case.presence', { id: 'a', who: { id: 'u', name: '李' }, isHere: true })
  expect(staleKeys(presence)).toEqual([['presence', 'a']])
  expect(changedCase(presence)).toBeNull()
})

test('an import’s progress renews that import, an unknown topic nothing', () => {
  expect(staleKeys(event('import.progress', { id: 'i', done: 3 }))).toEqual([['imports'], ['import', 'i']])
  expect(staleKeys(event('mediation.changed', { id: 'm' }))).toEqual([['mediations']])
  expect(staleKeys(event('weather.rain', {}))).toEqual([])
  expect(staleKeys(event('live.overflow', {}))).toEqual([[]])
})

test('a device that speaks renews its own page, not the list of ten thousand; an alarm renews the desk', () => {
  expect(staleKeys(event('device.reported', { count: 1, ids: ['WM-1'] }))).toEqual([['device', 'WM-1']])
  expect(staleKeys(event('device.reported', { count: 900, ids: [] }))).toEqual([['device']])
  expect(staleKeys(event('device.changed', { ids: ['WM-1'] }))).toEqual([['devices'], ['device'], ['layers'], ['indicators']])
  expect(staleKeys(event('alarm.raised', { id: 'a' }))).toEqual([['alarms'], ['layers'], ['alarm', 'a'], ['indicators']])
})
