import { describe, expect, it } from 'vitest'
import { featuresOf as featuresOfFields, fieldsOf } from './features.ts'
import type { Message } from './plain-text.ts'
import { hashText } from './hash.ts'
import { buildVocabulary, countKnown, idOf } from './vocabulary.ts'

const featuresOf = (message: Message) => featuresOfFields(fieldsOf(message))
const texts = ['路灯不亮', '路灯坏了，路灯', '井盖']
const features = texts.map((text) => featuresOf({ text }))

describe('vocabulary', () => {
  it('knows what stands in enough messages and nothing else', () => {
    const vocabulary = buildVocabulary(features, 2)
    expect(idOf(vocabulary, hashText('路灯'))).toBeGreaterThanOrEqual(0)
    expect(idOf(vocabulary, hashText('井盖'))).toBe(-1)
    expect([...vocabulary.hashes]).toEqual([...vocabulary.hashes].toSorted((a, b) => a - b))
    for (const [id, hash] of vocabulary.hashes.entries()) expect(idOf(vocabulary, hash)).toBe(id)
  })

  it('counts title and text apart', () => {
    const vocabulary = buildVocabulary(features, 1)
    const counts = countKnown(vocabulary, featuresOf({ title: '路灯', text: '路灯坏了，路灯' }))
    const at = counts.ids.indexOf(idOf(vocabulary, hashText('路灯')))
    expect([counts.title[at], counts.body[at]]).toEqual([1, 2])
    expect([...counts.ids]).toEqual([...new Set(counts.ids)].toSorted((a, b) => a - b))
  })

  it('of no messages is empty, and counts nothing', () => {
    const empty = buildVocabulary([], 1)
    expect(idOf(empty, 42)).toBe(-1)
    expect(countKnown(empty, featuresOf({ text: '路灯' })).ids).toHaveLength(0)
  })
})

describe('features', () => {
  it('are the same on every machine and in every version: models outlive programs', () => {
    expect([...featuresOf({ text: '灯' }).body]).toEqual([3_049_914_942, 3_994_807_211])
  })

  it('see through width, markup, numbers and masked areas', () => {
    const plain = [...featuresOf({ text: 'A3区路灯12盏' }).body]
    expect([...featuresOf({ text: '<p>Ｋ８区路灯3456盏</p>' }).body]).toEqual(plain)
  })
})
