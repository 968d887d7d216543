import { expect, test } from 'vitest'
import { doubledAmong } from './relations.ts'

const one = (id: string, kind: string, { role = '', isOutward = true } = {}) => ({ id, kind, role, isOutward })
const doubled = (...relations: ReturnType<typeof one>[]) => doubledAmong(relations).map(({ id }) => id)

test('一个人同时住两处、在两户，要核实；有两处产权、当房东的不算', () => {
  expect(doubled(one('a', 'household'), one('b', 'household'), one('c', 'resides'), one('d', 'owns'), one('e', 'owns'))).toEqual(['a', 'b'])
  expect(doubled(one('a', 'resides'), one('b', 'resides', { isOutward: false }), one('c', 'resides', { isOutward: false }))).toEqual([])
  expect(doubled(one('a', 'resides'), one('b', 'resides'))).toEqual(['a', 'b'])
})

test('一个单位只有一个法定代表人；一个人可以当几个单位的法定代表人', () => {
  expect(doubled(one('a', 'legal-person', { isOutward: false }), one('b', 'legal-person', { isOutward: false }))).toEqual(['a', 'b'])
  expect(doubled(one('a', 'legal-person'), one('b', 'legal-person'))).toEqual([])
})

test('上级党组织只有一个；同时加入几个联盟、隶属又加入联盟的不算，下级有几个也不算', () => {
  expect(doubled(one('a', 'above', { role: 'party' }), one('b', 'above', { role: 'party' }), one('c', 'above', { role: 'alliance' }))).toEqual(['a', 'b'])
  expect(doubled(one('a', 'above', { role: 'party' }), one('b', 'above', { role: 'alliance' }), one('c', 'above', { role: 'alliance' }))).toEqual([])
  expect(doubled(one('a', 'above', { role: 'party', isOutward: false }), one('b', 'above', { role: 'party', isOutward: false }))).toEqual([])
})
