import { expect, test } from 'vitest'
import { drop, keep, type Kept, readKept, tidyCode, update } from './receipts.ts'

const line = (number: string, text = '灯'): Kept => ({ number, queryCode: 'K7', text, at: '2026-05-08T01:12:00Z' })

test('最新报的在最上面，同一编号只有一行', () => {
  const list = keep(keep(keep([], line('1')), line('2')), line('1', '又报'))
  expect(list.map(({ number, text }) => `${number}${text}`)).toEqual(['1又报', '2灯'])
})

test('最多记一百件，最早的先忘', () => {
  let list: Kept[] = []
  for (let number = 0; number < 120; number += 1) list = keep(list, line(String(number)))
  expect([list.length, list[0]?.number, list.at(-1)?.number]).toEqual([100, '119', '20'])
})

test('更新和移除只动那一件', () => {
  const list = [line('1'), line('2')]
  expect(update(list, '2', { stateText: '正在办理' }).map((one) => one.stateText)).toEqual([undefined, '正在办理'])
  expect(drop(list, '1').map((one) => one.number)).toEqual(['2'])
})

test('存坏的行丢掉，好的留下', () => {
  expect(readKept([line('1'), { number: 2 }, null, 'x'])).toEqual([line('1')])
  expect(readKept('坏')).toEqual([])
})

test('抄来的查询码不分大小写、全角半角和空格', () => {
  expect(tidyCode(' ｋ7m 4Ｑ９\n')).toBe('K7M4Q9')
})
