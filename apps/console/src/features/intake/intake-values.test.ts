import { expect, test } from 'vitest'
import { isWholePhone, placeName, toRegisterBody } from './intake-values.ts'
import { readBack } from './read-back.ts'

test('a call with nothing but words is enough', () => {
  expect(toRegisterBody({ text: '路灯不亮', contactName: '', address: '', point: null, source: 'phone' })).toEqual({ text: '路灯不亮', source: 'phone', files: [] })
})

test('point, contact and photos go along, and the call keeps its name', () => {
  const body = toRegisterBody({ text: '井盖', contactPhone: '13900000000', point: { lon: 118.3, lat: 36.8 }, files: [{ id: 'f', name: 'a.jpg' }], isSecret: true, clientId: 'call-0001' })
  expect(body).toEqual({ text: '井盖', contact: { phone: '13900000000' }, lon: 118.3, lat: 36.8, files: ['f'], isSecret: true, clientId: 'call-0001' })
})

test('a place names no community twice', () => {
  expect(placeName(['单家社区', '单家社区第7网格', '晏婴府邸'])).toBe('单家社区第7网格晏婴府邸')
  expect(placeName([])).toBe('')
})

test('who is calling is asked once the number is whole', () => {
  expect(['13500001234', '+86 135-0000-1234', '0533-7180000', '7180000'].map(isWholePhone)).toEqual([true, true, true, true])
  expect(['135', '1350000123', '12345', ''].map(isWholePhone)).toEqual([false, false, false, false])
})

test('what is read back says place, matter, what follows and where the answer goes', () => {
  const lines = readBack({ values: { text: '楼道灯不亮', address: '桑家小区12号楼', contactPhone: '13500001234' }, className: '路灯', promise: '11月27日 17:30' })
  expect(lines.join('')).toBe('我跟您核对一下：地点是桑家小区12号楼。您反映的是：楼道灯不亮。我们按“路灯”登记，最迟11月27日 17:30前给您答复。有结果打您尾号 1 2 3 4 的电话。')
})

test('what is missing is asked for', () => {
  const lines = readBack({ values: { text: '楼道灯不亮' }, className: null, promise: null })
  expect(lines[0]).toContain('请问具体在什么地方')
  expect(lines.at(-1)).toContain('联系电话')
  expect(readBack({ values: {}, className: null, promise: null })).toEqual([])
})

test('a caller who joins a known case is asked to agree', () => {
  expect(readBack({ values: { text: '楼道灯不亮', join: { id: 'x', number: '20261120-0007', title: '路灯' } }, className: null, promise: null }).join('')).toContain('编号 0 0 0 7 。您同意我们一并答复吗')
})
