import { CaseQuery } from '@yihu/contracts'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { goBy, listCases } from './repo-list.ts'
import type { Way } from './repo-list.ts'

const app = useApp()

const STREET = 'd370305.s002'

async function found(as: string, query: Record<string, string>): Promise<string[]> {
  const { status, body } = await app().request<{ cases: { title: string }[] }>('POST', 'cases/find', { as, body: { sort: 'newest', ...query } })
  expect(status).toBe(200)
  return body.cases.map((one) => one.title).toSorted()
}

describe('查找', () => {
  beforeAll(async () => {
    const { raise, clock } = app()
    for (const [title, place] of [['井盖破损', AT_BUILDING_12], ['WIFI 基站噪音', AT_BUILDING_12], ['打折 100% 的广告_太多', IN_SHENGXIN], ['噪音扰民', IN_SHENGXIN]] as const) {
      await raise({ text: `${title}，请来看看`, title, ...place })
      clock.advance(60_000)
    }
  })

  it('两个字的词找得到，一个字、四个字也找得到', async () => {
    expect(await found('duty', { q: '噪音' })).toEqual(['WIFI 基站噪音', '噪音扰民'])
    expect(await found('duty', { q: '盖' })).toEqual(['井盖破损'])
    expect(await found('duty', { q: '井盖破损' })).toEqual(['井盖破损'])
    expect(await found('duty', { q: '噪声' })).toEqual([])
  })

  it('字母不分大小写，百分号和下划线就是它们自己', async () => {
    expect(await found('duty', { q: 'wifi' })).toEqual(['WIFI 基站噪音'])
    expect(await found('duty', { q: '0%' })).toEqual(['打折 100% 的广告_太多'])
    expect(await found('duty', { q: '%' })).toEqual(['打折 100% 的广告_太多'])
    expect(await found('duty', { q: '告_太' })).toEqual(['打折 100% 的广告_太多'])
  })

  it('写几个词，都要有，先后不论', async () => {
    expect(await found('duty', { q: '扰民 噪音' })).toEqual(['噪音扰民'])
    expect(await found('duty', { q: '噪音 井盖' })).toEqual([])
  })

  it('字都在但不连在一起的，不算', async () => {
    expect(await found('duty', { q: '音扰噪' })).toEqual([])
    expect(await found('duty', { q: '盖破井盖' })).toEqual([])
  })

  it('只在自己看得到的案件里找', async () => {
    expect(await found('community01', { q: '噪音' })).toEqual(['WIFI 基站噪音'])
    expect(await found('community02', { q: '噪音' })).toEqual(['噪音扰民'])
    expect(await found('urban', { q: '噪音' })).toEqual([])
  })

  it('按区域看，连下级一起', async () => {
    expect(await found('duty', { area: `${STREET}.c01` })).toEqual(['WIFI 基站噪音', '井盖破损'])
    expect(await found('duty', { area: `${STREET}.c02`, q: '噪音' })).toEqual(['噪音扰民'])
    expect(await found('duty', { area: `${STREET}.c0` })).toEqual([])
  })
})

describe('上百万件也要快', () => {
  it('读得慢时换一种读法，读到的一样', async () => {
    const { context } = app()
    const viewer = { keys: [STREET], units: [], ownUnits: [], now: new Date(context.clock.now()), soon: new Date(context.clock.now()) }
    const read = (way: Way) =>
      context.db.transact({ paths: [STREET], units: [], userId: null }, async (tx) => {
        await goBy(tx, way)
        return listCases(tx, { query: CaseQuery.parse({ sort: 'newest', q: '请来' }), viewer, cursor: null })
      })
    const rows = await read({ atMostMs: 30_000 })
    expect(rows.length).toBe(4)
    expect(await read('collected')).toEqual(rows)
  })

  const explain = async (scope: Parameters<ReturnType<typeof app>['context']['db']['transact']>[0], condition: ReturnType<typeof sql>) => {
    const { rows } = await app().context.db.transact(scope, async (tx) => {
      await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx)
      return sql<{ 'QUERY PLAN': string }>`explain (costs off) select id from case_file where ${condition}`.execute(tx)
    })
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }

  it('谁看得到、搜什么词，行级保护之下都用得上索引', async () => {
    const community = { paths: [`${STREET}.c01`], units: ['community-01'], userId: null }
    expect(await explain(community, sql`seen_by && ${sql.val([`${STREET}.c01`, 'unit:community-01'])}::text[]`)).toContain('case_file_seen_by')
    expect(await explain(community, sql`pairs_of(search) @> pairs_of('噪音')`)).toContain('case_file_search')
  })
})
