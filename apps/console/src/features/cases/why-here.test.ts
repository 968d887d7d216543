import { expect, test } from 'vitest'
import { DESKS } from '@yihu/contracts'
import { DESK_HOLDS, whyHere } from './why-here.ts'

const row = { state: 'filed', stateLabel: '待派遣', pending: null, isUrged: false, unit: null } as const

test('a line says why it is in this list', () => {
  expect(whyHere('dispatch', row)).toBe('在“派遣”里，因为已立案，还没有派给单位')
  expect(whyHere('approve', { ...row, pending: 'extension' })).toBe('在“审批”里，因为有一项延期申请等着批')
  expect(whyHere('handle', { ...row, state: 'handling', unit: { id: 'u', name: '市政科' } })).toBe('在“处置”里，因为派给了市政科，单位正在办')
})

test('every desk says what it holds', () => {
  expect(Object.keys(DESK_HOLDS)).toEqual([...Object.keys(DESKS), 'all'])
})
