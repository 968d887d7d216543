import { expect, test } from 'vitest'
import { admitPhotos, megabytes, PHOTO_BYTES_MAX } from './photos.ts'

const photo = (part: Partial<{ name: string; bytes: number; type: string }> = {}) => ({ name: 'a.jpg', bytes: 1000, type: 'image/jpeg', ...part })

test('太大的照片说清多大、什么还在、怎么办', () => {
  const { taken, refused } = admitPhotos(0, [photo({ bytes: 38 * 1024 * 1024 }), photo()])
  expect(taken).toHaveLength(1)
  expect(refused).toEqual(['照片太大（38 MB）。文字和位置已保存，请换一张小于 20 MB 的照片。'])
})

test('正好 20 MB 可以，多一个字节不行，也不会说成「20 MB 太大」', () => {
  expect(admitPhotos(0, [photo({ bytes: PHOTO_BYTES_MAX })]).refused).toEqual([])
  expect(admitPhotos(0, [photo({ bytes: PHOTO_BYTES_MAX + 1 })]).refused[0]).toContain('21 MB')
})

test('最多六张，多出的不放，只说一次', () => {
  const { taken, refused } = admitPhotos(4, [photo(), photo(), photo(), photo()])
  expect(taken).toHaveLength(2)
  expect(refused).toHaveLength(1)
})

test('不是照片的和空的文件不放；手机不说类型的照片可以放', () => {
  expect(admitPhotos(0, [photo({ type: 'application/pdf' }), photo({ bytes: 0 })]).refused).toHaveLength(2)
  expect(admitPhotos(0, [photo({ type: '' })]).taken).toHaveLength(1)
})

test('大小写成人看得懂的样子', () => {
  expect([1.25 * 1024 * 1024, 0, 20.2 * 1024 * 1024].map(megabytes)).toEqual(['1.3 MB', '0.0 MB', '21 MB'])
})
