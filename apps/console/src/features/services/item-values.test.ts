import { expect, it } from 'vitest'
import { fieldOf, formOf, typedOf } from './item-values.ts'

it('表单里改来改去，没动的一字不变；时间中间隔什么都认；不预约就不带办理时间', () => {
  const form = {
    name: '社保缴纳', guide: '先登记', who: '居民', materials: ['身份证', '户口簿'], office: '社保窗口', limit: { amount: 2, unit: 'working-day' as const }, basis: '承诺', place: '大厅', phone: '12333',
    link: null, words: ['交社保'], booking: { windows: [{ open: '09:00', close: '11:30' }], minutes: 30, seats: 2, days: 5 }, canHelp: true, isActive: true,
  }
  expect(formOf(typedOf(form))).toEqual(form)
  expect(formOf({ ...typedOf(form), windows: '9:00—11:30，14：00 到 16:30', words: '交社保，缴社保、交社保', materials: '身份证\n\n照片 ' })).toMatchObject({
    booking: { windows: [{ open: '09:00', close: '11:30' }, { open: '14:00', close: '16:30' }] }, words: ['交社保', '缴社保'], materials: ['身份证', '照片'],
  })
  expect(formOf({ ...typedOf(form), isBooked: false }).booking).toBeNull()
  expect([fieldOf('item.booking.windows.0.open'), fieldOf('item.limit.amount'), fieldOf('item.name'), fieldOf('version')]).toEqual(['windows', 'amount', 'name', undefined])
})
