import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseDetail, ClusterDetail, ClusterRow, PreventionEffect, PreventionTask } from '@yihu/contracts'
import { systemScope } from '../src/kernel/db/index.ts'
import { groundOf, loadHistory, SYSTEM } from '../src/platform/cases/index.ts'
import { useApp } from './app.ts'
import { closed } from './steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from './street.ts'

const app = useApp()
const DAY_MS = 86_400_000

/** One matter in the words of twelve people, two of them a day. */
const STALL = [
  '桑家小区12号楼前烧烤摊油烟很大', '12号楼下烧烤摊半夜还在烤，油烟呛人', '烧烤摊占道，桑家小区油烟进家', '投诉桑家小区烧烤摊油烟扰民', '烧烤摊油烟太大，窗户不敢开，桑家小区', '桑家小区楼下烧烤摊夜里吵闹油烟大',
  '请管管桑家小区的烧烤摊，油烟熏人', '又是烧烤摊，12号楼油烟', '桑家小区烧烤摊摆到人行道，油烟', '烧烤摊油烟扰民，桑家小区12号楼', '12号楼前烧烤摊油烟和噪声', '桑家小区烧烤摊没人管，油烟大',
]
const POOL = ['胜辛社区广场积水很深，老人不敢走', '胜辛社区广场一下雨就积水', '广场积水好几天没人抽，胜辛社区']

const clusters = async (as: string, query = ''): Promise<ClusterRow[]> => (await app().request<{ clusters: ClusterRow[] }>('GET', `clusters${query}`, { as })).body.clusters
const refresh = () => app().request('POST', 'clusters/refresh', { as: 'duty' })
const open = (body: object, as = 'duty') => app().request<PreventionTask & { error: { code: string; fields?: Record<string, string>; message: string } }>('POST', 'prevention-tasks', { as, body })

let hot: ClusterRow
let task: PreventionTask

beforeAll(async () => {
  await closed(app(), { text: '桑家小区东门烧烤摊油烟扰民，电话13800001111', ...AT_BUILDING_12, classCode: 'S0504' } as never) // the class is given at filing
  app().clock.advance(200 * DAY_MS)
  for (const [at, text] of STALL.entries()) {
    if (at > 0 && at % 2 === 0) app().clock.advance(DAY_MS)
    await app().appeal({ text: `${text}，请处理。`, ...AT_BUILDING_12 })
    if (at === 5) await refresh()
  }
  for (const text of POOL) await app().appeal({ text, ...IN_SHENGXIN })
  await app().appeal({ text: '公交站牌倒了', ...IN_SHENGXIN })
  await refresh()
})

