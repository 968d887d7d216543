import { AppealForm } from '@yihu/contracts'
import { expect, test } from 'vitest'
import { checkDraft, contentOf, type Draft, EMPTY_DRAFT, fieldOf, isPhone, readDraft, withAttempt } from './draft.ts'

const draft = (part: Partial<Draft>): Draft => ({ ...EMPTY_DRAFT, ...part })

test('一句话就能提交，地点、照片、电话都可以不填', () => {
  expect(checkDraft(draft({ text: '路灯不亮' }))).toEqual({})
})

test('什么都没写不能提交，只有空格也算没写', () => {
  expect(Object.keys(checkDraft(draft({ text: ' \n ' })))).toEqual(['text'])
})

test('写得太长会说清多少字，内容不截断', () => {
  expect(checkDraft(draft({ text: '灯'.repeat(100_000) })).text).toContain('100000 字')
  expect([5000, 5001].map((faces) => [checkDraft(draft({ text: '😀'.repeat(faces) })).text === undefined, AppealForm.safeParse({ text: '😀'.repeat(faces) }).success])).toEqual([[true, true], [false, false]])
  expect(Object.keys(checkDraft(draft({ text: '灯', address: '路'.repeat(201) })))).toEqual(['address'])
})

test.each(['13812345678', '138 1234 5678', '+86 138-1234-5678', '8613812345678', '0533-3181234', '3181234', '400 123 4567'])('%s 是能打通的号码', (phone) => {
  expect(isPhone(phone)).toBe(true)
})

test.each(['12345', '1381234567', '138123456789', '23812345678', '打这个', ''])('「%s」不是号码', (phone) => {
  expect(isPhone(phone)).toBe(false)
})

test('说一段话也能提交：没有打字的写明是录音，打了的字照样在；录音和照片一起交', () => {
  const voice = { key: 'v', name: '录音.webm', bytes: 9, seconds: 23, fileId: 'f9' }
  expect(checkDraft(draft({ voice }))).toEqual({})
  expect(contentOf(draft({ voice }))).toEqual({ text: '（录音 23 秒，请听录音）', files: ['f9'] })
  expect(contentOf(draft({ text: '路灯不亮', voice, photos: [{ key: 'a', name: 'a.jpg', bytes: 1, fileId: 'f1' }] }))).toEqual({ text: '路灯不亮', files: ['f1', 'f9'] })
  expect(readDraft(JSON.parse(JSON.stringify(draft({ voice }))))).toMatchObject({ voice })
  expect(readDraft({ voice: { key: 'v' } }).voice).toBeUndefined()
})

test('提交的内容只带填了的，位置注明是 WGS-84', () => {
  const full = draft({
    text: ' 路灯不亮 ',
    address: ' ',
    phone: '138 1234 5678',
    fix: { lon: 118.31, lat: 36.82, accuracy: 18 },
    scanned: { code: 'AB12', name: '桑家小区 12 号楼', areaName: '' },
    photos: [
      { key: 'a', name: 'a.jpg', bytes: 1, fileId: 'f1' },
      { key: 'b', name: 'b.jpg', bytes: 1 },
    ],
  })
  expect(contentOf(full)).toEqual({
    text: '路灯不亮',
    lon: 118.31,
    lat: 36.82,
    crs: 'WGS-84',
    contact: { phone: '13812345678' },
    code: 'AB12',
    files: ['f1'],
  })
  // Somebody far from a scanned place said that it is there all the same.
  expect(contentOf({ ...full, scanned: { code: 'AB12', name: '桑家小区 12 号楼', areaName: '', isFar: true, isSure: true } })).toMatchObject({ code: 'AB12', isPlaceSure: true })
})

test('没改内容的重新提交用同一个编号，改了内容就换一个', () => {
  const first = withAttempt(draft({ text: '路灯不亮' }), 'id-1')
  expect(withAttempt(first, 'id-2').attempt.clientId).toBe('id-1')
  expect(withAttempt({ ...first, text: '路灯不亮，三天了' }, 'id-3').attempt.clientId).toBe('id-3')
})

test('手机里存的草稿原样读回', () => {
  const kept = withAttempt(draft({ text: '灯', photos: [{ key: 'a', name: 'a.jpg', bytes: 3 }], declinedCode: 'X1' }), 'id-1')
  expect(readDraft(JSON.parse(JSON.stringify(kept)))).toEqual({ ...kept, scanned: undefined, fix: undefined })
})

test.each([undefined, null, 3, 'x', [], { text: 5, photos: 'no', fix: { lon: '1' } }])('读到坏的草稿 %j 不会出错', (stored) => {
  expect(contentOf(readDraft(stored))).toEqual({ text: '' })
})

test('服务器说的字段对得上页面上的位置', () => {
  expect(['contact.phone', 'files', 'text', 'lon', 'clientId'].map(fieldOf)).toEqual(['phone', 'photos', 'text', 'address', undefined])
})
