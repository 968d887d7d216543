import { expect, test } from 'vitest'
import { uuidFrom } from './uuid.ts'

test('十六个随机字节写成第四版 UUID', () => {
  expect(uuidFrom(new Uint8Array(16).fill(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
  expect(uuidFrom(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000')
})