describe('热点', () => {
  it('同一处同一件事，十件以上、五天以上是热点，三件是一组；各有名称、地点、趋势和报警的日子', async () => {
    const found = await clusters('duty')
    expect(found.map(({ count, state }) => ({ count, state }))).toEqual([{ count: 12, state: 'hot' }, { count: 3, state: 'group' }])
    hot = found[0] ?? hot
    expect(hot).toMatchObject({ days: 6, trend: 'rising', lastWeek: 12, weekBefore: 0 })
    expect(hot.name).toContain('烧烤')
    expect(hot.words).toContain('烧烤')
    expect(hot.areaName).toContain('桑家')
    // The tenth came on the fifth day.
    expect(Date.parse(hot.alarmedAt ?? '') - Date.parse(hot.firstAt)).toBe(4 * DAY_MS)
    expect(await clusters('duty', '?state=hot')).toHaveLength(1)
  })

  it('只看得到自己辖区的；看不到的岗位没有这一页', async () => {
    expect((await clusters('community02')).map(({ count }) => count)).toEqual([3])
    expect((await app().request('GET', `clusters/${hot.id}`, { as: 'community02' })).status).toBe(404)
    expect((await app().request('GET', 'clusters', { as: 'urban' })).status).toBe(403)
    expect((await app().request('POST', 'clusters/refresh', { as: 'accept' })).status).toBe(403)
  })

  it('打开一个热点：每个数字后面有清单，有可能的原因，有以前怎样答复的，电话遮盖', async () => {
    const first = (await app().request<{ cases: { id: string }[] }>('POST', 'cases/find', { body: { q: '半夜还在烤' }, as: 'duty' })).body.cases[0]?.id ?? ''
    await app().move('accept', first, { move: 'accept' })
    await app().move('duty', first, { move: 'file', classCode: 'S0504' })
    for (const one of (await app().request<ClusterDetail>('GET', `clusters/${hot.id}`, { as: 'duty' })).body.cases.slice(0, 6)) {
      if (one.id === first) continue
      await app().move('accept', one.id, { move: 'accept' })
      await app().move('duty', one.id, { move: 'file', classCode: 'S0504' })
    }
    await refresh()
    const { body } = await app().request<ClusterDetail>('GET', `clusters/${hot.id}`, { as: 'duty' })
    expect(body.cases).toHaveLength(body.count)
    expect(body).toMatchObject({ unseen: 0, class: { code: 'S0504' } })
    expect(body.weeks.reduce((sum, { count }) => sum + count, 0)).toBe(12)
    expect(body.causes[0]?.count).toBeGreaterThanOrEqual(10)
    expect(body.similar[0]).toMatchObject({ isSolved: true, reply: '已劝离摊贩' })
    expect(JSON.stringify(body.similar)).not.toContain('13800001111')
  })
})

