import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVault } from '../../kernel/crypto.ts'
import { readToken, tokenOf } from './token.ts'

const vault = createVault(randomBytes(32))
const anyToken = fc.record({ id: fc.integer({ min: 1, max: 2 ** 31 - 1 }), version: fc.integer({ min: 1, max: 2 ** 31 - 1 }) })

describe('智慧码的签名', () => {
  it('自己签的都认得，小写、前后有空格也认；放进网址不用转义，26 个字符以内', () => {
    fc.assert(fc.property(anyToken, (token) => {
      const text = tokenOf(vault, token)
      expect(text.length).toBeLessThanOrEqual(26)
      expect(encodeURIComponent(text)).toBe(text)
      expect(readToken(vault, ` ${text.toLowerCase()} `)).toEqual(token)
    }))
  })

  it('改一个字、换一把钥匙、随手编的，都不认', () => {
    const other = createVault(randomBytes(32))
    const letters = fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTUVWXYZ-01ILO中 ')
    fc.assert(fc.property(anyToken, fc.nat({ max: 24 }), letters, fc.string({ maxLength: 30 }), (token, place, letter, noise) => {
      const text = tokenOf(vault, token)
      const at = place % text.length
      const changed = text.slice(0, at) + letter + text.slice(at + 1)
      if (changed.trim() !== text) expect(readToken(vault, changed)).toBeNull()
      expect(readToken(other, text)).toBeNull()
      expect(readToken(vault, noise)).toBeNull()
    }), { numRuns: 40 })
  })

  it('同一个编号只有一种写法：前面补零（2）的不认', () => {
    const text = tokenOf(vault, { id: 40, version: 1 })
    expect(readToken(vault, `2${text}`)).toBeNull()
  })
})
