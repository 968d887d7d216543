import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNear, nearKeys } from '../text/near.ts'
import { readDoors } from './doors.ts'
import { plainAddress } from './plain.ts'

describe('地址的写法', () => {
  it.each([
    ['锦绣花园十二号楼', '锦绣花园12号楼'],
    ['锦绣花园 12栋', '锦绣花园12栋'],
    ['二十三幢', '23幢'],
    ['锦绣花园（１２号楼）', '锦绣花园12号楼'],
    ['勝辛小區 十二號樓 2－301', '胜辛小区12号楼2-301'],
    ['12#楼2单元', '12号楼2单元'],
    ['5 3-501，王先生', '5-3-501王先生'],
  ])('%s 读作 %s', (text, expected) => {
    expect(plainAddress(text)).toBe(expected)
  })

  it.each([
    ['12号楼2单元301室', '12', '2', '301'],
    ['十二栋 二单元 三零一', '12', '2', '301'],
    ['12-2-301', '12', '2', '301'],
    ['12#-2-1103', '12', '2', '1103'],
    ['3号楼2-301', '3', '2', '301'],
    ['12-301', '12', null, '301'],
    ['北门里面B座1203', 'B', null, '1203'],
    ['3号2门0501', '3', '2', '501'],
    ['8号楼3楼302室', '8', null, '302'],
    ['2单元 201 门口', null, '2', '201'],
    ['门口堆了3米高的垃圾', null, null, null],
    ['5号楼欠了2000元', '5', null, null],
  ])('「%s」是几号楼、几单元、几室', (text, building, unit, room) => {
    expect(readDoors(plainAddress(text))).toMatchObject({ building, unit, room })
  })

  it('任何文字都读得完', () => {
    const signs = fc.constantFrom(...'0123456789-#－／ 号楼单元室层门栋小区桑家东十二零百a甲😀\u0000')
    fc.assert(fc.property(fc.string({ unit: signs, maxLength: 30 }), (text) => {
      const { building, room } = readDoors(plainAddress(text))
      expect(building === null || /^(?:\d{1,3}|[A-Z]\d?)$/u.test(building)).toBe(true)
      expect(room === null || /^\d{1,4}$/u.test(room)).toBe(true)
    }))
  })

  it('差一个字是多一个、少一个、错一个或相邻的两个换了位置；差一个字的两个词总能互相找到', () => {
    for (const other of ['桑家小区', '桑加小区', '桑小区', '桑家小小区', '家桑小区']) expect(isNear('桑家小区', other)).toBe(true)
    for (const other of ['孙加小区', '桑区', '小区桑家']) expect(isNear('桑家小区', other)).toBe(false)
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 8 }), fc.nat(7), fc.string({ maxLength: 1 }), (text, at, char) => {
      const other = text.slice(0, at) + char + text.slice(at + 1)
      expect(isNear(text, other)).toBe(true)
      expect(nearKeys(text).some((key) => nearKeys(other).includes(key))).toBe(true)
    }))
  })
})
