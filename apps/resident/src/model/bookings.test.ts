import { expect, test } from 'vitest'
import { keepOne, readBookings } from './bookings.ts'

const one = { code: 'ABCD2345', itemName: '社保缴纳', startsAt: '2026-05-08T01:00:00.000Z' }

test('手机里的预约：同一个预约码只记一条，新的在前；坏了的不带进来', () => {
  expect(keepOne([one], { ...one, itemName: '改了' })).toEqual([{ ...one, itemName: '改了' }])
  expect(keepOne([one], { ...one, code: 'B' }).map(({ code }) => code)).toEqual(['B', 'ABCD2345'])
  expect(readBookings([one, { code: 1 }, null, 'x'])).toEqual([one])
  expect(readBookings({})).toEqual([])
})
