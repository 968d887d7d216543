import { expect, test } from 'vitest'
import type { CaseDetail } from '@yihu/contracts'
import { settle } from './settle.ts'

const line = (id: string, kind: string, name: string): CaseDetail['timeline'][number] => ({ id, at: '', kind, title: '', text: '', by: { name, unitName: null }, from: null, to: null, files: [] })
const at = (version: number, ...timeline: ReturnType<typeof line>[]) => ({ version, timeline }) as unknown as CaseDetail // only these are looked at
const before = at(2, line('10', 'registered', '居民'), line('11', 'accept', '李敏'))

test('the line broke before the move arrived', () => {
  expect(settle(before, before, { move: 'file', myName: '李敏' })).toBe('not-made')
})

test('the line broke after the move was made: it is not made twice', () => {
  expect(settle(before, at(3, ...before.timeline, line('14', 'file', '李敏')), { move: 'file', myName: '李敏' })).toBe('made')
})

test('a colleague was there meanwhile', () => {
  expect(settle(before, at(3, ...before.timeline, line('14', 'file', '王强')), { move: 'file', myName: '李敏' })).toBe('overtaken')
  expect(settle(before, at(3, ...before.timeline, line('14', 'urge', '李敏')), { move: 'file', myName: '李敏' })).toBe('overtaken')
})
