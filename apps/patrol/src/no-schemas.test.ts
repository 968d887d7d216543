import { expect, test } from 'vitest'
import { z } from './no-schemas.ts'

test('手机上没有表单规则，一份规则借用另一份的词也打得开', () => {
  const words = (z as { enum: (names: readonly string[]) => { options: readonly string[] } }).enum(['met']) // stands in for zod
  expect([...words.options]).toEqual([])
})
