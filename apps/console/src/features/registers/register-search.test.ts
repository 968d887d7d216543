import { expect, test } from 'vitest'
import { CODE_TABLES } from '@yihu/domain'
import { codeOptions, readRegistersSearch } from './register-search.ts'

test('an address keeps what its list can be narrowed by, and never what was typed to find somebody', () => {
  expect(readRegistersSearch({ of: 'household', area: 'd1.s1', uncontacted: true, residence: 'floating', q: '王桂兰', at: 'x y' })).toEqual({ of: 'household', area: 'd1.s1', uncontacted: 'true' })
  expect(readRegistersSearch({ residence: 'floating', political: '01', use: 'rented' })).toEqual({ residence: 'floating', political: '01' })
  expect(readRegistersSearch({ of: 'organisation', partyLevel: 3, kind: '没有' })).toEqual({ of: 'organisation', partyLevel: '3' })
  expect(readRegistersSearch({ of: 'diary' })).toEqual({})
})

test('代码按号码排：户主在配偶前面，党员在无党派前面', () => {
  expect(codeOptions(CODE_TABLES.kin).slice(0, 3).map(({ label }) => label)).toEqual(['本人', '户主', '配偶'])
  expect(codeOptions(CODE_TABLES.political).map(({ value }) => value)).toEqual(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'])
  expect(codeOptions(CODE_TABLES.houseUse).at(0)).toEqual({ value: 'self', label: '自住' })
})
