import { expect, test } from 'vitest'
import { titleOf, wordsOf } from './items.ts'

const said = (act: string | undefined, kind: string, result: string) => {
  const item = { kind: 'visit.record', body: { subject: { kind, id: '1', label: '桑家小区12号楼' }, act, result, notes: '' } }
  return `${titleOf(item)}：${wordsOf(item)}`
}

test('待传里打电话说打电话的话，看地方说看地方的话，上门说上门的话', () => {
  expect(said('call', 'household', 'met')).toBe('电话：桑家小区12号楼 · 接通了')
  expect(said('call', 'household', 'nobody')).toBe('电话：桑家小区12号楼 · 没人接')
  expect(said('patrol', 'grid', 'met')).toBe('巡查：桑家小区12号楼 · 巡查过了')
  expect(said('patrol', 'organisation', 'nobody')).toBe('巡查：桑家小区12号楼 · 关着门')
  expect(said('visit', 'household', 'met')).toBe('走访：桑家小区12号楼 · 见到')
  expect(wordsOf({ kind: 'visit.record', body: { subject: { kind: 'household', id: '1', label: '3单元501室' }, act: 'visit', result: 'met', verified: [{ person: 'p', field: 'phone', as: 'wrong', value: '13900001234' }, { field: 'kind', as: 'wrong', value: 'collective' }, { field: 'number', as: 'right' }] } })).toBe('3单元501室 · 见到 · 联系电话改为 13900001234 · 户类别改为 集体户')
  expect(said(undefined, 'household', 'met')).toBe('走访：桑家小区12号楼 · 见到')
})
