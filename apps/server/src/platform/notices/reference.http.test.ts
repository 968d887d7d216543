import { buildStreet } from '@yihu/town'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { fixedClock } from '../../kernel/clock.ts'
import type { Context } from '../../kernel/context.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import { createRouter, createServer } from '../../kernel/http/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { silentLog } from '../../kernel/log.ts'
import { calendar, seedCalendar } from '../calendar/index.ts'
import { catalogue, seedCatalogue } from '../catalogue/index.ts'
import { duty, importRules } from '../duty/index.ts'
import { notices, notify } from './index.ts'
import { areas, importTown } from '../areas/index.ts'
import { upsertUnits } from '../identity/index.ts'

const clock = fixedClock('2026-11-20T09:00+08:00')
const userId = '019a0000-0000-7000-8000-000000000001'
const street = buildStreet({ seed: 'http' })
const ALL = ['area.read', 'area.edit', 'catalogue.read', 'calendar.edit', 'duty.read']

let database: TestDatabase
let db: Db
let app: Awaited<ReturnType<typeof createServer>>
let actor: Actor | null = null

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
  const context = { db, clock, log: silentLog } as unknown as Context // these modules reach for nothing else
  await db.transact(systemScope, async (tx) => {
    await importTown(tx, street.areas)
    await seedCatalogue(tx, '2026-11-20')
    await seedCalendar(tx)
    await upsertUnits(tx, [{ id: 'u1', name: '环卫中心', kind: 'department', areaPath: null }])
    await importRules(tx, [{ id: 'r1', classPrefix: 'S0102', areaPath: 'd370305.s002', hours: 'service', target: { kind: 'unit', unitId: 'u1' }, role: 'department', priority: 0, isAuto: true, note: '' }])
    await notify(tx, context, { userIds: [userId], kind: 'case.moved', title: '案件派遣', text: '20261120-001 井盖破损', caseRef: { id: userId, number: '20261120-001' } })
  })
  app = await createServer({ log: silentLog, limitRates: false })
  const modules = [areas, catalogue, calendar({ countOpenCases: async () => 3, foreseeDeadlines: async () => ({ checked: 0, isCut: false, moved: 0, later: 0, earlier: 0, earliest: null, latest: null, cases: [] }) }), duty, notices]
  const permissions = new Map(modules.flatMap((module) => Object.entries(module.permissions ?? {})))
  const router = createRouter(app, { authenticator: { person: async () => actor, machine: async () => null, holds: () => () => false }, permissions, checkAnswers: true, routes: [] })
  for (const module of modules) module.routes?.(router, context)
})

afterAll(async () => {
  await app.close()
  await db.close()
  await database.drop()
})

function signIn(permissions: readonly string[] = ALL): void {
  actor = { userId, username: 'admin', name: '管理员', permissions: new Set(permissions), roles: [], scope: { paths: '*', units: [], userId }, sessionId: 's', via: 'bearer' }
}

async function get(url: string) {
  const response = await app.inject({ url: `/api/v1${url}` })
  return { status: response.statusCode, body: response.json<Record<string, never>>(), headers: response.headers }
}

function upload(text: string, query: string) {
  const body = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.geojson"\r\ncontent-type: application/geo+json\r\n\r\n${text}\r\n--b--\r\n`
  return app.inject({ method: 'POST', url: `/api/v1/areas/import?${query}`, headers: { 'content-type': 'multipart/form-data; boundary=b' }, payload: body })
}

