import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import type { TestDatabase } from '../../test/database.ts'
import { openClient } from '../kernel/db/index.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const data = process.env['YIHU_DATA'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url))

let folder = ''
let database: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-cli-'))
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function yihu(args: readonly string[], input = ''): Promise<Ended> {
  const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], DATABASE_URL: database.url, YIHU_HOME: path.join(folder, 'home') }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], { env })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => { child.on('close', resolve) })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

async function file(name: string, content: string): Promise<string> {
  const place = path.join(folder, name)
  await writeFile(place, content)
  return place
}

const CLI_TIMEOUT_MS = 240_000

describe('命令行', { timeout: CLI_TIMEOUT_MS }, () => {
  it('help 列出所有命令', async () => {
    const { code, out } = await yihu(['help'])
    expect(code).toBe(0)
    for (const name of ['import appeals', 'migrate', 'demo load', 'user add', 'audit verify', 'eval text', 'workdays']) expect(out).toContain(name)
  })

  it.each([
    [['bogus']], [['import', 'appeals']], [['import', 'appeals', 'no-such-file.xlsx']], [['eval', 'workdays', '--bogus', 'x']],
    [['user', 'add', 'li', '--name', '李', '--role', 'emperor']],
  ])('用错了只说一行，以 2 退出：%j', async (args) => {
    const { code, out, err } = await yihu(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^yihu: [^\n]+\n$/u)
  })

  it('评测只打印一个 JSON', async () => {
    await file('2024.json', JSON.stringify({ year: 2024, days: [{ name: '元旦', date: '2024-01-01', isOffDay: true }] }))
    const csv = await file('requests.csv', 'case,SLA_TARGET_DT,closed_dt,on_time\n1,2022-01-02 00:00:00,2022-01-01 00:00:00,ONTIME\n2,2022-01-02 00:00:00,2022-01-03 00:00:00,ONTIME\n')
    const vectors = await file('v.json', JSON.stringify([{ coords: { WGS84: [114.0164322, 33.0133556], GCJ02: [114.022306, 33.0115324], BD09: [114.0287781, 33.0176697] } }]))
    const workdays = JSON.parse((await yihu(['eval', 'workdays', '--holidays', folder])).out) as { total: number; agree: number } // printed by our own command
    expect(workdays.total).toBe(366)
    expect(workdays.agree).toBeLessThan(366)
    expect((await yihu(['eval', 'deadlines', '--requests', csv])).out).toBe('{"agree":1,"total":2}\n')
    expect(JSON.parse((await yihu(['eval', 'coordinates', '--vectors', vectors])).out)).toMatchObject({ total: 1, worstForwardDeg: expect.any(Number) as number, worstInverseM: expect.any(Number) as number })
  })

  it('导入打印一行结果，再导一次一件不多；轨迹核对无误，被改过就查得出', async () => {
    expect(await yihu(['migrate'])).toMatchObject({ code: 0, out: '{"migrated":[]}\n' })
    const sheet = await file('工单.csv', '工单编号,接收时间,问题描述\nA1,2026-05-06 08:00,路灯不亮\nA2,2026-05-06 08:00,井盖松动\nA3,哪天,坏行\n')
    const first = await yihu(['import', 'appeals', sheet])
    expect(JSON.parse(first.out)).toMatchObject({ rows: 3, done: 3, added: 2, repeated: 0, failed: 1, state: 'done' })
    expect(first.out.trimEnd()).not.toContain('\n')
    expect(JSON.parse((await yihu(['import', 'appeals', sheet])).out)).toMatchObject({ added: 0, repeated: 2, failed: 1 })
    const intact = await yihu(['audit', 'verify'])
    expect([intact.code, intact.out]).toEqual([0, expect.stringContaining('2 条，完好')])
    const client = openClient(database.url, { size: 1, name: 'tamper' })
    await client.unsafe(`begin; set local session_replication_role = replica; update case_event set payload = payload || '{"text": "改过"}' where seq = 2; commit`)
    await client.end()
    const touched = await yihu(['audit', 'verify'])
    expect([touched.code, touched.out]).toEqual([1, expect.stringContaining('第 2 条起有问题：内容被改动')])
  })

  it('读不了的表格说清原因，以 1 退出', async () => {
    const { code, err } = await yihu(['import', 'appeals', await file('坏.xlsx', 'PK\u0003\u0004不完整')])
    expect([code, err]).toEqual([1, 'yihu: 这个文件读不出来：文件不完整或已损坏。请改正，或另存为 .xlsx 或 .csv 后再试。\n'])
  })

  it('新建用户：密码从标准输入读，弱的不收，也可以生成', async () => {
    const args = ['user', 'add', 'first.admin', '--name', '安管理', '--role', 'admin']
    expect(await yihu(args, '123456\n')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('密码太弱') as string })
    expect(JSON.parse((await yihu(args, 'River-Bridge-26\n')).out)).toMatchObject({ username: 'first.admin', roles: ['admin'] })
    expect(JSON.parse((await yihu([...args, '--generate'])).out)).toMatchObject({ password: expect.stringMatching(/^\S{16}$/u) as string })
    expect((await yihu([...args, '--area', 'nowhere', '--generate'])).code).toBe(2)
  })
})

