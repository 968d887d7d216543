import { deflateSync } from 'node:zlib'
import type { AppealProgress, CaseDetail, OwnData } from '@yihu/contracts'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { crc32 } from 'node:zlib'
import { isErrorCode } from '../src/kernel/http/index.ts'
import { newId } from '../src/kernel/id.ts'
import { useApp } from './app.ts'
import { AT_BUILDING_12 } from './street.ts'
import { m4a, RECORDED, SECRET, wav } from './voices.ts'

const app = useApp()

interface Refused {
  readonly error: { readonly code: string; readonly message: string }
}

const photo = (format: 'jpeg' | 'png' | 'webp' = 'jpeg') => sharp({ create: { width: 64, height: 48, channels: 3, background: '#39c' } }).toFormat(format).toBuffer()

/** A PNG whose header claims this many pixels; the data are zeros that compress a thousandfold. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height), { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const ZIP = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64')
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])

async function refusal(bytes: Uint8Array, file: { name?: string; type?: string } = {}): Promise<string> {
  const { status, body } = await app().upload<Refused>({ bytes, ...file })
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400)
  expect(status, JSON.stringify(body)).toBeLessThan(500)
  expect(isErrorCode(body.error.code)).toBe(true)
  expect(body.error.message).toMatch(/\p{Script=Han}/u)
  return body.error.code
}

describe('不能收的文件', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, string, string]>([
    ['带脚本的 SVG', () => SVG, 'a.svg', 'file-type-refused'],
    ['改名成照片的 SVG', () => SVG, 'a.jpg', 'file-type-refused'],
    ['GIF 动图', () => GIF, 'a.gif', 'file-type-refused'],
    ['GIF 后面接压缩包（GIFAR）', () => Buffer.concat([GIF, ZIP]), 'a.jpg', 'file-type-refused'],
    ['改名的程序', () => EXE, 'a.jpg', 'file-type-refused'],
    ['压缩包', () => ZIP, 'a.png', 'file-type-refused'],
    ['网页', () => Buffer.from('<html><script>1</script>'), 'a.jpg', 'file-type-refused'],
    ['PDF', () => Buffer.from('%PDF-1.7\n%%EOF'), 'a.pdf', 'file-type-refused'],
    ['空文件', () => Buffer.alloc(0), 'a.jpg', 'file-type-refused'],
    ['只有文件头的照片', () => Buffer.from([0xff, 0xd8, 0xff]), 'a.jpg', 'image-unreadable'],
    ['传了一半的照片', async () => (await sharp({ create: { width: 800, height: 800, channels: 3, background: '#39c', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).jpeg().toBuffer()).subarray(0, 9000), 'a.jpg', 'image-unreadable'],
    ['改头换面的照片', async () => Buffer.concat([Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'), (await photo()).subarray(8)]), 'a.png', 'image-unreadable'],
    ['压得很小的六千万像素', () => bomb(10_000, 6_000), 'a.png', 'image-too-many-pixels'],
    ['声称四十亿像素', () => { const bytes = bomb(16, 16); bytes.writeUInt32BE(65_535, 16); bytes.writeUInt32BE(65_535, 20); return bytes }, 'a.png', ''],
    ['苹果手机的 HEIC', () => Buffer.from('\u0000\u0000\u0000\u0018ftypheic'), 'a.heic', 'image-heic'],
    ['带画面的录像', () => m4a(5, { handler: 'vide' }), 'a.m4a', 'file-type-refused'],
    ['一小时的录音', () => m4a(3600), 'a.m4a', 'audio-too-long'],
    ['二十一兆的录音', () => wav(21 * 1024), 'a.wav', 'audio-too-long'],
    ['没录完整的录音', () => RECORDED.webm.subarray(0, 3000), 'a.webm', 'audio-unreadable'],
    ['二十一兆的文件', () => Buffer.alloc(21 * 1024 * 1024, 0xff), 'a.jpg', 'file-too-large'],
  ])('%s 用说得清的理由拒收', async (_name, make, name, code) => {
    const bytes = await make()
    const before = process.memoryUsage.rss()
    const found = await refusal(bytes, { name, type: 'image/jpeg' })
    if (code) expect(found).toBe(code)
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024)
  })

  it('不成样子的上传：没有边界、断在半路、没有文件、不是上传', async () => {
    const { request } = app()
    const send = async (body: string | Buffer, type: string) => {
      const { status, body: answer } = await request<Refused>('POST', 'files', { body, headers: { 'content-type': type } })
      expect({ status, code: answer.error.code, isRefusal: status >= 400 && status < 500 }, type).toMatchObject({ isRefusal: true })
      expect(answer.error.message).toMatch(/\p{Script=Han}/u)
    }
    await send('hello', 'multipart/form-data')
    await send('hello', 'multipart/form-data; boundary=')
    await send('hello', 'multipart/form-data; boundary=x')
    await send('--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf', 'multipart/form-data; boundary=x')
    await send('--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n', 'multipart/form-data; boundary=x')
    await send('--x\r\ncontent-disposition: form-data; name="note"\r\n\r\nhi\r\n--x--\r\n', 'multipart/form-data; boundary=x')
    await send(`--x\r\n${Array.from({ length: 50 }, (_, n) => `content-disposition: form-data; name="f${n}"\r\n\r\n1\r\n--x`).join('\r\n')}--\r\n`, 'multipart/form-data; boundary=x')
    await send('{"file":"x"}', 'application/json')
    await send('', 'image/jpeg')
  })
})

describe('收下的照片', () => {
  it('照片后面藏的网页、压缩包、脚本都不在了，名字也是干净的', async () => {
    const { upload, raise, context, request } = app()
    const tail = Buffer.from('<script>document.cookie</script>PK\u0003\u0004')
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const { status, body } = await upload({ bytes: Buffer.concat([await photo(format), tail]), name: '..\\..\\evil\u202Egpj.exe' })
      expect(status).toBe(201)
      const { id } = await raise({ text: '随手拍', ...AT_BUILDING_12, files: [body.id] })
      const row = await context.db.owner.selectFrom('attachment').innerJoin('file_object', 'hash', 'file_hash').select(['hash', 'name', 'thumbnail_hash']).where('attachment.id', '=', body.id).executeTakeFirstOrThrow()
      expect(row.name).toBe('evilgpj.exe')
      for (const hash of [row.hash, row.thumbnail_hash ?? '']) {
        const stream = await context.files.open(hash)
        const stored = Buffer.concat(await (stream?.toArray() as Promise<Buffer[]>)) // a byte stream
        expect(stored.includes('script')).toBe(false)
        expect(stored.includes('PK\u0003\u0004')).toBe(false)
      }
      expect((await request('GET', `cases/${id}/files/${body.id}`, { as: 'grid001' })).status).toBe(200)
      expect((await request('GET', `cases/${id}/files/${body.id}`, { as: 'grid003' })).status).toBe(404)
    }
  })

  it('凭查询码看自己的照片，别人的照片看不到；没传上的照片不挡住文字', async () => {
    const { upload, appeal, request } = app()
    const { body } = await upload({ bytes: await photo() })
    const mine = await appeal({ text: '井盖破了', files: [body.id, '01970000-0000-7000-8000-00000000000f'] })
    const other = await appeal({ text: '路灯不亮', files: [body.id] })
    const file = (who: typeof mine, id = body.id) => request('GET', `appeals/${who.number}/files/${id}?queryCode=${who.queryCode}`)
    expect((await file(mine)).status).toBe(200)
    expect((await file(other)).status).toBe(404)
    expect((await file({ ...mine, queryCode: other.queryCode })).status).toBe(404)
    expect((await file(mine, '01970000-0000-7000-8000-00000000000f')).status).toBe(404)
    expect((await request('GET', `appeals/${mine.number}/files/x?queryCode=${mine.queryCode}`)).status).toBe(404)
  })

  it('进度里照片的地址不写查询码，一两个小时以内打得开；换一张照片、换一件诉求、过了时间就打不开', async () => {
    const { upload, appeal, request, clock } = app()
    const [one, two] = [await upload({ bytes: await photo() }), await upload({ bytes: await photo() })]
    const mine = await appeal({ text: '路面塌了', files: [one.body.id, two.body.id] })
    const other = await appeal({ text: '路面塌了，别处', files: [] })
    const { body } = await request<AppealProgress>('POST', `appeals/${mine.number}/find`, { body: { queryCode: mine.queryCode } })
    const url = body.photos.find(({ id }) => id === one.body.id)?.url ?? ''
    expect(url).not.toContain(mine.queryCode)
    const status = async (address: string) => (await request('GET', address)).status
    expect(await status(url)).toBe(200)
    expect(await status(url.replace(one.body.id, two.body.id))).toBe(404)
    expect(await status(url.replace(mine.number, other.number))).toBe(404)
    expect(await status(url.replace(/ticket=\d+/u, 'ticket=99999999'))).toBe(404)
    clock.advance(2 * 3_600_000)
    expect(await status(url)).toBe(404)
  })
})

describe('收下的录音', () => {
  it('居民报事带一段录音：处理诉求的人和本人都听得到，地点和作者不在里面，别人听不到', async () => {
    const { upload, appeal, find, request, listen } = app()
    const { status, body: voice } = await upload<{ id: string; kind: string; seconds: number }>({ bytes: m4a(7), name: '说一说.m4a', type: 'audio/mp4' })
    expect({ status, ...voice }).toMatchObject({ status: 201, kind: 'audio', seconds: 7 })
    const { body: picture } = await upload({ bytes: await photo() })
    const mine = await appeal({ text: '井盖破了，我说得更清楚', ...AT_BUILDING_12, files: [picture.id, voice.id] })
    const detail = await find(mine.number)
    const kept = { id: voice.id, kind: 'audio', mediaType: 'audio/mp4', seconds: 7, thumbnailUrl: null }
    expect(detail.photos.map(({ id }) => id)).toEqual([picture.id])
    expect(detail.voices).toMatchObject([kept])
    const who = `queryCode=${mine.queryCode}`
    expect((await request<AppealProgress>('GET', `appeals/${mine.number}?${who}`)).body.voices).toMatchObject([kept])
    expect((await request<OwnData>('POST', `appeals/${mine.number}/own-data/find`, { body: { queryCode: mine.queryCode } })).body.kept.find(({ what }) => what === '录音')?.value).toMatch(/^1 段/u)
    const url = `${await listen()}/api/v1/appeals/${mine.number}/files/${voice.id}?${who}`
    const file = async (headers = {}) => {
      const answer = await fetch(url, { headers })
      return { status: answer.status, type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) }
    }
    const whole = await file()
    expect(whole).toMatchObject({ status: 200, type: 'audio/mp4' })
    expect(whole.bytes.includes(SECRET)).toBe(false)
    for (const [range, code, bytes] of [['bytes=0-1', 206, whole.bytes.subarray(0, 2)], ['bytes=5-', 206, whole.bytes.subarray(5)], ['bytes=99999-', 416, Buffer.alloc(0)], ['bytes=x', 200, whole.bytes]] as const) {
      const part = await file({ range })
      expect([range, part.status, part.bytes]).toEqual([range, code, bytes])
    }
    expect((await request('GET', `cases/${detail.id}/files/${voice.id}`, { as: 'grid001' })).status).toBe(200)
    expect((await request('GET', `cases/${detail.id}/files/${voice.id}`, { as: 'grid003' })).status).toBe(404)
  })

  it('网格员在手机上录的跟着补传的上报走', async () => {
    const { body: voice } = await app().upload<{ id: string; kind: string }>({ bytes: RECORDED.webm, name: 'a.webm' }, { as: 'grid001', url: 'patrol/photos' })
    const action = { id: newId(), kind: 'case.report', at: new Date(app().clock.now()).toISOString(), body: { text: '井盖破损，见录音', ...AT_BUILDING_12, files: [voice.id] } }
    const { body } = await app().request<{ results: [{ answer: { caseId: string } }] }>('POST', 'patrol/actions', { as: 'grid001', body: { device: newId(), actions: [action] } })
    expect((await app().request<CaseDetail>('GET', `cases/${body.results[0].answer.caseId}`, { as: 'duty' })).body.voices).toMatchObject([{ kind: 'audio', mediaType: 'audio/webm', seconds: 2 }])
  })
})
