import { expect, it } from 'vitest'
import { newId } from './id.ts'

it('编号按产生的先后排序，同一毫秒内也是', () => {
  const ids = Array.from({ length: 10_000 }, () => newId(1_763_600_000_000))
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(ids.length)
})

it('编号是第 7 版 UUID，开头是毫秒时间', () => {
  const id = newId(Date.now() + 60_000)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
