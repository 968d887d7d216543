import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConll } from './conll.ts'
import { parseAddress } from './parse.ts'
import { scoreSegments } from './score.ts'
import { tagTokens } from './tag.ts'
import { trainAddressModel } from './train.ts'

const ROADS = ['桓公路', '牛山路', '晏婴路', '齐兴路', '雪宫路', '临淄大道']
const ESTATES = ['桑家小区', '胜辛小区', '大顺花园', '东高小区']

/** Addresses of our own in CoNLL form: road, road number, estate, house number. */
function conll(): string {
  const lines = ROADS.flatMap((road, r) => ESTATES.map((estate, e) => [[road, 'road'], [`${r * 10 + e + 1}号`, 'roadno'], [estate, 'poi'], [`${e + 1}号楼`, 'houseno']] as const))
  return lines.map((parts) => parts.map(([text, label]) => [...text].map((char, at) => `${char} ${at === 0 ? 'B' : 'I'}-${label}`).join('\n')).join('\n')).join('\n\n')
}

const labelled = readConll(conll())

describe('地址要素', () => {
  it('没有把握过半的一段不叫任何要素，也不算认错', () => {
    const torn = readConll(Array.from({ length: 40 }, (_, at) => ['road', 'poi', 'community'].slice(at % 3).slice(0, 1).map((label) => `松 B-${label}\n鹤 I-${label}`).join('')).join('\n\n'))
    expect(parseAddress(trainAddressModel(torn, { epochs: 12, dropout: 0, historyDropout: 0 }), '松鹤')).toEqual([{ element: 'other', text: '松鹤', start: 0, end: 2 }])
    const [truth, unnamed] = [[{ start: 0, end: 2, label: 7 }], [{ start: 0, end: 1, label: 20 }]]
    expect(scoreSegments([truth, []], [truth, unnamed])).toMatchObject({ precision: 1, recall: 1 })
    expect(scoreSegments([truth], [unnamed])).toMatchObject({ precision: 0, recall: 0 })
  })

  it('学过的写法能认出路、门牌、小区和楼号，每次学出来的一样', () => {
    const model = trainAddressModel(labelled, { epochs: 4 })
    const again = trainAddressModel(labelled, { epochs: 4 })
    const found = labelled.map(({ tokens }) => tagTokens(model, tokens))
    expect(scoreSegments(labelled.map(({ segments }) => segments), found).f1).toBeGreaterThan(0.95)
    expect(labelled.map(({ tokens }) => tagTokens(again, tokens))).toEqual(found)
  })

  it('任何文字都分成首尾相接、不重叠的几段', () => {
    const model = trainAddressModel(labelled, { epochs: 2 })
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('桓', '公', '路', '1', '号', '楼', '😀', 'Ａ'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 })), { maxLength: 200 }), (tokens) => {
        let end = 0
        for (const segment of tagTokens(model, tokens)) {
          expect(segment.start).toBe(end)
          expect(segment.end).toBeGreaterThan(segment.start)
          end = segment.end
        }
        expect(end).toBe(tokens.length)
      }),
      { numRuns: 200 },
    )
  })

  it('任何文字都能解析：要素依次排开，只漏空白；空的、表情、一万字也行', { timeout: 60_000 }, () => {
    const model = trainAddressModel(labelled, { epochs: 8 })
    const check = (text: string): void => {
      let [end, read] = [0, '']
      for (const { start, end: stop, text: part } of parseAddress(model, text)) {
        expect(start).toBeGreaterThanOrEqual(end)
        expect(text.slice(end, start).trim()).toBe('')
        expect(text.slice(start, stop)).toBe(part)
        read += part
        end = stop
      }
      expect(read.replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''))
    }
    for (const text of ['', '  \n', '😀', '\ud83d', '桓公路12号 桑家小区', '街'.repeat(1000), '桓公路１２号😀'.repeat(1250)]) check(text)
    fc.assert(fc.property(fc.string({ unit: 'binary' }), check), { numRuns: 50 })
    expect(parseAddress(model, '牛山路12号大顺花园3号楼').map(({ element }) => element)).toEqual(['road', 'roadNumber', 'estate', 'building'])
  })

  it('要素之外的字也能学；太长的要素和空地址不学', () => {
    const model = trainAddressModel([...labelled, ...readConll(`请 O\n到 O\n${'很 B-poi\n'}${'长 I-poi\n'.repeat(20)}`), { tokens: [], segments: [] }], { epochs: 1 })
    expect(tagTokens(model, ['桓']).length).toBe(1)
  })

  it('没有可学的地址时也不出错', () => {
    expect(tagTokens(trainAddressModel([]), ['桓', '公', '路']).at(-1)?.end).toBe(3)
  })

  it('只有起止和标签都对才算对', () => {
    const truth = [[{ start: 0, end: 2, label: 7 }, { start: 2, end: 3, label: 9 }]]
    const { precision, recall, f1, perLabel } = scoreSegments(truth, [[{ start: 0, end: 2, label: 7 }, { start: 2, end: 4, label: 9 }, { start: 4, end: 5, label: 9 }]])
    expect([precision, recall]).toEqual([1 / 3, 1 / 2])
    expect(f1).toBeCloseTo(0.4)
    expect(perLabel['road']).toEqual({ precision: 1, recall: 1, f1: 1, support: 1 })
  })

  it('不合格式的行说出行号', () => {
    expect(() => readConll('桓 B-road\n公')).toThrow('line 2')
  })
})
