import { expect, test } from 'vitest'
import { factsOf } from './audit-facts.ts'

test('the facts of a row are read in Chinese, a change as before and after', () => {
  expect(factsOf({ roles: { before: ['duty-chief'], after: ['auditor'] }, isActive: { before: true, after: false }, password: 'reset', restoredFrom: null, codes: [] })).toEqual([
    { label: '岗位', text: '值班长 → 安全审计员' }, { label: '可以登录', text: '是 → 否' }, { label: '密码', text: '已重置' },
  ])
})

test('times are those of the clock on the wall, lists and lists of facts stay readable', () => {
  const facts = factsOf({ until: '2026-05-07T02:15:00.000Z', codes: ['B0101', 'B0102'], renamed: [{ code: '1', before: '甲', after: '乙' }], later: 3 })
  expect(facts.map(({ label, text }) => `${label}：${text}`)).toEqual(['到：2026-05-07 10:15', '代码：B0101、B0102', '改名：代码 1，原来 甲，现在 乙', 'later：3'])
})
