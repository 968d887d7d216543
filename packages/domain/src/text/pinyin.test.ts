import { expect, test } from 'vitest'
import { nameSpelling, pinyinOf } from './pinyin.ts'

test('字读成拼音，姓氏按姓的读法，复姓连着读', () => {
  expect(pinyinOf('桑家小区12号楼').join(' ')).toBe('sang jia xiao qu 1 2 hao lou')
  expect(nameSpelling('张三丰')).toEqual({ full: 'zhangsanfeng', initials: 'zsf', given: '三丰' })
  expect(nameSpelling('单雄信').full).toBe('shanxiongxin')
  expect(nameSpelling('尉迟恭')).toEqual({ full: 'yuchigong', initials: 'ycg', given: '恭' })
  expect(nameSpelling('吕布').full).toBe('lvbu')
  expect(nameSpelling('阿依古丽·买买提').full).toBe('ayigulimaimaiti')
  expect(nameSpelling('')).toEqual({ full: '', initials: '', given: '' })
})
