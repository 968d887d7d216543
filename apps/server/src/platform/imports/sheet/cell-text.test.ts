import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanCell, neutralise } from './cell-text.ts'

it('会被当成公式执行的开头都加上撇号，全角的也加', () => {
  for (const text of ['=1+1', '+86', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠a']) expect(neutralise(text)).toBe(`'${text}`)
  for (const text of ['路灯不亮', '1=1', '', "'已经有撇号"]) expect(neutralise(text)).toBe(text)
})

it('加过撇号的内容读回来和原来一样', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const clean = cleanCell(text)
    expect(cleanCell(neutralise(clean))).toBe(clean)
    expect(neutralise(clean)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u)
  }))
})

it('读过一次的内容再读一次不变', () => {
  for (const text of ["''=1", '="="', ' \u3000a\u200B ', '="a""b"']) expect(cleanCell(cleanCell(text))).toBe(cleanCell(text))
})
