import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMatterIndex } from './index-of-matters.ts'
import { LEAST_SCORE, matchMatters, matterPrint } from './match.ts'
import type { Matter } from './match.ts'
import { circleOf, radiusOf, WIDEST_METRES } from './radius.ts'

const DAY_MS = 86_400_000
const HERE = { lon: 118.302, lat: 36.8118 }
/** So many metres to the east. */
const east = (metres: number) => ({ lon: HERE.lon + metres / 89_100, lat: HERE.lat })
const matter = (id: string, text: string, rest: Partial<Matter> = {}): Matter => ({ id, classCode: 'S0504', point: HERE, at: 0, by: null, print: matterPrint(text), ...rest })
const STALL = '12号楼前烧烤摊占道，油烟很大，半夜还在吵'
const isOne = (a: Matter, b: Matter) => matchMatters(a, b).score >= LEAST_SCORE

describe('whether two reports are one matter', () => {
  it('the same stall in other words, a few steps away, is one', () => {
    expect(isOne(matter('a', STALL), matter('b', '烤串的又来了，呛得睡不着', { point: east(20) }))).toBe(true)
    expect(isOne(matter('a', STALL), matter('b', '12号楼前烧烤摊油烟太大', { point: null }))).toBe(true)
  })

  it('the same words at another place, another matter at the same place, or a season later are two', () => {
    expect(isOne(matter('a', STALL), matter('b', STALL, { point: east(80) }))).toBe(false)
    expect(isOne(matter('a', STALL), matter('b', '12号楼三单元电梯停运，老人下不来', { classCode: 'S0301' }))).toBe(false)
    expect(isOne(matter('a', STALL), matter('b', STALL, { at: 91 * DAY_MS }))).toBe(false)
    expect(isOne(matter('a', STALL, { point: null }), matter('b', '电梯停运', { point: null }))).toBe(false)
  })

  it('a name with a character left out, or said without 小区, is no other place; what only looks like a name is none', () => {
    const elsewhere = (one: string, other: string) => matchMatters(matter('a', one, { point: null }), matter('b', other, { point: null })).isElsewhere
    expect(elsewhere('泉水湖村没有水喝', '泉水村没有水喝')).toBe(false)
    expect(elsewhere('海外滩小区离高铁太近', '海外滩2期离高铁太近，影响小区')).toBe(false)
    expect(elsewhere('我们都找街道了，破坏小区环境', '翠湖小区有人开餐馆')).toBe(false)
    expect(elsewhere('东湖小区有人开餐馆', '西山小区有人开餐馆')).toBe(true)
  })

  it('a stall, a doorway, a street and a quarter have circles of their own', () => {
    expect([radiusOf('B0101'), radiusOf('S0102'), radiusOf('S0110'), radiusOf('A010902'), radiusOf(null), radiusOf('X')]).toEqual([30, 50, 100, 200, 50, 50])
    expect(matchMatters(matter('a', STALL, { classCode: 'S0102' }), matter('b', STALL, { classCode: 'A0201' })).circle).toEqual(circleOf('A0201'))
  })
})

describe('the index', () => {
  const place = fc.record({ x: fc.integer({ min: -600, max: 600 }), y: fc.integer({ min: -600, max: 600 }) })
  const one = fc.record({ place, classCode: fc.constantFrom('S0504', 'S0102', 'A0109', null), text: fc.constantFrom(STALL, '垃圾堆了三天没人清', '暖气不热，家里只有十四度', '') })

  it('finds every report of the class within its circle, wherever the cells end', () => {
    fc.assert(fc.property(fc.array(one, { minLength: 2, maxLength: 30 }), (reports) => {
      const matters = reports.map(({ place: { x, y }, classCode, text }, at) => matter(`m${at}`, text, { classCode, point: { lon: HERE.lon + x / 89_100, lat: HERE.lat + y / 111_320 } }))
      const index = createMatterIndex()
      for (const each of matters) index.put(each)
      for (const asked of matters) {
        const all = matters.filter((other) => other.id !== asked.id && other.classCode === asked.classCode && isOne(asked, other)).map(({ id }) => id)
        const found = new Set(index.find(asked, 100).map(({ id }) => id))
        for (const id of all) expect(found.has(id)).toBe(true)
      }
    }), { numRuns: 40 })
    expect(WIDEST_METRES).toBe(200)
  })

  it('what one person writes under every letter joins none of them; the same words of others do', () => {
    const letters = ['请加快商业中心建设', '请加快省图书馆建设', '请加快体育中心建设', '请加快湿地公园建设', '请加快高铁西站建设', '请加快中医医院建设']
      .map((title) => `${title}\n在国家大力倡导以人民为中心的大背景下，${title.slice(3)}刻不容缓，不知市委市政府有何具体政策和行动`)
    const all = (by: string | null) => letters.map((text, at) => matter(`l${at}`, text, { point: null, classCode: null, by }))
    const like = (by: string | null): number => {
      const index = createMatterIndex()
      for (const each of all(by)) index.put(each)
      const [one, other] = all(by)
      return one && other ? index.match(one, other).likeness : 0
    }
    expect(like('one person')).toBeLessThan(like(null) - 0.05)
    expect(matchMatters(matter('a', STALL, { by: 'x' }), matter('b', STALL, { by: 'x' })).isSameVoice).toBe(true)
    expect(matchMatters(matter('a', STALL), matter('b', STALL)).isSameVoice).toBe(false)
  })

  it('forgets what is removed and takes the newer of two with one id', () => {
    const index = createMatterIndex()
    index.put(matter('a', STALL))
    index.put(matter('a', STALL, { point: east(500) }))
    expect(index.size).toBe(1)
    expect(index.find(matter('b', STALL))).toEqual([])
    index.put(matter('a', STALL))
    expect(index.find(matter('b', STALL)).map(({ id }) => id)).toEqual(['a'])
    index.remove('a')
    expect([index.size, index.find(matter('b', STALL))]).toEqual([0, []])
  })
})
