import { expect, test } from 'vitest'
import type { SheetTemplate } from '@yihu/contracts'
import { readTranslate, templateOf, typedOf } from './template-values.ts'

test('a template comes back from its form as it was; another register begins without the old narrowing', () => {
  const template: SheetTemplate = { name: '综治 登记表', office: 'governance', rows: { of: 'person', residence: 'floating' }, isActive: true, columns: [{ header: '性别', field: 'sex', codes: 'code', translate: { 1: 'M', 2: 'F' } }] }
  expect(templateOf(typedOf(template), template)).toEqual(template)
  expect(templateOf({ ...typedOf(template), of: 'house' }, template).rows).toEqual({ of: 'house' })
  expect(readTranslate('1=男、2＝女, 没有等号；3=')).toEqual({ 1: '男', 2: '女' })
})
