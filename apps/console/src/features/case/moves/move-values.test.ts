import { expect, test } from 'vitest'
import { toBody } from './move-values.ts'

test('attachments go by id, empty fields are left out', () => {
  expect(toBody('reply', { text: '已修好', measures: '', evidence: [{ id: 'f1', name: 'a.jpg' }], stray: 1 })).toEqual({ move: 'reply', text: '已修好', evidence: ['f1'] })
})

test('no is an answer, not an empty field', () => {
  expect(toBody('answer-call', { agreed: false, note: '不属于' })).toEqual({ move: 'answer-call', agreed: false, note: '不属于' })
})
