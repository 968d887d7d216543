import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPhotoFacts } from './exif.ts'

it('任何损坏的相机信息都只当作没有，不会出错也不会卡住', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (noise, isLittle) => {
    const head = Buffer.from(isLittle ? 'Exif\0\0II*\0\b\0\0\0' : 'Exif\0\0MM\0*\0\0\0\b', 'latin1')
    const { gps, takenAt } = readPhotoFacts(Buffer.concat([head, noise]))
    if (gps !== null) expect(Math.abs(gps.lat) <= 90 && Math.abs(gps.lon) <= 180).toBe(true)
    if (takenAt !== null) expect(Number.isNaN(takenAt.getTime())).toBe(false)
  }), { numRuns: 2000 })
})

it('没有相机信息的照片没有位置', () => {
  expect(readPhotoFacts(undefined)).toEqual({ gps: null, takenAt: null })
})
