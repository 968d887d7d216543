import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, listCases, listForecast, listPreventionTasks, showForecast } from '@yihu/contracts'
import { watchComplaints } from '../src/services/bigdata/index.ts'
import { useApp } from './app.ts'
import { AT_BUILDING_12 } from './street.ts'

const app = useApp()
const SANGJIA = 'd370305.s002.c01'
const now = async (as = 'duty') => (await app().request<AnswerOf<typeof listForecast>>('GET', 'forecast', { as })).body
const tasks = async () => (await app().request<AnswerOf<typeof listPreventionTasks>>('GET', 'prevention-tasks?origin=forecast', { as: 'duty' })).body.tasks

/** More complaints like the one that was raised: at these times, `YYYY-MM-DD`. */
async function repeat(id: string, days: readonly string[], classCode = 'S0103'): Promise<void> {
  const { owner } = app().context.db
  const { rows: [known] } = await sql<{ columns: string }>`select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns where table_name = 'case_file' and is_generated = 'NEVER'`.execute(owner)
  const columns = sql.raw(known?.columns ?? '')
  await sql`insert into case_file (${columns}) select ${columns} from (
    select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', ${sql.val(classCode)}::text || day || '/' || n, 'core', c.core || jsonb_build_object('classCode', ${sql.val(classCode)}::text), 'registered_at', (day || 'T09:00:00+08:00')::timestamptz))).*
    from case_file c, unnest(${sql.val(days)}::text[]) with ordinality as d (day, n) where c.id = ${id}) as copies`.execute(owner)
}

/** Mondays before the running week (that of 4 May 2026). */
const mondays = Array.from({ length: 30 }, (_, at) => new Date(Date.parse('2026-04-27') - at * 7 * 86_400_000).toISOString().slice(0, 10))

beforeAll(async () => {
  const { id } = await app().raise({ text: '楼下堆了装修垃圾没人清运', ...AT_BUILDING_12 })
  await repeat(id, mondays)
})

describe('诉求预测', () => {
  it('没有满八周的街道什么也不预计；算过以后每周有预计和区间，与平常一样就不报', async () => {
    expect(await now()).toEqual({ week: null, asOf: null, rows: [] })
    await watchComplaints(app().context)
    const { week, rows } = await now()
    expect(week).toBe('2026-05-04')
    const row = rows.find(({ area, class: group }) => area.path === SANGJIA && group?.code === 'S01')
    expect(row).toMatchObject({ observed: 1, isWave: false })
    expect(row?.expectedWhole).toBeGreaterThan(0.7)
    expect(row?.expectedWhole).toBeLessThan(1.3)
    expect(row?.expected).toBeLessThan(row?.expectedWhole ?? 0)
    expect(await tasks()).toEqual([])
  })

  it('这一周多得不像偶然，就提前建一件未诉先办任务：派给当地，写明来了几件、应有几件；一周只建一次', async () => {
    const [one] = (await app().request<AnswerOf<typeof listCases>>('GET', 'cases?sort=newest', { as: 'duty' })).body.cases
    await repeat(one?.id ?? '', Array.from({ length: 7 }, () => '2026-05-06'))
    for (let run = 0; run < 2; run += 1) await watchComplaints(app().context)
    const { rows: [first] } = await now()
    expect(first).toMatchObject({ observed: 8, isWave: true })
    const found = await tasks()
    expect(found).toMatchObject([{ title: expect.stringContaining('多于预计'), measure: expect.stringContaining('已有 8 件'), case: { unit: { id: 'community-01' } }, class: { code: 'S0103' } }])
  })

  it('一个小区各类加起来多得不像偶然、单看哪一类都不多，也提前建任务；社区为同一类建过的不重复建', async () => {
    const [one] = (await app().request<AnswerOf<typeof listCases>>('GET', 'cases?source=resident', { as: 'duty' })).body.cases
    for (const classCode of ['A0110', 'A0201', 'S0201']) await repeat(one?.id ?? '', ['2026-04-28', '2026-04-29'], classCode)
    await watchComplaints(app().context)
    const estate = (await now()).rows.find(({ area }) => area.name === '桑家小区')
    expect(estate).toMatchObject({ class: null, observed: 8, isWave: true })
    const found = await tasks()
    expect(found.map(({ title }) => title).toSorted()).toEqual([expect.stringMatching(/^桑家小区各类诉求多于预计/u), expect.stringMatching(/^桑家社区“.+”多于预计/u)])
    expect(found.find(({ title }) => title.startsWith('桑家小区'))?.measure).toContain('已有 7 件')
    const { explanation } = (await app().request<AnswerOf<typeof showForecast>>('GET', `forecast/series?area=${estate?.area.path}`, { as: 'community01' })).body
    expect(explanation.join()).toContain('全街道的小区合起来')
  })

  it('数字打开的清单就是数的那些；预计先算好不再变，写明怎么算的', async () => {
    const query = `area=${SANGJIA}&classCode=S01`
    const series = (await app().request<AnswerOf<typeof showForecast>>('GET', `forecast/series?${query}`, { as: 'community01' })).body
    const [before, running] = series.weeks.slice(-2)
    expect(before).toMatchObject({ week: '2026-04-27', observed: 1 })
    expect(running?.observed).toBe(8)
    expect(running?.expected).toBeLessThan(1.3)
    expect(series.explanation.join()).toContain('每周约')
    const list = await app().request<AnswerOf<typeof listCases>>('GET', `cases?${query}&source=resident&happened=taken&since=${encodeURIComponent('2026-05-04T00:00:00+08:00')}&until=${encodeURIComponent('2026-05-11T00:00:00+08:00')}`, { as: 'duty' })
    expect(list.body.cases).toHaveLength(8)
  })

  it('别的社区看不到这里的数，全街道的数社区也不看；没有权限的看不到', async () => {
    expect((await now('community02')).rows.every(({ area }) => area.path === 'd370305.s002.c02')).toBe(true)
    expect((await app().request('GET', `forecast/series?area=${SANGJIA}`, { as: 'community02' })).status).toBe(404)
    expect((await app().request('GET', 'forecast', { as: 'admin' })).status).toBe(403)
  })
})