describe('一条新街道从零开始', { timeout: CLI_TIMEOUT_MS }, () => {
  it('先区县、街道、社区边界，再单位，再人员；有重叠就不写入，并说出哪里', async () => {
    const district = await file('区县.geojson', collection([['910305', '测试区', null, [118, 36, 119, 37]]]))
    const street = await file('街道.geojson', collection([['910305001', '测试街道', '910305', [118.2, 36.2, 118.4, 36.4]]]))
    const overlapping = await file('重叠.geojson', collection([['910305001001', '东社区', '910305001', [118.3, 36.2, 118.4, 36.4]], ['910305001002', '西社区', '910305001', [118.2, 36.2, 118.31, 36.4]]]))
    const communities = await file('社区.geojson', collection([['910305001001', '东社区', '910305001', [118.3, 36.2, 118.4, 36.4]], ['910305001002', '西社区', '910305001', [118.2, 36.2, 118.3, 36.4]]]))
    const areas = (place: string, level: string, ...more: string[]) => yihu(['import', 'areas', place, '--level', level, ...more])
    expect(await areas(street, 'street')).toMatchObject({ code: 1, err: expect.stringContaining('不存在，请先导入上级') as string })
    expect(JSON.parse((await areas(district, 'district')).out)).toMatchObject({ added: 1, written: true })
    expect(JSON.parse((await areas(street, 'street', '--dry-run')).out)).toMatchObject({ added: 1, written: false })
    expect((await areas(street, 'street')).code).toBe(0)
    expect(await areas(overlapping, 'community')).toMatchObject({ code: 1, err: expect.stringContaining('重叠') as string })
    expect(JSON.parse((await areas(communities, 'community', '--crs', 'WGS-84')).out)).toEqual({ added: 2, changed: 0, unchanged: 0, written: true, problems: 0 })
    expect(JSON.parse((await yihu(['unit', 'add', 'east', '--name', '东社区', '--kind', 'community', '--area', '910305001001'])).out)).toMatchObject({ id: 'east', isActive: true })
    expect((await yihu(['unit', 'add', 'east', '--name', '东社区', '--kind', 'navy'])).code).toBe(2)
    expect((await yihu(['unit', 'add', 'East!', '--name', '东社区', '--kind', 'community'])).code).toBe(2)
    expect(JSON.parse((await yihu(['user', 'add', 'east-head', '--name', '东书记', '--role', 'community', '--area', '910305001001', '--unit', 'east', '--generate'])).out)).toMatchObject({ areas: ['d910305.s001.c001'] })
  })
})

/** A GeoJSON text of boxes: code, name, parent, west–south–east–north. */
function collection(boxes: readonly (readonly [code: string, name: string, parent: string | null, box: readonly [number, number, number, number]])[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: boxes.map(([code, name, parent, [west, south, east, north]]) => ({
      type: 'Feature', properties: { code, name, ...(parent ? { parent } : {}) },
      geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
    })),
  })
}

describe('对照公开数据', { timeout: CLI_TIMEOUT_MS }, () => {
  it('节假日、期限、坐标都对得上，四千多条留言全部导入', async (context) => {
    if (!existsSync(data)) return context.skip('the shared data are not here (set YIHU_DATA)')
    const evaluate = async (...args: string[]): Promise<Record<string, number>> => JSON.parse((await yihu(['eval', ...args])).out) as Record<string, number> // printed by our own command
    const workdays = await evaluate('workdays', '--holidays', path.join(data, 'reference/holidays'))
    expect(workdays['agree']).toBe(workdays['total'])
    const deadlines = await evaluate('deadlines', '--requests', path.join(data, 'service311/boston-dev.csv'))
    expect((deadlines['agree'] ?? 0) / (deadlines['total'] ?? 1)).toBeGreaterThan(0.9995)
    const coordinates = await evaluate('coordinates', '--vectors', path.join(data, 'gis/coordinates.json'))
    expect(coordinates['worstForwardDeg']).toBeLessThan(1e-6)
    expect(coordinates['worstInverseM']).toBeLessThan(0.5)
    const { out } = await yihu(['import', 'appeals', path.join(data, 'appeals/messages-dev.xlsx')])
    const imported = JSON.parse(out) as Record<string, number> // printed by our own command
    expect(imported).toMatchObject({ rows: 4215, added: 4215, failed: 0 })
    console.log(`imported ${imported['rows']} messages in ${imported['seconds']} s`)
  })
})
