import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from './problem.ts'
import { solve, withProof } from './puzzle.ts'
import { sha256Head } from './sha256.ts'

test('手机自己算的 SHA-256 和标准的一样', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary-ascii', maxLength: 200 }), async (text) => {
    const whole = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
    expect(sha256Head(text)).toBe(new DataView(whole).getUint32(0))
  }))
})

test('报的人太多时，手机先算一道题再交，人不用做什么；别的拒绝照样说出来', async () => {
  const asked: unknown[] = []
  const receipt = await withProof(async (proof) => {
    asked.push(proof)
    if (!proof) throw new Problem('refused', '', { code: 'proof-needed', current: { challenge: 'c', bits: 8 } })
    return 'receipt'
  })
  expect(receipt).toBe('receipt')
  expect(asked).toEqual([undefined, await solve({ challenge: 'c', bits: 8 })])
  const wrong = new Problem('refused', '太长', { code: 'input-invalid' })
  await expect(withProof(() => Promise.reject(wrong))).rejects.toBe(wrong)
})
