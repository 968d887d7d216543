import { expect, test } from 'vitest'
import { areaOptions, chainOf } from './area-options.ts'

const street = { code: '1', parent: '0', path: 'd.s', name: '雪宫街道', children: 2 }
const community = { code: '2', parent: '1', path: 'd.s.c1', name: '一社区', children: 0 }

test('fetched areas hang below each other, what is fetched twice stands once', () => {
  expect(areaOptions([street, community, community])).toEqual([
    { value: 'd.s', label: '雪宫街道', code: '1', isLeaf: false, children: [{ value: 'd.s.c1', label: '一社区', code: '2', isLeaf: true }] },
  ])
})

test('the chain of a path does not mistake c1 for a parent of c10', () => {
  expect(chainOf('d.s.c10', [street, community])).toEqual(['d.s', 'd.s.c10'])
})
