import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConll } from './conll.ts'
import { scoreSegments } from './score.ts'
import { tagTokens } from './tag.ts'
import { trainAddressModel } from './train.ts'

const ROADS = ['桓公路', '牛山路', '晏婴路', '齐兴路']
const ESTATES = ['桑家小区', '胜辛小区', '大顺花园']

/** Addresses of our own in CoNLL form: road, road number, estate, house number. */
function conll(): string {
  const lines = ROADS.flatMap((road, r) => ESTATES.map((estate, e) => [[road, 'road'], [`${r * 10 + e + 1}号`, 'roadno'], [estate, 'poi'], [`${e + 1}号楼`, 'houseno']] as const))
  return lines.map((parts) => parts.map(([text, label]) => [...text].map((char, at) => `${char} ${at === 0 ? 'B' : 'I'}-${label}`).join('\n')).join('\n')).join('\n\n')
}

const labelled = readConll(conll())

describe('地址要素', { timeout: 60_000 }, () => {
  it('学过的写法能认出路、门牌、小区和楼号，每次学出来的一样', () => {
    const model = trainAddressModel(labelled, { epochs: 4 })
    const again = trainAddressModel(labelled, { epochs: 4 })
    const found = labelled.map(({ tokens }) => tagTokens(model, tokens))
    expect(scoreSegments(labelled.map(({ segments }) => segments), found).f1).toBeGreaterThan(0.9)
    expect(labelled.map(({ tokens }) => tagTokens(again, tokens))).toEqual(found)
  })

  it('任何文字都分成首尾相接、不重叠的几段', () => {
    const model = trainAddressModel(labelled, { epochs: 2 })
    const token = fc.oneof(fc.constantFrom('桓', '公', '路', '1', '号', '楼', '😀', 'Ａ'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }))
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        let end = 0
        for (const segment of tagTokens(model, tokens)) {
          expect(segment.start).toBe(end)
          expect(segment.end).toBeGreaterThan(segment.start)
          end = segment.end
        }
        expect(end).toBe(tokens.length)
      }),
      { numRuns: 50 },
    )
  })

  it('不合格式的行说出行号', () => {
    expect(() => readConll('桓 B-road\n公')).toThrow('line 2')
  })
})