describe('未诉先办', () => {
  const form = { title: '12号楼前烧烤油烟', measure: '联合巡查并引导进市场', unitId: 'dept-urban', dueDay: '2026-12-11' }

  it('从热点建一件任务：成为一件案件，有人办、有期限、有来由；热点上还有没办完的就不再建', async () => {
    const { status, body } = await open({ ...form, clusterId: hot.id })
    expect(status, JSON.stringify(body)).toBe(201)
    task = body
    expect(task).toMatchObject({ origin: { kind: 'cluster', id: hot.id }, class: { code: 'S0504' }, treatedAt: null, case: { source: 'prevention', state: 'dispatched', unit: { id: 'dept-urban' }, dueAt: '2026-12-11T09:30:00.000Z' } })
    const detail = (await app().request<CaseDetail>('GET', `cases/${task.case.id}`, { as: 'urban' })).body
    expect(detail.text).toContain('热点')
    expect(detail.moves.map(({ move }) => move)).toContain('claim')
    expect(await open({ ...form, clusterId: hot.id })).toMatchObject({ status: 409, body: { error: { code: 'prevention-open' } } })
  })

  it('分几次算、从头再算，结果都一样；任务自己不算诉求，不会让热点变大', async () => {
    const before = await clusters('duty', '?state=all')
    expect(before.map(({ count }) => count)).toEqual([12, 3])
    await sql`delete from case_cluster`.execute(app().context.db.owner)
    expect(await clusters('duty', '?state=all')).toEqual([])
    await refresh()
    expect(await clusters('duty', '?state=all')).toEqual(before)
  })

  it('没有热点也能建，要写明在哪、哪一类；过去的日子、别处、没有的热点都不收；谁能建、谁看得到，按岗位', async () => {
    expect((await open(form)).body.error.fields).toHaveProperty('areaPath')
    expect((await open({ ...form, areaPath: 'd370305.s002.c02' })).body.error.fields).toHaveProperty('classCode')
    expect((await open({ ...form, areaPath: 'd370305.s002.c02', classCode: 'S0504', dueDay: '2020-01-01' })).body.error.fields).toHaveProperty('dueDay')
    expect((await open({ ...form, areaPath: 'd370305.s009', classCode: 'S0504' })).body.error.code).toBe('area-unknown')
    expect((await open({ ...form, clusterId: '01970000-0000-7000-8000-000000000000' })).status).toBe(404)
    app().clock.advance(60_000)
    expect((await open({ ...form, areaPath: 'd370305.s002.c02', classCode: 'S0504', unitId: 'community-02' })).status).toBe(201)
    expect((await open({ ...form, clusterId: hot.id }, 'community01')).status).toBe(403)
    const seen = async (as: string, query = '') => (await app().request<{ tasks: PreventionTask[]; next: string | null }>('GET', `prevention-tasks${query}`, { as })).body
    expect((await seen('duty')).tasks).toHaveLength(2)
    expect((await seen('urban')).tasks.map(({ id }) => id)).toEqual([task.id])
    expect((await seen('duty', `?originId=${hot.id}&state=open`)).tasks).toHaveLength(1)
    expect((await seen('duty', '?state=done')).tasks).toEqual([])
    const { next, tasks: [newest] } = await seen('duty', '?limit=1')
    expect((await seen('duty', `?limit=1&cursor=${next}`)).tasks.map(({ id }) => id)).toEqual([task.id])
    expect(newest?.origin.kind).toBe('person')
    expect((await app().request('GET', 'prevention-tasks?cursor=x', { as: 'duty' })).status).toBe(400)
  })

  it('效果：没办结就说还没到时候；办结两周后和没办过的相似网格比，少了多少带区间；样本太少就不下结论', async () => {
    const effect = async () => (await app().request<PreventionEffect>('GET', `prevention-tasks/${task.id}/effect`, { as: 'duty' })).body
    expect(await effect()).toMatchObject({ verdict: 'waiting', after: null, avoided: null })
    const opened = Date.parse(task.createdAt)
    await app().move('urban', task.case.id, { move: 'claim' })
    await app().move('urban', task.case.id, { move: 'reply', text: '已引导进市场' })
    await app().move('accept', task.case.id, { move: 'start-check' })
    await app().move('accept', task.case.id, { move: 'record-contact', reached: true, note: '回访', solved: true, satisfied: true })
    await app().move('duty', task.case.id, { move: 'pass-check', note: '已清' })
    app().clock.advance(40 * DAY_MS)
    expect(await effect()).toMatchObject({ verdict: 'too-few', avoided: null, before: { count: 5 } })
    expect((await effect()).text).toContain('样本太少，不下结论')
    await happenedElsewhere(opened)
    const full = await effect()
    expect(full).toMatchObject({ before: { count: 13 }, after: { count: 0 }, verdict: 'fewer' })
    expect(full.matched).toHaveLength(8)
    expect(full.expected).toBeCloseTo(13, 5)
    expect(full.avoided?.low).toBeGreaterThan(0)
    expect(full.text).toContain('另有 8 个没有办过')
    expect(full.weeks.filter(({ phase }) => phase === 'before')).toHaveLength(8)
    expect((await app().request('GET', `prevention-tasks/${task.id}/effect`, { as: 'community02' })).status).toBe(404)
  })
})

/** Eight other grids with twelve complaints before and after; here eight more before. */
async function happenedElsewhere(opened: number): Promise<void> {
  const { context } = app()
  const ground = await groundOf(context)
  const at = (grid: string, when: number) => ({ source: 'phone', at: when, takenAt: when, text: '烧烤摊占道', classCode: 'S0504', areaPath: `d370305.s002.c01.${grid}`, placeSource: 'none' as const, by: SYSTEM })
  const inputs = [
    ...Array.from({ length: 8 }, () => at('g001', opened - 20 * DAY_MS)),
    ...Array.from({ length: 8 }, (_, grid) => Array.from({ length: 12 }, (__, n) => [at(`g1${grid}`, opened - (10 + n) * DAY_MS), at(`g1${grid}`, opened + (3 + n) * DAY_MS)])).flat(2),
  ]
  await context.db.transact(systemScope, (tx) => loadHistory(tx, context, { inputs, ground }))
}
