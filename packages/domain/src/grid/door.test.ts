import { expect, test } from 'vitest'
import { checkedChoices, doorKey as keyOf, verifiedOf } from './door.ts'
import type { DoorKnown, LookedAt, VisitSaid } from './door.ts'

const elder = { id: '019a0000-0000-7000-8000-000000000001', name: '单**' }
const name: DoorKnown = { person: elder, field: 'name', label: '姓名', text: '单**' }
const phone: DoorKnown = { person: elder, field: 'phone', label: '联系电话', text: '138****0001' }
const kind: DoorKnown = { person: null, field: 'kind', label: '户类别', text: '家庭户' }
const known = [name, phone, kind]
const at = (looked: LookedAt, more: Partial<VisitSaid> = {}) => verifiedOf({ kind: 'household', hasRecord: true, known, result: 'met', checked: 'some', looked, now: Date.parse('2026-05-07T02:00:00Z'), ...more })

test('姓名对、电话变了、户类别说不准，各说各的；没看的一项不带', () => {
  const { verified, faults } = at({ [keyOf(name)]: { as: 'right', value: '' }, [keyOf(phone)]: { as: 'changed', value: ' 13900001234 ' }, [keyOf(kind)]: { as: 'doubt', value: '旧的' } })
  expect(verified).toEqual([{ person: elder.id, field: 'name', as: 'right' }, { person: elder.id, field: 'phone', as: 'wrong', value: '13900001234' }, { field: 'kind', as: 'wrong' }])
  expect(faults).toEqual({})
  expect(at({ [keyOf(name)]: { as: 'right', value: '' } }).verified).toEqual([{ person: elder.id, field: 'name', as: 'right' }])
})

test('变了要写现在的，不合登记规矩的当场说，不用等有信号', () => {
  expect(at({ [keyOf(phone)]: { as: 'changed', value: ' ' } }).faults).toEqual({ [keyOf(phone)]: '请写现在的联系电话，说不准的选“说不准”' })
  expect(Object.values(at({ [keyOf(kind)]: { as: 'changed', value: '神仙户' } }).faults)).toEqual([expect.stringContaining('没有“神仙户”')])
})

test('没见到人、不留记录的专项不核对；都对、有疑问说的是全部；还缺什么说得出，手边没有登记的不给逐项', () => {
  const seen = { [keyOf(name)]: { as: 'right', value: '' } } as const
  expect([at(seen, { result: 'nobody' }), at(seen, { hasRecord: false })].map(({ verified, missing }) => [verified, missing])).toEqual([[[], null], [[], null]])
  expect(['right', 'unknown', 'none'].map((checked) => at({}, { checked }).verified)).toEqual([[{ field: '*', as: 'right' }], [{ field: '*', as: 'unknown' }], []])
  expect([at({}, { result: '' }), at({}, { checked: '' }), at({}), at({ [keyOf(phone)]: { as: 'changed', value: '' } }), at(seen)].map(({ missing }) => missing)).toEqual(['请选这次的结果', '请选登记的情况核对了没有', '还没有核对哪一项；没核对的选“这次没核对”', '有 1 项没写好，已标出来', null])
  expect([Object.keys(checkedChoices(known)).length, Object.keys(checkedChoices([]))]).toEqual([4, ['right', 'unknown', 'none']])
})
