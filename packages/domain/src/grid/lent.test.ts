import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysAfter } from '../time/season.ts'
import { isOwnOn } from './lent.ts'
import type { LentSpan } from './lent.ts'

const span = (path: string, isMine: boolean, from = '2026-05-10', to = '2026-05-12'): LentSpan => ({ path, from, to, isMine })
const own = (path: string, spans: readonly LentSpan[]) => ['2026-05-09', '2026-05-10', '2026-05-12', '2026-05-13'].map((day) => isOwnOn(path, day, spans))

test('顶岗的只有那几天；自己休假的那几天归别人，前后还是自己的；借出整个网格、留下一栋的，最小的一处说了算', () => {
  expect(own('g2.b1.u1', [span('g2.b1', true), span('g2', false)])).toEqual([false, true, true, false])
  expect(own('g1.b1', [span('g1', false), span('g1.b1', false)])).toEqual([true, false, false, true])
  expect(own('g2.b2', [span('g2', true), span('g2.b2', false)])).toEqual([false, false, false, false])
  expect(own('g3', [span('g2', true)])).toEqual([true, true, true, true])
  expect(isOwnOn('g22', '2026-05-11', [span('g2', true)])).toBe(true)
})

test('没有谁顶岗的日子，自己的一直是自己的；两个人各记一份，同一天同一处只归一个人', () => {
  const day = fc.integer({ min: 0, max: 30 }).map((days) => daysAfter('2026-05-01', days))
  const path = fc.constantFrom('g1', 'g1.b1', 'g1.b2', 'g1.b1.u1')
  const piece = fc.record({ path: fc.constantFrom('g1', 'g1.b1', 'g1.b2'), toMe: fc.boolean() })
  fc.assert(fc.property(fc.uniqueArray(piece, { selector: (one) => one.path }), fc.tuple(day, day), day, path, (pieces, days, today, at) => {
    const [from, to] = days.toSorted() as [string, string] // two were given
    const told = (to_: 'me' | 'other') => pieces.map((one): LentSpan => ({ path: one.path, from, to, isMine: one.toMe === (to_ === 'me') }))
    const isLent = pieces.some((one) => at === one.path || at.startsWith(`${one.path}.`)) && from <= today && today <= to
    if (isLent) expect(isOwnOn(at, today, told('me'))).toBe(!isOwnOn(at, today, told('other')))
    else expect(isOwnOn(at, today, pieces.map((one) => ({ ...span(one.path, false), from, to })))).toBe(true)
  }))
})
