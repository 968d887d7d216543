import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flawOf } from './checklist.ts'
import type { CheckAnswer, ChecklistItem } from './checklist.ts'
import { judge } from './judge.ts'
import { askedInPool } from './known.ts'

const item = (over: Partial<ChecklistItem>): ChecklistItem => ({ id: 'a', group: '', text: '项目', kind: 'yes-no', photo: 'none', isNeeded: true, ...over })
const number = item({ id: 'n', kind: 'number', min: 0, max: 100, dangerWhen: { below: 2, above: 60 }, classCode: 'A090302' })
const yes = item({ id: 'y', dangerWhen: { is: ['no'] }, classCode: 'A090301', photo: 'danger' })
const choice = item({ id: 'c', kind: 'choice', choices: ['好', '坏'], dangerWhen: { is: ['坏'] }, classCode: 'A090304' })
const words = item({ id: 't', kind: 'text', isNeeded: false })
const LIST = [number, yes, choice, words]

const answers: fc.Arbitrary<CheckAnswer[]> = fc.tuple(
  fc.option(fc.record({ itemId: fc.constant('n'), value: fc.oneof(fc.double({ min: -5, max: 110 }), fc.constantFrom('3', Number.NaN)), photos: fc.constant([]) }), { nil: null }),
  fc.option(fc.record({ itemId: fc.constant('y'), value: fc.constantFrom<string | number>('yes', 'no', 'na', '是', 1), photos: fc.subarray(['p']) }), { nil: null }),
  fc.option(fc.record({ itemId: fc.constant('c'), value: fc.constantFrom('好', '坏', '中'), photos: fc.constant([]) }), { nil: null }),
  fc.option(fc.record({ itemId: fc.constantFrom('t', 'x'), value: fc.constantFrom('话', ''), photos: fc.constant([]) }), { nil: null }),
).map((all) => all.filter((one) => one !== null))

test('收得下的检查表：每项答案都合规矩，该填的都填了；隐患正是达到隐患条件的那些，得分对得上', () => {
  fc.assert(fc.property(answers, (given) => {
    const { faults, dangers, asked, passed } = judge(LIST, given)
    const value = (id: string) => given.find(({ itemId }) => itemId === id)?.value
    const [n, y, c] = [value('n'), value('y'), value('c')]
    const isWhole = typeof n === 'number' && n >= 0 && n <= 100 && (y === 'yes' || y === 'na' || (y === 'no' && given.some(({ itemId, photos }) => itemId === 'y' && photos.length > 0))) && (c === '好' || c === '坏') && value('t') !== '' && value('x') === undefined
    expect(Object.keys(faults).length === 0).toBe(isWhole)
    expect(passed + dangers.length).toBe(asked)
    if (!isWhole) return
    expect(dangers).toEqual([...(Number(n) < 2 || Number(n) > 60 ? ['n'] : []), ...(y === 'no' ? ['y'] : []), ...(c === '坏' ? ['c'] : [])])
    expect(asked).toBe(y === 'na' ? 2 : 3)
  }))
})

test('隐患在拍照片以前就是隐患：手机上这才有地方拍；没拍之前收不下', () => {
  expect(judge([yes], [{ itemId: 'y', value: 'no', photos: [] }])).toMatchObject({ dangers: ['y'], faults: { y: '这一项要拍照片' } })
  expect(judge([yes], [{ itemId: 'y', value: 'no', photos: ['p'] }])).toMatchObject({ dangers: ['y'], faults: {} })
})

test('数据池里有的不再问：字里夹空格、标点、写繁体也认得出；“与登记是否一致”的是否题可以问', () => {
  const asking = fc.record({ subject: fc.constantFrom('organisation' as const, 'house' as const), word: fc.constantFrom('电话', '地址', '联系方式', '聯繫方式'), gap: fc.constantFrom('', ' ', '　', '·'), before: fc.constantFrom('', '请填写'), kind: fc.constantFrom('text' as const, 'number' as const, 'choice' as const) })
  fc.assert(fc.property(asking, ({ subject, word, gap, before, kind }) => {
    expect(askedInPool(subject, { kind, text: `${before}${[...word].join(gap)}` })).not.toBeNull()
  }))
  expect(askedInPool('organisation', { kind: 'yes-no', text: '登记的地址和电话还对吗' })).toBeNull()
  expect(askedInPool('organisation', { kind: 'number', text: '有效的灭火器' })).toBeNull()
  expect(askedInPool('house', { kind: 'text', text: '房东姓名' })).toBe('姓名')
})

test('隐患条件写得不对的项目不能发布', () => {
  expect(LIST.map((one) => flawOf(one))).toEqual([null, null, null, null])
  expect(flawOf(item({ dangerWhen: { is: ['no'] } }))).toMatch('分类')
  expect(flawOf(item({ dangerWhen: { is: ['不行'] }, classCode: 'A090301' }))).toMatch('不在可选')
  expect(flawOf(item({ dangerWhen: { below: 3 }, classCode: 'A090301' }))).toMatch('数字题')
  expect(flawOf(item({ kind: 'number', dangerWhen: {}, classCode: 'A090301' }))).toMatch('低于')
  expect(flawOf(item({ kind: 'choice', choices: ['好'] }))).toMatch('两个选项')
  expect(flawOf(item({ kind: 'number', min: 5, max: 1 }))).toMatch('下限')
  expect(flawOf(item({ photo: 'danger' }))).toMatch('隐患')
})