describe('区域、目录、日历、规则、通知的接口', () => {
  it('没有登录什么也看不到', async () => {
    actor = null
    for (const url of ['/areas', '/areas/370305002', '/areas/locate?lon=118.31&lat=36.82', '/layers/base', '/classes', '/calendar', '/duty-rules', '/notices']) {
      expect((await get(url)).status, url).toBe(401)
    }
  })

  it('没有权限的岗位不能导入区域、装入日历', async () => {
    signIn([])
    expect((await upload('{}', 'level=grid')).statusCode).toBe(403)
    expect((await app.inject({ method: 'PUT', url: '/api/v1/calendar/years/2027', payload: { off: [], work: [], source: 'x' } })).statusCode).toBe(403)
    expect((await get('/duty-rules')).status).toBe(403)
  })

  it('区域列表、详情和定位', async () => {
    signIn()
    expect((await get('/areas?level=community')).body).toMatchObject({ areas: { length: 14 } })
    expect((await get('/areas?q=%E8%83%9C%E8%BE%9B&level=community')).body).toMatchObject({ areas: [{ name: '胜辛社区', levelName: '社区' }] })
    expect((await get('/areas/370305002001')).body).toMatchObject({ name: '埃皋社区', children: 7, chain: { length: 3 }, history: [], geometry: { type: 'Polygon' } })
    expect((await get('/areas/none')).body).toMatchObject({ error: { code: 'area-unknown' } })
    const { point } = street.areas.find(({ code }) => code === '370305002001001') ?? { point: [0, 0] }
    const found = await get(`/areas/locate?lon=${point[0]}&lat=${point[1]}`)
    expect(found.body['path']).toMatch(/^d370305\.s002\.c01\.g001/u)
    expect((await get('/areas/locate?lon=36.82&lat=118.31')).body).toMatchObject({ error: { code: 'coordinates-implausible' } })
  })

  it('底图有版本号，版本没变就不再传', async () => {
    const first = await get('/layers/base')
    expect(first.body).toMatchObject({ type: 'FeatureCollection' })
    const again = await app.inject({ url: '/api/v1/layers/base', headers: { 'if-none-match': String(first.headers['etag']) } })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  })

  it('两兆的区域文件可以试导入', async () => {
    const features = street.areas.filter(({ level }) => level === 'grid').map(({ code, name, polygon }) => ({ type: 'Feature', properties: { code, name, remark: '备'.repeat(6000) }, geometry: polygon }))
    const response = await upload(JSON.stringify({ type: 'FeatureCollection', features }), 'level=grid')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ added: 0, changed: 0, unchanged: 113, written: false, problems: [] })
  })

  it('有问题的区域文件不写入，并带回全部问题', async () => {
    const response = await upload('{}', 'level=grid&dryRun=false')
    expect(response.statusCode).toBe(422)
    expect(response.json()).toMatchObject({ error: { code: 'area-import-invalid', current: { problems: [{ kind: 'invalid' }] } } })
    expect((await app.inject({ method: 'POST', url: '/api/v1/areas/import?level=grid', payload: {} })).statusCode).toBe(415)
  })

  it('拓扑检查', async () => {
    expect((await get('/areas/topology?level=grid')).body).toEqual({ checked: 113, problems: [] })
    expect((await get('/areas/topology?level=grid&parent=none')).status).toBe(404)
  })

  it('分类列表和建议', async () => {
    expect((await get('/classes?kind=event&q=%E6%9A%B4%E9%9C%B2')).body).toMatchObject({ classes: [{ code: 'S0102', kindName: '事件', unitKind: '环卫' }] })
    expect((await app.inject({ method: 'POST', url: '/api/v1/classes/suggestions/find', payload: { text: '楼下堆了装修垃圾' } })).json()).toMatchObject({ suggestions: [{ code: 'S0103', words: ['装修垃圾'] }] })
  })

  it('日历说出缺哪一年，装入后不再提醒', async () => {
    expect((await get('/calendar')).body).toMatchObject({ warnings: [expect.stringContaining('2027')] })
    expect((await get('/calendar/due?start=2026-09-23T10:00:00%2B08:00&amount=5')).body).toMatchObject({ dueAt: '2026-10-08T09:30:00.000Z', warnings: [] })
    expect((await get('/calendar/due?start=2026-09-23T10:00:00%2B08:00&amount=0')).status).toBe(400)
    const off = Array.from({ length: 13 }, (_, i) => `2027-02-${String(i + 6).padStart(2, '0')}`)
    const saved = await app.inject({ method: 'PUT', url: '/api/v1/calendar/years/2027', payload: { off, work: [], source: '测试通知' } })
    expect(saved.json()).toMatchObject({ openCases: 3 })
    expect((await get('/calendar')).body).toMatchObject({ warnings: [] })
    const wrong = await app.inject({ method: 'PUT', url: '/api/v1/calendar/years/2027', payload: { off: ['2027-02-06'], work: [], source: '测试' } })
    expect(wrong.json()).toMatchObject({ error: { code: 'calendar-invalid' } })
  })

  it('派遣规则写成一句话', async () => {
    expect((await get('/duty-rules')).body).toMatchObject({ rules: [{ id: 'r1', targetName: '环卫中心', text: '雪宫街道的“市容环境 / 暴露垃圾”，工作时间派给环卫中心，系统直接派遣。' }] })
  })

  it('我的通知，读过就少一条', async () => {
    const { body } = await get('/notices')
    expect(body).toMatchObject({ unread: 1, notices: [{ title: '案件派遣', case: { number: '20261120-001' }, readAt: null }], next: null })
    const [{ id }] = body['notices'] as unknown as [{ id: string }] // checked just above
    expect((await app.inject({ method: 'POST', url: '/api/v1/notices/read', payload: { ids: [id] } })).json()).toEqual({ unread: 0 })
    expect((await get('/notices?unread=true')).body).toMatchObject({ notices: [] })
    expect((await get('/notices?cursor=nonsense')).status).toBe(400)
  })
})
