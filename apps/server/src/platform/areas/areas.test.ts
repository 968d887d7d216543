import { buildStreet } from '@yihu/town'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { fixedClock } from '../../kernel/clock.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { checkLevel } from './check-level.ts'
import { importFile } from './import.ts'
import { areasOf, importBaseMap, importTown, resolveAddress } from './index.ts'
import { loadedAreasOf } from './current.ts'
import { baseMapOf } from './base-map.ts'
import { readHistory } from './repo.ts'

const clock = fixedClock('2026-11-20T09:00+08:00')
const editor: Actor = {
  userId: '019a0000-0000-7000-8000-000000000001', username: 'admin', name: '管理员', permissions: new Set(['area.edit']), roles: ['admin'],
  scope: { paths: '*', units: [], userId: '019a0000-0000-7000-8000-000000000001' }, sessionId: 's', via: 'bearer',
}

let database: TestDatabase
let db: Db
const street = buildStreet({ seed: 'areas' })

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
  await db.transact(systemScope, async (tx) => {
    await importTown(tx, street.areas)
    await importBaseMap(tx, street.map.pois.map(({ id, name, kind, point, address, areaPath }) => ({ id, name, kind, geometry: { type: 'Point', coordinates: point }, attrs: { address, areaPath } })))
  })
})

afterAll(async () => {
  await db.close()
  await database.drop()
})

