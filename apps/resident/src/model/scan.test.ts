import { expect, test } from 'vitest'
import { scannedCode } from './scan.ts'

test('网页：码在地址里，写在井号前后都认', () => {
  expect(scannedCode({}, '?a=1&code=AB12-x')).toBe('AB12-x')
  expect(scannedCode({ code: 'AB12' }, '')).toBe('AB12')
})

test('小程序：码在 scene 里，或整个二维码地址在 q 里', () => {
  expect(scannedCode({ scene: 'code%3DAB12' })).toBe('AB12')
  expect(scannedCode({ scene: 'AB12' })).toBe('AB12')
  expect(scannedCode({ q: 'https%3A%2F%2Fexample.cn%2Fq%2FAB12%3Fv%3D1' })).toBe('AB12')
  expect(scannedCode({ q: 'https://example.cn/i/?code=AB12' })).toBe('AB12')
})

test('没有码、码不像样、编码坏了，都当没有扫', () => {
  expect(scannedCode({})).toBeUndefined()
  expect(scannedCode({ code: '../../x' })).toBeUndefined()
  expect(scannedCode({ code: 'A'.repeat(65) })).toBeUndefined()
  expect(scannedCode({ scene: '%E0%A4%A' })).toBeUndefined()
  expect(scannedCode({ q: 'https://example.cn/other' })).toBeUndefined()
})
