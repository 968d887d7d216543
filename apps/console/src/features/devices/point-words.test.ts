import { expect, test } from 'vitest'
import { readWords, wordsText } from './point-words.ts'

test('the words of a switch are read as people write them, and written back the same', () => {
  expect(readWords('打开=1， 关闭＝0')).toEqual({ 打开: 1, 关闭: 0 })
  expect(readWords('')).toEqual({})
  expect(readWords('打开')).toBeNull()
  expect(wordsText({ 打开: 1, 关闭: 0 })).toBe('打开=1 关闭=0')
})
