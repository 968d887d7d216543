import { inflateSync } from 'node:zlib'
import encodeQR from 'qr'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, CaseDetail, CodeRow, listCodes, readPaper, showCode, showScans } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { printAddressWith } from './index.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
let plate: CodeRow
let grid: CodeRow
let address = ''

async function codesAs(as: string, query = ''): Promise<CodeRow[]> {
  return (await app().request<AnswerOf<typeof listCodes>>('GET', `place-codes?limit=200${query}`, { as })).body.codes
}

const scan = (code: string, query = '') => app().request<AnswerOf<typeof showCode> & { error?: { code: string; message: string } }>('GET', `codes/${encodeURIComponent(code)}${query}`)

beforeAll(async () => {
  const [building] = await codesAs('duty', '&kind=building&q=12')
  const [first] = await codesAs('duty', '&kind=grid')
  if (!building || !first) throw new Error('the small street has no codes')
  plate = building
  grid = first
})

describe('扫码', () => {
  it('不登录就知道是哪里；报的事落在那里，扫码和报事都计数，不记是谁', async () => {
    expect((await scan(plate.code)).body).toMatchObject({ name: '桑家小区12号楼', areaName: '桑家社区 / 桑家社区第1网格 / 桑家小区 / 12号楼', isFar: false })
    const { number } = await app().appeal({ text: '楼道灯不亮', code: plate.code })
    expect(await app().find(number)).toMatchObject({ source: 'code', areaPath: `${C01}.g001.e01.b012` })
    const { body } = await app().request<AnswerOf<typeof showScans>>('GET', `place-codes/${plate.id}/scans`, { as: 'duty' })
    expect(body.days).toEqual([{ day: '2026-05-07', scans: 1, refused: 0, far: 0, reports: 1 }])
  })

  it('伪造的、别处的码说清楚不是街道的码；不用它照样能报', async () => {
    for (const code of ['XG-0001', `${plate.code.slice(0, -1)}${plate.code.endsWith('2') ? '3' : '2'}`, '中文', 'a'.repeat(64)]) {
      expect(await scan(code), code).toMatchObject({ status: 404, body: { error: { code: 'code-unknown', message: expect.stringContaining('照样能报') as string } } })
    }
    expect((await app().appeal({ text: '路灯不亮' })).number).toMatch(/^\d{8}-\d{4}$/u)
  })

  it('离码五百米以外的，提醒并请确认；确认了就落在码上的地方，不落在人站的地方', async () => {
    const form = { text: '单元门坏了', code: plate.code, ...IN_SHENGXIN }
    expect((await scan(plate.code, `?lon=${IN_SHENGXIN.lon}&lat=${IN_SHENGXIN.lat}`)).body.isFar).toBe(true)
    expect((await scan(plate.code, `?lon=${AT_BUILDING_12.lon}&lat=${AT_BUILDING_12.lat}`)).body.isFar).toBe(false)
    expect(await app().request('POST', 'appeals', { body: form })).toMatchObject({ status: 409, body: { error: { code: 'code-far' } } })
    const { number } = await app().appeal({ ...form, isPlaceSure: true })
    expect(await app().find(number)).toMatchObject({ areaPath: `${C01}.g001.e01.b012`, address: expect.stringContaining('12号楼') as string })
    // In the grid itself nobody is far from it, however large it is.
    await app().appeal({ text: '绿化带里有垃圾', code: grid.code, ...AT_BUILDING_12 })
    // Of a service point only the area is known, not where in it the point is.
    await app().request('POST', 'place-codes', { as: 'duty', body: { kind: 'point', area: C01, name: '桑家社区棋牌室' } })
    const [point] = await codesAs('duty', '&kind=point&q=棋牌室')
    expect((await scan(point?.code ?? '', '?lon=118.3005&lat=36.8195')).body.isFar).toBe(false)
  })

  it('编号大得离谱的，说输入不对，不是系统出错', async () => {
    for (const query of ['cursor=99999999999', 'cursor=-1']) expect((await app().request('GET', `place-codes?${query}`, { as: 'duty' })).status, query).toBe(400)
    expect((await app().request('GET', 'place-codes/sheet?ids=9999999999', { as: 'duty' })).status).toBe(400)
  })
})

