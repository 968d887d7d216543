import { expect, test } from 'vitest'
import { CODE_TABLES } from '@yihu/domain'
import { optionsOf } from './options.ts'

test('代码按号码排：户主在配偶前面，党员在无党派前面', () => {
  expect(optionsOf(CODE_TABLES.kin).slice(0, 3).map(({ label }) => label)).toEqual(['本人', '户主', '配偶'])
  expect(optionsOf(CODE_TABLES.political).map(({ value }) => value)).toEqual(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'])
  expect(optionsOf(CODE_TABLES.houseUse).at(0)).toEqual({ value: 'self', label: '自住' })
})
