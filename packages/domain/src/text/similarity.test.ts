import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseText, printOf, sharedPhrases, textSimilarity } from './similarity.ts'

const manhole = '桓公路与牛山路口东侧，有一个井盖破损，晚上很危险！'
const again = '牛山路口东侧井盖坏了，井盖破损没人管'
const noise = '12号楼楼下烧烤店油烟扰民，夜里12点还在营业'

describe('two reports', () => {
  it('of one thing are more alike than reports of different things', () => {
    expect(textSimilarity(manhole, again)).toBeGreaterThan(0.3)
    expect(textSimilarity(manhole, noise)).toBeLessThan(0.05)
    expect(textSimilarity(manhole, manhole)).toBe(1)
  })

  it('are the same to us when only width, case, punctuation or numerals differ', () => {
    expect(normaliseText('３号楼Ａ座， 漏水！')).toBe('3号楼a座漏水')
    expect(textSimilarity('三号楼A座漏水', '３号楼ａ座：漏水。')).toBe(1)
  })

  it('without words are not alike, of one word only when equal', () => {
    expect(textSimilarity('', '')).toBe(0)
    expect(textSimilarity('！', '？')).toBe(0)
    expect(textSimilarity('吵', '吵')).toBe(1)
    expect(textSimilarity('吵', '脏')).toBe(0)
  })

  it('name the passages they share, as the first one wrote them', () => {
    expect(sharedPhrases(manhole, again)).toEqual(['牛山路口东侧', '井盖破损'])
    expect(sharedPhrases('３号楼 二单元漏水', '3号楼2单元')).toEqual(['３号楼 二单元'])
    expect(sharedPhrases(manhole, noise)).toEqual([])
    expect(sharedPhrases('', '')).toEqual([])
  })

  it('compare the same both ways, between 0 and 1, prepared or not', () => {
    const text = fc.string({ unit: fc.constantFrom(...'井盖破损路灯不亮垃圾ａ1一，。 ') })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const score = textSimilarity(a, b)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(textSimilarity(b, a)).toBe(score)
        expect(textSimilarity(printOf(a), printOf(b))).toBe(score)
      }),
    )
  })

  it('share only passages that stand in both', () => {
    const text = fc.string({ unit: fc.constantFrom(...'井盖破损𠮷1一，') , maxLength: 60 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        for (const phrase of sharedPhrases(a, b)) {
          expect(a).toContain(phrase)
          expect(normaliseText(b)).toContain(normaliseText(phrase))
          expect(normaliseText(phrase).length).toBeGreaterThanOrEqual(4)
        }
      }),
    )
  })
})
