import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blend, fitPool, RARE } from './blend.ts'
import { classify } from './classify.ts'
import { decidingWords } from './explain.ts'
import { fieldsOf } from './features.ts'
import { learn } from './learn.ts'
import { packModel, unpackModel } from './pack.ts'
import { sampleExamples } from './sample.fixture.ts'
import { LEAST_EXAMPLES, TooFewLessons, trainModel } from './train.ts'
import type { Lesson } from './train.ts'

const DAY = 86_400_000
const PLAIN = { weight: 0.7, sharpness: 1 }
const lessons: Lesson[] = sampleExamples().map((example, at) => ({ ...example, at: at * DAY, lexicon: example.text.includes('公交') ? [{ code: '交通', confidence: 0.7 }] : [] }))
const model = learn(lessons)
const voice = fc.record({ code: fc.constantFrom('甲', '乙', '丙', RARE), confidence: fc.double({ min: 0, max: 1, noNaN: true }) })
const opinion = fc.uniqueArray(voice, { selector: ({ code }) => code, minLength: 1 }).map((voices) => {
  const sum = Math.max(1, voices.reduce((total, { confidence }) => total + confidence, 0))
  return voices.map(({ code, confidence }) => ({ code, confidence: confidence / sum }))
})

describe('a stored model', () => {
  it('reads as the one it was made of', () => {
    const read = unpackModel(packModel(model))
    for (const text of ['夜里施工噪音太大', '幼儿园收费', '地铁末班车', '', 'zzz']) {
      const [before, after] = [classify(model, { text }), classify(read, { text })]
      expect(after.label).toBe(before.label)
      expect(Math.abs(after.confidence - before.confidence)).toBeLessThan(0.03)
    }
  })

  it('holds no word of the examples', () => {
    const text = packModel(model).toString('utf8')
    for (const { text: sentence } of lessons.slice(0, 20)) expect(text).not.toContain(sentence.slice(0, 4))
  })

  it('is refused when it is cut off or something else', () => {
    const packed = packModel(model)
    expect(() => unpackModel(packed.subarray(0, packed.length / 2))).toThrow(/unexpected end|cut off/u)
    expect(() => unpackModel(Buffer.from('something else'))).toThrow('not a text model')
  })
})

describe('the words that decided', () => {
  it('stand in the message and speak for the class', () => {
    const words = decidingWords(model, fieldsOf({ text: '东风路12号烧烤店油烟熏人，请尽快处理' }), '环境')
    expect(words.length).toBeGreaterThan(0)
    for (const word of words) expect('东风路12号烧烤店油烟熏人，请尽快处理').toContain(word)
    expect(words.some((word) => '烧烤店油烟熏人'.includes(word))).toBe(true)
  })

  it('are none for a class nobody has learned, or a text without known words', () => {
    expect(decidingWords(model, fieldsOf({ text: '油烟' }), '没有的类')).toEqual([])
    expect(decidingWords(model, fieldsOf({ text: '😀' }), '环境')).toEqual([])
  })
})

describe('two opinions', () => {
  it('agreeing they are surer than the lexicon alone, disagreeing less sure than the model', () => {
    const lexicon = [{ code: '甲', confidence: 0.7 }]
    expect(blend(lexicon, [{ code: '甲', confidence: 0.95 }, { code: '乙', confidence: 0.05 }], PLAIN)[0]?.confidence).toBeGreaterThan(0.9)
    expect(blend(lexicon, [{ code: '乙', confidence: 0.95 }, { code: '甲', confidence: 0.05 }], PLAIN)[0]).toMatchObject({ code: '乙', confidence: expect.closeTo(0.95 * 0.79, 5) as number })
  })

  it('what the model does not know is left to the lexicon', () => {
    expect(blend([{ code: '丁', confidence: 0.8 }], [{ code: RARE, confidence: 0.9 }, { code: '甲', confidence: 0.1 }], PLAIN)[0]?.code).toBe('丁')
  })

  it('never make more than one, nor speak for the rest', () => {
    fc.assert(fc.property(opinion, opinion, fc.record({ weight: fc.double({ min: 0, max: 1, noNaN: true }), sharpness: fc.double({ min: 1, max: 3, noNaN: true }) }), (lexicon, given, pool) => {
      const mixed = blend(lexicon.filter(({ code }) => code !== RARE), given, pool)
      expect(mixed.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1 + 1e-9)
      expect(mixed.map(({ code }) => code)).not.toContain(RARE)
      expect(mixed.every(({ confidence }, at) => confidence <= (mixed[at - 1]?.confidence ?? 1))).toBe(true)
    }))
  })

  it('a reader that is always wrong counts little', () => {
    const wrong = [{ code: '乙', confidence: 0.9 }]
    const right = [{ code: '甲', confidence: 0.9 }]
    expect(fitPool([{ truth: '甲', lexicon: right, model: wrong }])).toMatchObject({ weight: 0.1 })
    expect(fitPool([{ truth: '甲', lexicon: wrong, model: right }])).toMatchObject({ weight: 1 })
  })
})

describe('training', () => {
  const trained = trainModel({ lessons: [...lessons, { label: '罕见', title: null, text: '养蜂人', at: 0, lexicon: [] }], rival: null, street: null })

  it('tells how good the model, the lexicon and both are on messages nobody had seen', () => {
    const { figures } = trained
    expect(figures).toMatchObject({ examples: lessons.length + 1, rare: 1, classes: 3, rival: null, street: null })
    expect(figures.blended.accuracy).toBeGreaterThan(figures.lexicon.accuracy)
    expect(figures.byClass.map(({ label }) => label).toSorted()).toEqual(['交通', '教育', '环境'])
    expect(figures.byClass.reduce((sum, { examples }) => sum + examples, 0)).toBe(lessons.length)
    expect(figures.automatic.share).toBeGreaterThanOrEqual(0)
  })

  it('is compared with the one in force on what is newer than that one', () => {
    const rival = { number: 1, weights: trained.packed, pool: PLAIN, until: 100 * DAY }
    const { figures } = trainModel({ lessons, rival, street: null })
    expect(figures.rival).toMatchObject({ number: 1, examples: lessons.filter(({ at }) => at > 100 * DAY).length })
    expect(trainModel({ lessons, rival: { ...rival, until: Infinity }, street: null }).figures.rival).toBeNull()
  })

  it('of other cases is tried on the street’s own', () => {
    const { figures } = trainModel({ lessons, rival: null, street: lessons.slice(0, 60) })
    expect(figures.street).toMatchObject({ examples: 60 })
    expect(figures.street?.own).toBeGreaterThan(figures.street?.lexicon ?? 1)
  })

  it('refuses what is too little to learn from', () => {
    expect(() => trainModel({ lessons: lessons.slice(0, LEAST_EXAMPLES - 1), rival: null, street: null })).toThrow(TooFewLessons)
    expect(() => trainModel({ lessons: lessons.map((lesson) => ({ ...lesson, label: '一类' })), rival: null, street: null })).toThrow(TooFewLessons)
  })
})
