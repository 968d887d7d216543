import { describe, expect, it } from 'vitest'
import { isResidentId, isSocialCreditCode } from './checks.ts'

const today = '2026-05-08'

/** Every text that differs from this one in one digit. */
function withOneDigitChanged(text: string): string[] {
  return [...text].flatMap((char, i) =>
    /\d/.test(char) ? [...'0123456789'].filter((d) => d !== char).map((d) => text.slice(0, i) + d + text.slice(i + 1)) : [],
  )
}

describe('a resident identity number', () => {
  it.each(['999999195001010018', '999999193512150224', '999999201006300039', '11010519491231002X'])('%s is valid', (id) => {
    expect(isResidentId(id, today)).toBe(true)
    for (const wrong of withOneDigitChanged(id)) expect(isResidentId(wrong, today)).toBe(false)
  })

  it('of someone not yet born, of 30 February, or of another length is not', () => {
    expect(isResidentId('999999201006300039', '2010-06-29')).toBe(false)
    expect(isResidentId('999999199002300010', today)).toBe(false)
    expect(isResidentId('99999919500101001', today)).toBe(false)
  })
})

describe('a social credit code', () => {
  it.each(['91350100M000100Y43', '91000000MA0000001R', '52000000MJ0000002E', '110000000000000035'])('%s is valid', (code) => {
    expect(isSocialCreditCode(code)).toBe(true)
    for (const wrong of withOneDigitChanged(code)) expect(isSocialCreditCode(wrong)).toBe(false)
  })

  it('with a letter that the alphabet leaves out is not', () => {
    expect(isSocialCreditCode('91350100M000100I43')).toBe(false)
  })
})
