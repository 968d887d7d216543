import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameSpelling, nearSpellings, pinyinOf } from './pinyin.ts'

test('字读成拼音，姓氏按姓的读法，复姓连着读', () => {
  expect(pinyinOf('桑家小区12号楼').join(' ')).toBe('sang jia xiao qu 1 2 hao lou')
  expect(nameSpelling('张三丰')).toEqual({ full: 'zhangsanfeng', initials: 'zsf', given: '三丰' })
  expect(nameSpelling('单雄信').full).toBe('shanxiongxin')
  expect(nameSpelling('尉迟恭')).toEqual({ full: 'yuchigong', initials: 'ycg', given: '恭' })
  expect(nameSpelling('吕布').full).toBe('lvbu')
  expect(nameSpelling('阿依古丽·买买提').full).toBe('ayigulimaimaiti')
  expect(nameSpelling('')).toEqual({ full: '', initials: '', given: '' })
})

test('读音相近的写法：平舌翘舌、前后鼻音、n 和 l、f 和 h 分不清的都算，自己的排第一', () => {
  expect(nearSpellings('王桂兰')[0]).toBe('wangguilan')
  expect(nearSpellings('王桂兰')).toEqual(expect.arrayContaining(['wangguinan', 'wanguilang', 'wangguilang']))
  expect(nearSpellings('陈志新')).toEqual(expect.arrayContaining(['chenzhixing', 'cengzixin', 'chengzhixin']))
  expect(nearSpellings('wang')).toEqual([])
  expect(nearSpellings('王')).toEqual([])
  expect(nearSpellings('张3')).toEqual([])
})

test('读音相近是相互的，自己总在里面，最多六十四种', () => {
  const some = fc.constantFrom(...'王桂兰陈志新张建国刘芳胡凤英李娜宁林生荣程春')
  fc.assert(fc.property(fc.tuple(some, some), ([a, b]) => {
    const near = nearSpellings(a + b)
    expect(near[0]).toBe(nameSpelling(a + b).full)
    expect(new Set(near).size).toBe(near.length)
    expect(near.length).toBeLessThanOrEqual(64)
  }))
  fc.assert(fc.property(some, some, some, (a, b, c) => {
    const isNear = nearSpellings(a + b).includes(nameSpelling(a + c).full)
    expect(nearSpellings(a + c).includes(nameSpelling(a + b).full)).toBe(isNear)
  }))
})
