import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { AnswerOf, ExportJob, ImportJob, listOrganisations, listParts } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
type Asked = ImportJob & { error?: { code: string; message: string } }
type Feature = { type: string; properties: Record<string, unknown> | null; geometry: unknown }

const feature = (properties: Record<string, unknown>, geometry: unknown): Feature => ({ type: 'Feature', properties, geometry })
const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] })
const square = (lon: number, lat: number, size = 0.0002) => ({ type: 'Polygon', coordinates: [[[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]] })
const collection = (features: readonly Feature[], more: object = {}): string => JSON.stringify({ type: 'FeatureCollection', ...more, features })
const upload = (kind: string, text: string, as = 'community01') => app().upload<Asked>({ bytes: Buffer.from(text), name: '测绘.geojson', type: 'application/geo+json' }, { as, url: `imports?kind=${kind}` })
const problems = (job: ImportJob) => job.sampleErrors.map(({ row, column, message }) => `${row} ${column}：${message}`)

async function bringIn(kind: string, text: string): Promise<ImportJob> {
  const { status, body } = await upload(kind, text)
  expect(status, JSON.stringify(body)).toBe(201)
  expect((await app().request('POST', `imports/${body.id}/start`, { as: 'community01', body: { mapping: body.columns.map(({ index, field }) => ({ index, field })), asOf: '2026-05-07' } })).status).toBe(202)
  await expect.poll(async () => (await app().request<ImportJob>('GET', `imports/${body.id}`, { as: 'community01' })).body.state).toBe('done')
  return (await app().request<ImportJob>('GET', `imports/${body.id}`, { as: 'community01' })).body
}

const SHOPS = [
  feature({ 名称: '桑家早餐铺', 类别: '商铺', 联系人: '秦叔宝', 联系电话: '10051230001' }, point(118.302, 36.8117)),
  feature({ 名称: '桑家五金店', 类别: '商铺' }, square(118.3031, 36.8117)),
  feature({ 名称: '断环的店', 类别: '商铺' }, { type: 'Polygon', coordinates: [[[118.302, 36.811], [118.303, 36.812], [118.302, 36.812], [118.303, 36.811], [118.302, 36.811]]] }),
  feature({ 名称: '街外的店', 类别: '商铺' }, point(118.5, 36.9)),
  feature({ 名称: '投影的店', 类别: '商铺' }, point(528_000, 4_075_000)),
  feature({ 名称: '写反的店', 类别: '商铺' }, point(36.8117, 118.302)),
  feature({ 名称: '一条线', 类别: '商铺' }, { type: 'LineString', coordinates: [[118.302, 36.811], [118.303, 36.811]] }),
  feature({ 名称: '别的社区', 类别: '商铺' }, point(118.308, 36.815)),
  feature({ 名称: '没有位置', 类别: '商铺' }, null),
  { type: 'Nothing', properties: null, geometry: null },
]

describe('GeoJSON 导入', () => {
  it('单位的点和面落在哪个网格就登记在哪里；错的要素一个一个原因，对的照进；再导一次不重复', async () => {
    const job = await bringIn('organisation', collection(SHOPS))
    expect(job).toMatchObject({ rows: 10, added: 2, failed: 8 })
    expect(problems(job)).toEqual([
      '3 几何：边界自相交', '4 几何：这个点不在本街道范围内', expect.stringContaining('5 几何：坐标（528000, 4075000）不在国内，像是投影坐标'), expect.stringContaining('6 几何：坐标（36.8117, 118.302）不在国内，经度和纬度像是写反了'),
      '7 几何：图形是 LineString，只能是点或面', '8 所属区域：这个地方不在您负责的区域', expect.stringContaining('9 地址：请填写所属区域'), expect.stringContaining('10 '),
    ])
    const { body } = await app().request<AnswerOf<typeof listOrganisations>>('POST', 'organisations/find', { body: { q: '桑家五金' }, as: 'community01' })
    expect(body.organisations).toMatchObject([{ areaPath: expect.stringContaining(`${C01}.g001`) as string, point: { lon: expect.closeTo(118.3032, 6) as number, lat: expect.closeTo(36.8118, 6) as number } }])
    expect(await bringIn('organisation', collection(SHOPS.slice(0, 2)))).toMatchObject({ added: 0, changed: 0, repeated: 2 })
    const surveyed = [feature({ 名称: '桑家早餐铺', 类别: '商铺', toString: '属性名也可以是这个' }, point(118.3022, 36.8117)), ...SHOPS.slice(1, 2)]
    expect(await bringIn('organisation', collection(surveyed))).toMatchObject({ changed: 1, repeated: 1, failed: 0 })
    expect((await app().request<AnswerOf<typeof listOrganisations>>('POST', 'organisations/find', { body: { q: '桑家早餐' }, as: 'community01' })).body.organisations[0]?.point?.lon).toBeCloseTo(118.3022, 6)
    expect((await app().request('GET', `imports/${job.id}/errors.xlsx`, { as: 'community01' })).status).toBe(200)
  })

  it('房屋落在楼里；部件按 GB/T 30428 的标识码认，类别、区划、单位、状态不符的一条一个原因', async () => {
    expect(await bringIn('house', collection([feature({ 室号: '301', 单元: '1' }, point(118.302, 36.81175)), feature({ 室号: '302' }, point(118.3001, 36.8101))]))).toMatchObject({ added: 1, failed: 1 })
    const part = (code: string, more: Record<string, unknown> = {}, at = point(118.302, 36.8117)) => feature({ 部件标识码: code, ...more }, at)
    const good = [part('3703050118000001', { 部件名称: '桓公路路灯1号', 养护单位: '区环卫中心', 数据来源: '实测数据' }), part('3703050102000001', { 部件状态: '破损' })]
    const job = await bringIn('part', collection([
      ...good, part('37030501180000'), part('3703059918000001'), part('3703050118000002', { 小类: '上水井盖' }), part('3703060118000001'), part('3703050118000003', { 养护单位: '没有的单位' }), part('3703050118000004', { 部件状态: '飞了' }),
    ]))
    expect(job).toMatchObject({ added: 2, failed: 6 })
    await sql`update part set path = 'd370305.s002.c02.g003'::ltree where code = '3703050102000001'`.execute(app().context.db.owner)
    expect(problems(await bringIn('part', collection(good)))).toEqual([expect.stringContaining('这个标识码登记在别的区域')])
    await sql`update part set path = 'd370305.s002.c01.g001'::ltree where code = '3703050102000001'`.execute(app().context.db.owner)
    expect(problems(job).map((text) => text.slice(0, 8))).toEqual(['3 部件标识码：', '4 部件标识码：', '5 小类：类别是', '6 部件标识码：', '7 养护单位：没', '8 部件状态：没'])
    const { body } = await app().request<AnswerOf<typeof listParts>>('GET', 'parts?q=37030501', { as: 'community01' })
    expect(body.parts).toMatchObject([{ code: '3703050102000001', state: 'broken', unit: null }, { name: '桓公路路灯1号', className: '路灯', areaPath: `${C01}.g001`, unit: { name: '区环卫中心' } }])
    expect(await bringIn('part', collection([part('3703050118000001', { 部件状态: '丢失' }), ...good.slice(1)]))).toMatchObject({ added: 0, changed: 1, repeated: 1 })
  })

  it('声明成米的坐标系、没写完的文件、不是要素集合的、多过二十万个要素的，整个不收并说清；居民没有地图', async () => {
    const refused = async (text: string, kind = 'organisation') => (await upload(kind, text)).body.error
    expect((await refused(collection(SHOPS, { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } } })))?.message).toContain('坐标系是 urn:ogc:def:crs:EPSG::4547')
    expect((await refused(collection(SHOPS).slice(0, -40)))?.message).toContain('文件没有写完')
    expect((await refused('{"type":"Feature"}'))?.message).toContain('不是 GeoJSON 的要素集合')
    expect((await refused(`{"type":"FeatureCollection","features":[${'{"type":"Feature"},'.repeat(200_000)}{"type":"Feature"}]}`))?.message).toContain('有 200001 个要素')
    expect(await refused(collection(SHOPS), 'person')).toMatchObject({ code: 'import-unreadable', message: expect.stringContaining('只能用来导入房屋、单位和部件') as string })
  })
})

