import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, ChainCheck, listAudit } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { closed } from '../../../test/steps.ts'
import { startCheck } from './check-chains.ts'

const app = useApp()

type Row = AnswerOf<typeof listAudit>['rows'][number]
const rows = async (query: string) => (await app().request<{ rows: Row[] }>('GET', `audit?${query}`, { as: 'auditor' })).body.rows
const checks = async () => (await app().request<{ checks: ChainCheck[] }>('GET', 'audit/checks', { as: 'auditor' })).body.checks

/** Waits until no check runs. */
async function ended(): Promise<ChainCheck | undefined> {
  for (let n = 0; n < 200; n += 1) {
    const [newest] = await checks()
    if (newest && newest.state !== 'running') return newest
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error('the check does not end')
}

beforeAll(async () => {
  const { request } = app()
  const one = await closed(app(), { text: '路灯不亮', lon: 118.302, lat: 36.81175, contact: { name: '张三', phone: '13905330000' } })
  await request('POST', `cases/${one.id}/reporter`, { as: 'duty', body: { purpose: '回访' } })
  await request('POST', 'session', { body: { username: 'duty', password: 'wrong-password' } })
})

describe('审计浏览', () => {
  it('按人、事、对象、结果、时间筛选，可以合起来用', async () => {
    expect((await rows('actor=汤值班')).every(({ actor }) => actor?.includes('汤值班'))).toBe(true)
    const refused = await rows('result=refused&action=login')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ result }) => result === 'refused')).toBe(true)
    const [any] = await rows('action=login&result=done')
    expect(any?.detail).toBeTypeOf('object')
    expect((await rows(`object=${encodeURIComponent(any?.object ?? '')}&action=login&result=done`)).length).toBeGreaterThan(0)
    expect(await rows('object=%25')).toEqual([])
    expect(await rows('from=2030-01-01T00:00:00Z')).toEqual([])
    for (const as of ['admin', 'security', 'duty']) expect((await app().request('GET', 'audit', { as })).status, as).toBe(403)
  })

  it('核对在后台进行，写明谁何时核对、每条链的范围和结果', async () => {
    expect(await checks()).toEqual([])
    const started = await app().request<ChainCheck>('POST', 'audit/checks', { as: 'auditor' })
    expect(started.status).toBe(202)
    const check = await ended()
    expect(check).toMatchObject({ id: started.body.id, state: 'done', startedBy: '申审计' })
    expect(check?.chains.map(({ name, isIntact }) => [name, isIntact])).toEqual([['雪宫街道案件经过', true], ['审计记录', true]])
    expect(check?.chains[0]).toMatchObject({ from: '2026-05-07T02:00:00.000Z', head: expect.stringMatching(/^[0-9a-f]{64}$/u) as string })
    expect(check?.rowsDone).toBeGreaterThanOrEqual(check?.rowsTotal ?? Infinity)
    expect((await rows('action=audit.verify')).map(({ actor }) => actor)).toEqual(['申审计（auditor）'])
    expect((await app().request('POST', 'audit/checks', { as: 'admin' })).status).toBe(403)
  })

  it('同时点两次只核对一次', async () => {
    app().clock.advance(60_000)
    const [one, other] = await Promise.all([1, 2].map(() => app().request<ChainCheck>('POST', 'audit/checks', { as: 'auditor' })))
    await ended()
    expect(new Set([one?.body.id, other?.body.id, (await checks())[0]?.id]).size).toBeLessThanOrEqual(2)
    expect((await checks()).filter(({ state }) => state === 'running')).toEqual([])
  })

  it('链断在哪里写得清清楚楚，审计员收到红色通知；服务器死在半路的核对不会永远“正在核对”', async () => {
    const { context, clock, request } = app()
    clock.advance(60_000)
    await context.db.owner.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update case_event set payload = payload || '{"note": "改过"}' where seq = 3`.execute(tx)
    })
    await request('POST', 'audit/checks', { as: 'auditor' })
    const check = await ended()
    expect(check?.chains[0]).toMatchObject({ isIntact: false, firstFault: { seq: 3, problem: '内容被改动' } })
    const { body } = await request<{ notices: { title: string; card: string; text: string }[] }>('GET', 'notices', { as: 'auditor' })
    expect(body.notices[0]).toMatchObject({ title: '哈希链核对发现问题', card: 'red', text: expect.stringContaining('雪宫街道案件经过第 3 条') as string })

    clock.advance(60_000)
    await sql`insert into chain_check (id, state, started_at, beat_at, rows_total) values (gen_random_uuid(), 'running', ${new Date(clock.now())}, ${new Date(clock.now())}, 1)`.execute(context.db.owner)
    clock.advance(6 * 60_000)
    const { finished } = await startCheck(context, null)
    await finished
    expect((await checks()).slice(0, 2).map(({ state, startedBy }) => [state, startedBy])).toEqual([['done', null], ['failed', null]])
  })
})
