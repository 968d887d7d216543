import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskText, titleOf } from './text.ts'

test('a telephone number that stands in the text is covered as in the reporter’s own line', () => {
  expect(maskText('请打13812345678联系，座机0533-7654321')).toBe('请打138****5678联系，座机0533-****21')
  expect(maskText('138 1234 5678')).toBe('138****5678')
})

test('identity and door numbers are covered, buildings and case numbers are not', () => {
  expect(maskText('身份证370305198001011234')).toBe('身份证3703**********34')
  expect(maskText('桑家小区12号楼3单元501室漏水')).toBe('桑家小区12号楼3单元***室漏水')
  expect(maskText('案件20260507-0012')).toBe('案件20260507-0012')
})

test('whatever people write, no whole mobile number is left', () => {
  fc.assert(fc.property(fc.string(), fc.stringMatching(/^1[3-9]\d{9}$/u), fc.string(), (before, phone, after) => {
    fc.pre(!/\d$/u.test(before) && !/^\d/u.test(after))
    expect(maskText(`${before}${phone}${after}`)).not.toContain(phone)
  }))
})

test('a title says the matter and never who somebody is', () => {
  expect(titleOf('路灯不亮。已经三天了')).toBe('路灯不亮')
  expect(titleOf('我叫王小明，电话13812345678。桓公路31号路灯坏了。')).toBe('桓公路31号路灯坏了')
  expect(titleOf('尊敬的领导，您好！我反映一个问题：小区缺物业。桓公路31号路灯坏了三天没人修。')).toBe('桓公路31号路灯坏了三天没人修')
  expect(titleOf('我叫王小明，电话13812345678')).toBe('我叫王**，电话138****5678')
})