describe('GeoJSON 导出', () => {
  it('和别的导出走一样的门：写明截至、来源、坐标系和用途，联系人遮盖；导出的文件能原样导回；没有位置的不给', async () => {
    const ask = (form: object) => app().request<ExportJob & { error?: { code: string; fields?: Record<string, string> } }>('POST', 'exports', { as: 'community01', body: { purpose: '交测绘院核对', format: 'geojson', ...form } })
    const fileOf = async (form: object): Promise<string> => {
      const { body } = await ask(form)
      await expect.poll(async () => (await app().request<ExportJob>('GET', `exports/${body.id}`, { as: 'community01' })).body.state).toBe('done')
      return JSON.stringify((await app().request<object>('GET', `exports/${body.id}/file`, { as: 'community01' })).body)
    }
    const shops = await fileOf({ register: { of: 'organisation', kind: 'shop' } })
    expect(JSON.parse(shops)).toMatchObject({
      type: 'FeatureCollection', name: '单位和组织台账', asOf: expect.stringMatching(/^2026-/u) as string, source: '雪宫街道数据池', crsName: expect.stringContaining('WGS-84') as string, note: expect.stringContaining('用途：交测绘院核对') as string,
      features: expect.arrayContaining([expect.objectContaining({ geometry: point(118.3022, 36.8117), properties: expect.objectContaining({ 名称: '桑家早餐铺', 联系人: '秦**', 数据来源: '表格导入' }) as object })]) as object,
    })
    expect(shops).not.toContain('10051230001')
    expect(await bringIn('organisation', shops)).toMatchObject({ added: 0, changed: 0, repeated: 2, failed: 0 })
    const parts = await fileOf({ register: { of: 'part', area: C01 } })
    expect(await bringIn('part', parts)).toMatchObject({ added: 0, changed: 0, failed: 0, repeated: 2 })
    expect((await ask({ register: { of: 'person' } })).body.error?.fields?.format).toContain('房屋、单位和部件')
    expect((await ask({ register: { of: 'organisation' }, isMasked: false })).body.state).toBe('waiting')
  })
})