function fileOf(codes: readonly string[], change: (ring: readonly (readonly [number, number])[]) => unknown = (ring) => ring): string {
  const features = codes.map((code) => {
    const area = street.areas.find((one) => one.code === code)
    return { type: 'Feature', properties: { code, name: area?.name }, geometry: { type: 'Polygon', coordinates: area?.polygon.coordinates.map(change) } }
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}

const order = { level: 'grid', crs: 'WGS84', reason: '调整网格', isDryRun: false } as const

describe('区域', () => {
  it('每个区域的标注点都落在它自己里面', async () => {
    const index = await areasOf({ db })
    for (const area of index.areas) {
      if (!area.point) continue
      expect(index.locate(area.point)?.path, area.path).toMatch(new RegExp(`^${area.path}`, 'u'))
    }
  })

  it('点到区域的整条上级链', async () => {
    const index = await areasOf({ db })
    const building = index.areas.find(({ level, path }) => level === 'building' && path.includes('.e'))
    expect(index.chainOf(building?.path ?? '').map(({ level }) => level)).toEqual(['district', 'street', 'community', 'grid', 'estate', 'building'])
  })

  it('说出小区和楼号就能找到那栋楼', async () => {
    const found = await resolveAddress({ db }, '雪宫小区三号楼楼下的井盖坏了')
    expect(found).toMatchObject({ name: '雪宫小区3号楼' })
    expect(found?.confidence).toBeGreaterThan(0.9)
  })

  it('说出场所名称或路名门牌也能找到', async () => {
    expect((await resolveAddress({ db }, '桑家农贸市场西门'))?.name).toBe('桑家农贸市场')
    expect((await resolveAddress({ db }, '火星路一号'))).toBeNull()
  })

  it('错一个字时仍能找到，但把握变小', async () => {
    const found = await resolveAddress({ db }, '桑扬小区东区垃圾没人收')
    expect(found?.name).toBe('桑杨小区东区')
    expect(found?.confidence).toBeLessThan(0.5)
  })

  it('底图包含社区、网格、小区、楼栋和场所，内容不变时版本不变', async () => {
    const first = baseMapOf(await loadedAreasOf({ db }))
    expect(new Set(first.features.features.map(({ properties }) => properties['kind']))).toEqual(new Set(['street', 'community', 'grid', 'estate', 'building', ...street.map.pois.map(({ kind }) => kind)]))
    expect(baseMapOf(await loadedAreasOf({ db }))).toBe(first)
  })
})

describe('导入区域', () => {
  it('示例街道没有缝隙和重叠', async () => {
    expect(await checkLevel(await areasOf({ db }), 'grid', {})).toEqual([])
    expect(await checkLevel(await areasOf({ db }), 'community', {})).toEqual([])
  })

  it('试导入列出重叠和越界的位置，不写入', async () => {
    const text = fileOf(['370305002001001'], (ring) => ring.map(([lon, lat]) => [lon + 0.0005, lat]))
    const answer = await importFile({ db, clock }, editor, { ...order, isDryRun: true, text })
    expect(answer).toMatchObject({ added: 0, changed: 1, written: false })
    expect(new Set(answer.problems.map(({ kind }) => kind))).toEqual(new Set(['overlap', 'gap', 'outside']))
    expect(answer.problems.every(({ geometry }) => geometry !== null)).toBe(true)
    await expect(importFile({ db, clock }, editor, { ...order, text })).rejects.toMatchObject({ code: 'area-import-invalid' })
  })

  it('没有变化的文件不写入任何东西', async () => {
    const answer = await importFile({ db, clock }, editor, { ...order, text: fileOf(['370305002001001', '370305002001002']) })
    expect(answer).toMatchObject({ added: 0, changed: 0, unchanged: 2, problems: [] })
  })

  it('写入后保留原来的边界，另一台服务器马上看到新的边界', async () => {
    const other = openDb(database.url)
    const before = (await areasOf({ db: other })).byCode('370305002001001')
    // A smaller grid: the gap it leaves is told, but does not stop the import.
    const answer = await importFile({ db, clock }, editor, { ...order, text: shrunk(0.9) })
    expect(new Set(answer.problems.map(({ kind }) => kind))).toEqual(new Set(['gap']))
    expect(answer).toMatchObject({ changed: 1, written: true })
    const after = (await areasOf({ db: other })).byCode('370305002001001')
    expect(after?.validFrom).toBe('2026-11-20')
    expect(after?.geometry).not.toEqual(before?.geometry)
    const history = await db.transact(systemScope, (tx) => readHistory(tx, '370305002001001'))
    expect(history).toMatchObject([{ validFrom: '2021-01-01', validTo: '2026-11-19', reason: '调整网格', geometry: before?.geometry }])
    await other.close()
  })

  it.each([
    ['不是 GeoJSON', '[1,2]', '文件不是 GeoJSON FeatureCollection'],
    ['缺少编码', JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: '甲' }, geometry: null }] }), '第 1 个图形“甲”：缺少编码（code）'],
    ['编码位数不对', JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: '37', name: '甲' }, geometry: null }] }), '第 1 个图形“甲”：编码 37 应为 15 位数字'],
    ['经纬度写反', fileOf(['370305002001001'], (ring) => ring.map(([lon, lat]) => [lat, lon])), '经度纬度是否写反'],
    ['自相交', JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: '370305002001099', name: '甲' }, geometry: { type: 'Polygon', coordinates: [[[118.3, 36.81], [118.301, 36.811], [118.301, 36.81], [118.3, 36.811], [118.3, 36.81]]] } }] }), '边界自相交'],
  ])('有错的文件说出错在哪里：%s', async (_name, text, message) => {
    const answer = await importFile({ db, clock }, editor, { ...order, isDryRun: true, text })
    expect(answer.problems[0]?.message).toContain(message)
  })

  it('不能改动管辖范围以外的区域', async () => {
    const neighbour: Actor = { ...editor, scope: { ...editor.scope, paths: ['d370305.s002.c02'] } }
    const answer = await importFile({ db, clock }, neighbour, { ...order, isDryRun: true, text: fileOf(['370305002001002']) })
    expect(answer.problems[0]?.message).toContain('不在您的管辖范围')
    const write = db.transact(neighbour.scope, (tx) => importTown(tx, street.areas.filter(({ code }) => code === '370305002001002')))
    await expect(write).rejects.toThrow(/row-level security/u)
  })
})

/** The first grid drawn in towards its label point. */
function shrunk(part: number): string {
  const area = street.areas.find(({ code }) => code === '370305002001001')
  const [x, y] = area?.point ?? [0, 0]
  return fileOf(['370305002001001'], (ring) => ring.map(([lon, lat]) => [x + (lon - x) * part, y + (lat - y) * part]))
}
