import { expect, test } from 'vitest'
import { photosIn, withFileIds, withoutPhotos } from './bodies.ts'

const A = '019e0000-0000-7000-8000-00000000000a'
const B = '019e0000-0000-7000-8000-00000000000b'
const body = { text: 'photo:不是照片', evidence: [`photo:${A}`], answers: [{ itemId: 'x', photos: [`photo:${B}`, `photo:${A}`] }] }

test('照片传上去以前用手机里的编号，传上去以后换成服务器的；没传成的不带', () => {
  expect(photosIn(body)).toEqual([A, B, A])
  expect(withFileIds(body, new Map([[A, '甲']]))).toEqual({ text: 'photo:不是照片', evidence: ['甲'], answers: [{ itemId: 'x', photos: ['甲'] }] })
  expect(photosIn(withoutPhotos(body))).toEqual([])
})
