import { CASE_HAPPENINGS, CASE_MARKS, SOURCES } from '@yihu/contracts'
import { caseStates } from '@yihu/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suggestionsFor } from './filter-suggest.ts'
import { readFilterText, writeFilterText } from './filter-text.ts'
import type { TextSearch } from './filter-text.ts'

const DICTIONARY = {
  areas: [
    { value: 'd1.s1', name: '雪宫街道', rank: 1 }, { value: 'd1.s1.c01', name: '桑家社区', rank: 2 }, { value: 'd1.s1.c02', name: '胜辛社区', rank: 2 },
    { value: 'd1.s1.c01.g001', name: '第一网格', rank: 3 }, { value: 'd1.s1.c02.g001', name: '第一网格', rank: 3 }, { value: 'd1.s1.c01.e01', name: '桑家小区', rank: 4 },
  ],
  classes: [{ value: 'S01', name: '市容环境', rank: 3 }, { value: 'S0102', name: '暴露垃圾', rank: 5 }, { value: 'S0110', name: '道路破损', rank: 5 }, { value: 'B0101', name: '上水井盖', rank: 5 }],
  units: [{ value: 'dept-urban', name: '综合行政执法局', rank: 0 }, { value: 'dept-water', name: '水务 集团', rank: 0 }],
  people: [{ value: 'me', name: '我', rank: 0 }, { value: '01900000-0000-7000-8000-000000000001', name: '李四', rank: 0 }],
}

const read = (text: string) => readFilterText(text, DICTIONARY)
const write = (search: TextSearch) => writeFilterText(search, DICTIONARY)

describe('读条件', () => {
  test('一行文字说清要看什么：状态、区域、超期、来源、分类和关键词', () => {
    expect(read('状态:处置 区域:桑家 超期 来源:12345 分类:垃圾 楼道')).toEqual({
      search: { state: 'handling', area: 'd1.s1.c01', due: 'overdue', source: 'hotline', classCode: 'S0102', q: '楼道' }, problems: [],
    })
  })

  test('谁手上的：自己，或叫得出名字的同事', () => {
    expect(read('经办:我 超期').search).toEqual({ person: 'me', due: 'overdue' })
    expect(read('经办人:李四').search).toEqual({ person: '01900000-0000-7000-8000-000000000001' })
    expect(write({ person: '01900000-0000-7000-8000-000000000001' })).toBe('经办:李四')
    expect(read('经办:王五').problems).toEqual(['没有叫“王五”的经办'])
  })

  test('全角冒号、几个状态、编码和别的叫法都认', () => {
    expect(read('状态：处置中、待派遣 社区：d1.s1.c02 承办:综合 分类:S01').search).toEqual({ state: 'handling,filed', area: 'd1.s1.c02', unit: 'dept-urban', classCode: 'S01' })
  })

  test('发生的事带起止时间，时间写错了会告诉', () => {
    expect(read('发生:督办 自:2026-05-07T08:30 至:2026-05-08').search).toEqual({ happened: 'urged', since: '2026-05-07T08:30', until: '2026-05-08T00:00' })
    expect(read('自:2026-02-30').problems).toEqual(['“自:2026-02-30”不是一个时间，请写成 2026-05-07 或 2026-05-07T08:30'])
  })

  test('看不懂的如实说，能懂的照办', () => {
    expect(read('颜色:红 超期')).toEqual({
      search: { due: 'overdue' }, problems: ['不认识“颜色:”这个条件。可以用：区域、状态、时限、情形、分类、来源、单位、经办、发生、自、至、排序；要当文字找，请加引号'],
    })
    expect(read('区域:火星').problems).toEqual(['没有叫“火星”的区域'])
    expect(read('区域:第一网格').problems).toEqual(['“第一网格”可能是第一网格（d1.s1.c01.g001）、第一网格（d1.s1.c02.g001），请写全'])
    expect(read('状态:').problems).toEqual(['“状态:”后面还没有写内容（办到哪一步，可以写几个，用、隔开）'])
    expect(read('来源:电话 来源:12345')).toEqual({ search: { source: 'hotline' }, problems: ['“来源”写了两次，用后一个'] })
  })

  test('加引号的当文字找；时间和网址不是条件', () => {
    expect(read('“超期” 8:30 http://a').search).toEqual({ q: '超期 8:30 http://a' })
  })
})

const textual = fc.stringMatching(/^[\p{Script=Han}a-z0-9]{1,6}( [\p{Script=Han}a-z0-9]{1,6}){0,2}$/u)
const minute = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 16))
const searches: fc.Arbitrary<TextSearch> = fc.record({
  area: fc.constantFrom(...DICTIONARY.areas.map(({ value }) => value)), classCode: fc.constantFrom(...DICTIONARY.classes.map(({ value }) => value)),
  unit: fc.constantFrom(...DICTIONARY.units.map(({ value }) => value)), source: fc.constantFrom(...(Object.keys(SOURCES) as (keyof typeof SOURCES)[])),
  due: fc.constantFrom('overdue' as const, 'soon' as const, 'later' as const), state: fc.uniqueArray(fc.constantFrom(...caseStates), { minLength: 1, maxLength: 4 }).map((states) => states.join(',')),
  mark: fc.constantFrom(...(Object.keys(CASE_MARKS) as (keyof typeof CASE_MARKS)[])), happened: fc.constantFrom(...(Object.keys(CASE_HAPPENINGS) as (keyof typeof CASE_HAPPENINGS)[])),
  since: minute, until: minute, q: textual, sort: fc.constantFrom('newest' as const, 'urgent' as const),
}, { requiredKeys: [] })

describe('写条件', () => {
  test('写成的文字再读，还是同样的条件，没有一处看不懂', () => {
    fc.assert(fc.property(searches, (search) => {
      expect(read(write(search))).toEqual({ search, problems: [] })
    }), { numRuns: 500 })
  })

  test('重名的区域写成编码，免得认错', () => {
    expect(write({ area: 'd1.s1.c02.g001' })).toBe('区域:d1.s1.c02.g001')
    expect(write({ area: 'd1.s1.c01', due: 'overdue', unit: 'dept-water', q: '超期 的事' })).toBe('区域:桑家社区 超期 单位:"水务 集团" "超期 的事"')
  })

  test('随便写什么都不出错', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { search } = read(text)
      expect(typeof write(search)).toBe('string')
    }))
  })
})

describe('建议', () => {
  const labels = (text: string) => suggestionsFor(text, DICTIONARY).map(({ label }) => label)

  test('空着时先给最常用的', () => {
    expect(labels('').slice(0, 3)).toEqual(['超期', '临期', '在办'])
  })

  test('写了条件就给它的内容，写了名字就给可能的条件', () => {
    expect(labels('超期 来源:1')).toEqual(['来源:12345'])
    expect(labels('超期 来源:12345')).toEqual([])
    expect(suggestionsFor('超期 区域:桑', DICTIONARY).map(({ text }) => text)).toEqual(['超期 区域:桑家社区 ', '超期 区域:桑家小区 '])
    expect(labels('桑家')).toEqual(['区域:桑家社区', '区域:桑家小区'])
    expect(labels('状态:处置中、待派')).toEqual(['状态:处置中、待派遣'])
  })
})
