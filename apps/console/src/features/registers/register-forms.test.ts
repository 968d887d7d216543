import { expect, test } from 'vitest'
import { REGISTERS } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import { statesAfter } from './register-forms.ts'

test('迁出和死亡是居民的，拆除是房屋的；销掉的都能恢复在册', () => {
  const acts = (register: Register, state: string) => statesAfter(register, state).map(({ act }) => act)
  expect(acts('person', 'active')).toEqual(['迁出', '死亡'])
  expect(acts('person', 'left')).toEqual(['恢复在册', '死亡'])
  expect(acts('house', 'active')).toEqual(['拆除'])
  const registers = Object.keys(REGISTERS) as Register[] // keys of a literal table
  for (const register of registers) expect(acts(register, 'gone')).toContain('恢复在册')
})
