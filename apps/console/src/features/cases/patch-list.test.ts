import { expect, test } from 'vitest'
import type { CaseRow } from '@yihu/contracts'
import { patchPages } from './patch-list.ts'

const row = (id: string, dueAt: string | null, rest: Partial<CaseRow> = {}): CaseRow => ({
  id, number: id, version: 1, title: '', state: 'filed', stateLabel: '', step: 2, source: 'phone', class: null, areaPath: '', areaName: '', address: null, unit: null, handler: null,
  registeredAt: `2026-05-0${id.length}T00:00:00Z`, dueAt, dueText: null, card: 'green', isUrged: false, pending: null, followers: 0, ...rest,
})
const page = (cases: CaseRow[], next: string | null = null) => ({ cases, next, asOf: '' })
const idsOf = (pages: readonly { cases: CaseRow[] }[]) => pages.map(({ cases }) => cases.map(({ id }) => id).join(''))

const pages = [page([row('a', '2026-05-01'), row('c', '2026-05-03')], 'x'), page([row('e', '2026-05-05'), row('g', null)])]

test('a case that left the list is gone, one that came stands where it is due', () => {
  expect(idsOf(patchPages(pages, { ids: ['c'], rows: [], sort: 'due' }))).toEqual(['a', 'eg'])
  expect(idsOf(patchPages(pages, { ids: ['b', 'f'], rows: [row('b', '2026-05-02'), row('f', '2026-05-06')], sort: 'due' }))).toEqual(['abc', 'efg'])
})

test('a case whose due time moved changes its place', () => {
  expect(idsOf(patchPages(pages, { ids: ['a'], rows: [row('a', '2026-05-09')], sort: 'due' }))).toEqual(['c', 'eag'])
})

test('what belongs behind the last loaded line comes with its own page', () => {
  const half = [page([row('a', '2026-05-01')], 'more')]
  expect(idsOf(patchPages(half, { ids: ['z'], rows: [row('z', '2026-06-01')], sort: 'due' }))).toEqual(['a'])
  expect(idsOf(patchPages([page([])], { ids: ['z'], rows: [row('z', null)], sort: 'due' }))).toEqual(['z'])
})

test('urged ones go to the front where urgency counts, new ones where age counts', () => {
  expect(idsOf(patchPages(pages, { ids: ['g'], rows: [row('g', null, { isUrged: true })], sort: 'urgent' }))).toEqual(['gac', 'e'])
  expect(idsOf(patchPages([page([row('aa', null)])], { ids: ['bbb'], rows: [row('bbb', null)], sort: 'newest' }))).toEqual(['bbbaa'])
})

test('by distance a line keeps its place', () => {
  expect(idsOf(patchPages(pages, { ids: ['c', 'n'], rows: [row('c', '2027-01-01'), row('n', null)], sort: 'distance' }))).toEqual(['ac', 'eg'])
})
