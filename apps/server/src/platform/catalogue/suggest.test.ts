import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keywords } from './data/keywords.ts'
import { createMatcher } from './match.ts'
import { createSuggest } from './suggest.ts'

const suggest = createSuggest(keywords)

describe('分类建议', () => {
  it('说出依据的词', () => {
    const [first] = suggest('楼下堆了一大堆装修垃圾，好几天没人管')
    expect(first).toMatchObject({ code: 'S0103', words: ['装修垃圾'] })
    expect(first?.confidence).toBeGreaterThan(0.6)
  })

  it('较长的词压过其中较短的词', () => {
    const codes = suggest('路边倒了建筑垃圾').map(({ code }) => code)
    expect(codes).toContain('S0103')
    expect(codes).not.toContain('S0102')
  })

  it('没有可用的词就不建议', () => {
    expect(suggest('请问你们几点上班')).toEqual([])
    expect(suggest('')).toEqual([])
  })

  it('信尾的感谢不算表扬', () => {
    const letter = '桓公路的路灯已经坏了十几天，晚上漆黑一片，老人孩子出门很危险，请尽快派人来修，万分感谢！'
    expect(suggest(letter).map(({ code }) => code)).not.toContain('A140703')
    expect(suggest('感谢社区的同志冒雨帮我家疏通下水道')[0]?.code).toBeDefined()
  })

  it('两类不分上下时把握变小', () => {
    const one = suggest('有僵尸车')[0]?.confidence ?? 0
    const two = suggest('有僵尸车，还有建筑垃圾')[0]?.confidence ?? 0
    expect(two).toBeLessThan(one)
  })

  it('把握合计不超过一', () => {
    const words = keywords.flatMap((row) => row.words.map(({ word }) => word))
    fc.assert(fc.property(fc.array(fc.constantFrom(...words), { maxLength: 8 }), (drawn) => {
      const total = suggest(drawn.join('，')).reduce((sum, { confidence }) => sum + confidence, 0)
      expect(total).toBeLessThanOrEqual(1.03)
    }))
  })
})

describe('找词', () => {
  it('与逐字查找的结果一致', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
    fc.assert(fc.property(fc.uniqueArray(word, { maxLength: 8 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 30 }), (words, text) => {
      const found = createMatcher(words.map((w) => [w, w] as const)).find(text).map(({ start, word: w }) => `${start}:${w}`)
      expect(found).toEqual(slowly(words, text))
    }))
  })
})

function slowly(words: readonly string[], text: string): string[] {
  const all = words.flatMap((word) => Array.from({ length: text.length }, (_, start) => ({ word, start })).filter(({ start }) => text.startsWith(word, start)))
  const outer = all.filter((a) => !all.some((b) => b !== a && b.start <= a.start && b.start + b.word.length >= a.start + a.word.length))
  return outer.toSorted((a, b) => a.start - b.start).map(({ start, word }) => `${start}:${word}`)
}
