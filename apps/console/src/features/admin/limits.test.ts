import { expect, test } from 'vitest'
import { limitTexts } from './limits.ts'

test('limits are said in words, an unknown stage by its own name', () => {
  expect(limitTexts({ handle: { amount: 5, unit: 'working-day' }, 抢修: { amount: 2, unit: 'urgent-hour' } })).toEqual(['处置 5 个工作日', '抢修 2 个紧急工作时'])
})
