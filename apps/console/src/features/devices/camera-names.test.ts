import { expect, test } from 'vitest'
import { linesOf, namesIn } from './camera-names.ts'

test('一行一条对照，全角等号也认；写坏的一行不当没看见', () => {
  expect(namesIn('2 = 消防通道\n\nparking＝机动车')).toEqual({ 2: '消防通道', parking: '机动车' })
  expect(namesIn(linesOf({ '*': '河面' }))).toEqual({ '*': '河面' })
  expect(namesIn('2 消防通道')).toBeNull()
})
