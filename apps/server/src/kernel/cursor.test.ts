import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fault } from '@yihu/contracts'
import { readCursor, writeCursor } from './cursor.ts'

test('a page goes on exactly where the last one ended; without a mark it begins at the top, a broken mark is refused', () => {
  fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), fc.uuid(), (at, id) => {
    expect(readCursor(writeCursor({ at, id }))).toEqual({ at, id })
  }))
  expect(readCursor(undefined)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => { expect(() => readCursor(text)).toThrow(Fault) }))
})