describe('签发、换发、停用', () => {
  it('成批签发只补缺的；服务点一次一个；只能签自己管的地方', async () => {
    const issue = (as: string, body: object) => app().request<{ issued: number; kept: number; error?: { code: string } }>('POST', 'place-codes', { as, body })
    expect((await issue('duty', { kind: 'building', area: C01 })).body).toEqual({ issued: 0, kept: 2 })
    expect(await issue('duty', { kind: 'point', area: C01, name: '桑家社区便民服务站' })).toMatchObject({ status: 201, body: { issued: 1, kept: 0 } })
    expect((await issue('duty', { kind: 'point', area: C01 })).body.error?.code).toBe('input-invalid')
    expect((await issue('community02', { kind: 'grid', area: C01 })).body.error?.code).toBe('area-unknown')
    expect((await issue('grid001', { kind: 'grid', area: C01 })).body.error?.code).toBe('permission-missing')
    expect((await codesAs('community02')).map(({ name }) => name)).toEqual(['胜辛社区第1网格'])
    expect((await codesAs('community01', '&kind=point&q=便民')).map(({ name }) => name)).toEqual(['桑家社区便民服务站'])
  })

  it('换发以后旧码马上作废，新码能用；停用以后谁也不能用；每一步留痕', async () => {
    const change = (version: number, kind: string) => app().request<CodeRow & { error?: { code: string } }>('POST', `place-codes/${grid.id}/changes`, { as: 'community01', body: { change: kind, version, reason: '牌子被人涂改' } })
    const { body: next } = await change(1, 'reissue')
    expect(next).toMatchObject({ version: 2, state: 'active', reason: '牌子被人涂改' })
    expect(await scan(grid.code)).toMatchObject({ status: 410, body: { error: { code: 'code-revoked' } } })
    expect((await scan(next.code)).status).toBe(200)
    expect((await change(1, 'revoke')).body.error?.code).toBe('conflict')
    expect((await change(2, 'revoke')).body.state).toBe('revoked')
    expect(await app().request('POST', 'appeals', { body: { text: '路灯不亮', code: next.code } })).toMatchObject({ status: 410, body: { error: { code: 'code-revoked', fields: { code: '这个智慧码已停用' } } } })
    expect((await codesAs('duty', '&state=revoked')).map(({ counts, version }) => [version, counts.refused])).toEqual([[2, 2]])
    expect((await change(2, 'reissue')).body).toMatchObject({ version: 3, state: 'active' })
    const { body } = await app().request<{ rows: { action: string }[] }>('GET', 'audit?action=code.reissue', { as: 'auditor' })
    expect(JSON.stringify(body)).toContain('code.reissue')
  })

  it('印之前说明码打开的是哪个网址：没有配置就是工作人员打开页面的那个，配置了就是公开的网址', async () => {
    const printed = async () => (await app().request<AnswerOf<typeof listCodes>>('GET', 'place-codes', { as: 'duty' })).body.printed
    expect(await printed()).toMatchObject({ address: expect.stringMatching(/^http:/u) as string, isPublic: false })
    printAddressWith(app().context, 'https://yihu.example.gov.cn')
    expect(await printed()).toEqual({ address: 'https://yihu.example.gov.cn', isPublic: true })
  })

  it('标签页是一份 A4 的 PDF，八张一页；没有码可印就说没有', async () => {
    const pdf = await sheet(`area=${C01}`)
    const text = pdf.toString('latin1')
    expect(text.startsWith('%PDF-1.')).toBe(true)
    expect(text.match(/\/MediaBox \[0 0 595\.28 841\.89\]/gu)).toHaveLength(1)
    // One filled path of squares for each code in force: two grids, an estate, two buildings, a service point.
    expect(contentsOf(pdf).flatMap((page) => page.match(/\nf\n/gu) ?? []).length).toBeGreaterThanOrEqual(6)
    expect((await app().request('GET', 'place-codes/sheet?kind=device', { as: 'duty' })).status).toBe(404)
  })
})

describe('纸质登记表', () => {
  it('填好的表拍照上传，认出是哪个社区的；受理员照着登记，照片留作附件，落在这个社区', async () => {
    await app().request('POST', 'place-codes', { as: 'duty', body: { kind: 'sheet', area: C01 } })
    const [paper] = await codesAs('duty', '&kind=sheet')
    expect((await sheet('kind=sheet')).subarray(0, 5).toString()).toBe('%PDF-')
    const photo = await photoOf(`https://street.example/q/${paper?.code}`)
    const { status, body } = await app().upload<AnswerOf<typeof readPaper>>({ bytes: photo, name: '登记表.jpg' }, { as: 'accept', url: 'paper-sheets' })
    expect({ status, body }).toMatchObject({ status: 201, body: { place: { code: paper?.code, name: '桑家社区登记表' }, problem: null } })
    const made = await app().request<CaseDetail>('POST', 'cases', { as: 'accept', body: { source: 'paper', text: '楼前路灯不亮，晚上看不见', code: paper?.code, files: [body.file.id] } })
    expect(made).toMatchObject({ status: 201, body: { source: 'paper', areaPath: C01, state: 'registered' } })
    expect(JSON.stringify(made.body)).toContain('登记表.jpg')
  })

  it('没有码、码不是街道的，照片照样留下，说清楚要自己填地址', async () => {
    const read = async (text: string) => (await app().upload<AnswerOf<typeof readPaper>>({ bytes: await photoOf(text) }, { as: 'accept', url: 'paper-sheets' })).body
    expect(await read('https://street.example/q/22-2-AAAAAAAAAA')).toMatchObject({ file: { name: 'photo.jpg' }, place: null, problem: expect.stringContaining('不是街道签发的') as string })
    expect(await read('weixin://other')).toMatchObject({ place: null, problem: expect.stringContaining('没有找到') as string })
  })
})

/** A sheet of paper with a code on it, a little askew, as a phone takes it. */
async function photoOf(text: string): Promise<Buffer> {
  const code = await sharp(Buffer.from(encodeQR(text, 'svg', { ecc: 'medium', border: 4 }))).resize(200, 200, { kernel: 'nearest' }).png().toBuffer()
  const page = await sharp({ create: { width: 800, height: 1130, channels: 3, background: '#f4f2ee' } }).composite([{ input: code, left: 560, top: 60 }]).png().toBuffer()
  return sharp(page).rotate(6, { background: '#6b5d4f' }).blur(0.8).jpeg({ quality: 80 }).toBuffer()
}

async function sheet(query: string): Promise<Buffer> {
  address ||= await app().listen()
  const answer = await fetch(`${address}/api/v1/place-codes/sheet?${query}`, { headers: { authorization: `Bearer ${await app().tokenOf('duty')}` } })
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  return Buffer.from(await answer.arrayBuffer())
}

/** The drawing orders of each page. */
function contentsOf(pdf: Buffer): string[] {
  const pages: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('\nstream\n', at + 1)) {
    const from = pdf.indexOf('stream\n', at) + 7
    try {
      pages.push(inflateSync(pdf.subarray(from, pdf.indexOf('\nendstream', from))).toString('latin1'))
    } catch {
      // A stream that is not packed: the font's own.
    }
  }
  return pages
}
