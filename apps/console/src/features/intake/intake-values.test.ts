import { expect, test } from 'vitest'
import { placeName, toRegisterBody } from './intake-values.ts'

test('a call with nothing but words is enough', () => {
  expect(toRegisterBody({ text: '路灯不亮', contactName: '', address: '', point: null, source: 'phone' })).toEqual({ text: '路灯不亮', source: 'phone', files: [] })
})

test('point, contact and photos go along', () => {
  const body = toRegisterBody({ text: '井盖', contactPhone: '13900000000', point: { lon: 118.3, lat: 36.8 }, files: [{ id: 'f', name: 'a.jpg' }], isSecret: true })
  expect(body).toEqual({ text: '井盖', contact: { phone: '13900000000' }, lon: 118.3, lat: 36.8, files: ['f'], isSecret: true })
})

test('a place names no community twice', () => {
  expect(placeName(['单家社区', '单家社区第7网格', '晏婴府邸'])).toBe('单家社区第7网格晏婴府邸')
  expect(placeName([])).toBe('')
})
