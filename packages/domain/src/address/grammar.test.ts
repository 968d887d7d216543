import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standardAddress } from './grammar.ts'
import type { AddressElement } from './labels.ts'
import { arabicNumerals, bareNumber } from './numbers.ts'
import type { ParsedElement } from './parse.ts'
import { tokenise } from './tokens.ts'

function elements(...parts: readonly (readonly [AddressElement, string])[]): ParsedElement[] {
  let end = 0
  return parts.map(([element, text]) => {
    const start = end
    end += text.length
    return { element, text, start, end }
  })
}

describe('地址里的号码', () => {
  it.each([
    ['三号楼', '3'], ['３号楼', '3'], ['十栋', '10'], ['十二栋', '12'], ['二十幢', '20'], ['一百零三室', '103'], ['二〇一', '201'],
    ['B座', 'B'], ['b6', 'B6'], ['12-3号', '12-3'], ['12－3号', '12-3'], ['007室', '7'], ['丙单元', '丙'], ['1001室', '1001'], ['门卫', null], ['', null],
  ])('%s 读作 %s', (text, number) => {
    expect(bareNumber(text)).toBe(number)
  })

  it('只改数字，其余照抄', () => {
    expect(arabicNumerals('八一南街二十三号')).toBe('81南街23号')
  })
})

describe('标准地址', () => {
  it('路、门牌、小区、楼、单元、室各归其位', () => {
    const parsed = elements(['district', '临淄区'], ['street', '雪宫街道'], ['road', '桓公路'], ['roadNumber', '一〇二号'], ['estate', '桑家小区'], ['subestate', '二期'], ['building', '三号楼'], ['redundant', '-'], ['unit', '２单元'], ['floor', '五楼'], ['room', '502室'])
    expect(standardAddress(parsed)).toEqual({
      district: '临淄区', street: '雪宫街道', community: null, road: '桓公路', number: '102',
      estate: '桑家小区', part: '二期', building: '3', unit: '2', floor: '5', room: '502',
    })
  })

  it('说了两遍的以第一遍为准；只有支路时用支路', () => {
    expect(standardAddress(elements(['subroad', '三巷'], ['subroadNumber', '8号'], ['building', '1栋'], ['building', '2栋']))).toMatchObject({ road: '三巷', number: '8', building: '1' })
  })
})

describe('切分单位', () => {
  it('数字和字母成串，其余一字一个，空白不算，合起来就是原文', () => {
    expect(tokenise('A座 １２-3室😀').map(({ text }) => text)).toEqual(['A', '座', '１２', '-', '3', '室', '😀'])
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tokens = tokenise(text)
      expect(tokens.map((token) => token.text).join('')).toBe(text.replaceAll(/\s/gu, ''))
      for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text)
    }))
  })
})
