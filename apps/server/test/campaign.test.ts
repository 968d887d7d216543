import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AlarmDetail, AnswerOf, listAlarms, listAudit, ScenarioDetail } from '@yihu/contracts'
import { destroyOver, tickAlarms } from '../src/platform/alarms/index.ts'
import { forgetDevices } from '../src/platform/intake/index.ts'
import { useApp } from './app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from './street.ts'

const app = useApp()
const STREET = 'd370305.s002'
const C01 = `${STREET}.c01`
const C02 = `${STREET}.c02`
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Stands in the name, the address and the words of the watched home. */
const CANARY = 'XQZ关注户'
const HOME = 'WATCH-XQZ'
const NEIGHBOUR = 'WATCH-02'
/** The audit trail is kept: it names what was registered, and that it was destroyed. */
const AUDIT = ['audit_row']
let key = ''

const detailOf = async (area: string) => (await app().request<ScenarioDetail>('GET', `scenarios/special-watch?area=${area}`, { as: 'duty' })).body
const dayAfter = (days: number) => new Date(app().clock.now() + 8 * HOUR + days * DAY).toISOString().slice(0, 10)
const destroyed = (area: string, version: number, as = 'duty') => app().request<ScenarioDetail & { error?: { code: string } }>('POST', 'scenarios/special-watch/destruction', { as, body: { area, version } })
/** One asks, another person agrees. */
async function begin(area: string, { version, endsOn }: { version: number; endsOn: string }): Promise<void> {
  const asked = await ask('duty', { area, version, endsOn })
  await decision('duty2', asked.body.campaign?.requests[0]?.id ?? '')
}

const ask = (as: string, form: object) => app().request<ScenarioDetail & { error?: { code: string; fields?: object } }>('PUT', 'scenarios/special-watch/settings', { as, body: { version: 0, isOn: true, settings: {}, legalBasis: '市应急办〔2026〕12 号通知', ...form } })
const decision = (as: string, requestId: string, form: object = { isApproved: true }) => app().request<ScenarioDetail & { error?: { code: string } }>('POST', 'scenarios/special-watch/decision', { as, body: { requestId, ...form } })
const warm = async (device: string) => {
  const ts = app().clock.now()
  await app().request('POST', 'readings', { headers: { 'x-api-key': key }, body: { readings: [{ device, ts: ts - HOUR, values: { temperature: 38 } }, { device, ts, values: { temperature: 38.5 } }] } })
}
const alarms = async (query: string) => (await app().request<AnswerOf<typeof listAlarms>>('GET', `alarms?${query}`, { as: 'duty' })).body.alarms

/** Every table in which a text stands, also as bytes. */
async function tablesWith(text: string): Promise<string[]> {
  const { db } = app().context
  const { rows } = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`.execute(db.owner)
  const found: string[] = []
  for (const { name } of rows) {
    const hit = await sql<{ is: boolean }>`select exists (select from ${sql.raw(name)} t where position(${text} in t::text) > 0 or position(${Buffer.from(text).toString('hex')} in t::text) > 0) as is`.execute(db.owner)
    if (hit.rows[0]?.is) found.push(name)
  }
  return found.toSorted()
}

beforeAll(async () => {
  const { request } = app()
  key = (await request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '自测平台', areas: [STREET], permissions: ['reading.send'], days: 90 } })).body.key
  await request('PUT', 'device-products/watch', { as: 'duty', body: { name: '关注户自测', kind: '自测上报', points: [{ name: 'temperature', title: '体温', unit: '℃' }] } })
  await request('POST', 'devices', { as: 'duty', body: { id: HOME, name: `${CANARY}家`, productId: 'watch', address: `${CANARY}2单元301`, ...AT_BUILDING_12 } })
  await request('POST', 'devices', { as: 'duty', body: { id: NEIGHBOUR, name: '另一户', productId: 'watch', ...IN_SHENGXIN } })
})

describe('疫情等专项关注，到期数据销毁', () => {
  let caseNumber = ''

  test('一人申请、写明依据，另一人批准才开始；自己不能批自己的，没有这个权的也不能批', async () => {
    expect((await ask('duty', { area: STREET, endsOn: dayAfter(10), legalBasis: '上级' })).body.error).toMatchObject({ code: 'input-invalid', fields: { legalBasis: expect.any(String) as string } })
    const first = (await ask('duty', { area: STREET, endsOn: dayAfter(20) })).body
    expect(first).toMatchObject({ isOn: false, isAsked: true, campaign: { runs: [], requests: [{ state: 'proposed', proposedBy: '汤值班', endsOn: dayAfter(20), mayDecide: false }] } })
    const id = first.campaign?.requests[0]?.id ?? ''
    expect((await ask('duty2', { area: STREET, endsOn: dayAfter(10) })).body.error?.code).toBe('campaign-asked')
    expect((await decision('duty', id)).body.error?.code).toBe('campaign-own-request')
    expect((await decision('community01', id)).status).toBe(403)
    expect((await decision('duty2', id, { isApproved: false, note: '期限太长' })).body).toMatchObject({ isOn: false, isAsked: false, campaign: { requests: [{ state: 'declined', decision: { by: '于值班', note: '期限太长' } }] } })
    expect((await decision('duty2', id)).body.error?.code).toBe('conflict')
    await begin(STREET, { version: 0, endsOn: dayAfter(10) })
    expect(await detailOf(STREET)).toMatchObject({ isOn: true, endsOn: dayAfter(10), own: { version: 1 }, history: [{ by: '汤值班，于值班批准' }] })
  })

  test('开着的时候：发热两次即响，有说明、照片、通知；立案时案件里不写是谁、住哪', async () => {
    await warm(HOME)
    await tickAlarms(app().context)
    const [alarm] = await alarms(`device=${HOME}`)
    const id = alarm?.id ?? ''
    const act = async (body: object) => {
      const { version } = (await app().request<AlarmDetail>('GET', `alarms/${id}`, { as: 'duty' })).body
      return (await app().request<AlarmDetail>('POST', `alarms/${id}/acts`, { as: 'duty', body: { version, ...body } })).body
    }
    const bytes = await sharp({ create: { width: 9, height: 7, channels: 3, background: '#3c9' } }).jpeg().toBuffer()
    const photo = (await app().upload({ bytes, name: `${CANARY}.jpg` }, { as: 'duty', url: `alarms/${id}/files` })).body.id
    await act({ act: 'step', index: 2, note: `送药给${CANARY}`, files: [photo] })
    await act({ act: 'note', note: `${CANARY}要透析` })
    caseNumber = (await act({ act: 'make-case' })).case?.number ?? ''
    await app().request('POST', 'intake/generic', { headers: { 'x-api-key': key }, body: { device: HOME, values: { unknown: 1 } } })
    app().clock.advance(31 * 60_000)
    await tickAlarms(app().context)
    expect(await tablesWith(CANARY)).toEqual(expect.arrayContaining(['alarm', 'alarm_event', 'alarm_step', 'device', 'file_object', 'notice']))
    expect(JSON.stringify(await app().find(caseNumber))).not.toContain(CANARY)
    expect((await destroyed(STREET, 1)).body.error?.code).toBe('campaign-running')
  })

  test('到期就不看了；销毁日一到自动销毁，自己另有专项的社区照常', async () => {
    await begin(C02, { version: 0, endsOn: dayAfter(55) })
    await warm(NEIGHBOUR)
    app().clock.advance(11 * DAY)
    await tickAlarms(app().context)
    expect(await detailOf(STREET)).toMatchObject({ campaign: { runs: [{ path: C02, isOver: false }, { path: STREET, isOver: true, proof: null, destroyBy: dayAfter(29) }] } })
    app().clock.advance(28 * DAY)
    await destroyOver(app().context, forgetDevices)
    expect(await tablesWith(CANARY)).not.toEqual(AUDIT)
    app().clock.advance(DAY)
    await destroyOver(app().context, forgetDevices)
    expect(await tablesWith(CANARY)).toEqual(AUDIT)
    // Every server is told which number to forget; that event goes with the outbox's own sweep.
    expect(await tablesWith(HOME)).toEqual([...AUDIT, 'outbox'])
    expect(await alarms(`device=${NEIGHBOUR}`)).toHaveLength(1)
    expect((await app().request('GET', `devices/${HOME}`, { as: 'duty' })).status).toBe(404)
    expect((await app().find(caseNumber)).number).toBe(caseNumber)
  })

  test('证明写着销毁了什么、多少、何时、谁，指纹封在审计里；再销毁一次没有效果', async () => {
    const [, run] = (await detailOf(STREET)).campaign?.runs ?? []
    expect(run?.proof).toMatchObject({ by: '系统', digest: expect.stringMatching(/^[0-9a-f]{64}$/u) as string, says: expect.stringContaining('关注户 1') as string })
    expect(run?.proof?.says).toMatch(/告警 1.*读数 2|读数 2.*告警 1/u)
    await destroyOver(app().context, forgetDevices)
    expect((await destroyed(STREET, 1)).body.campaign?.runs[1]?.proof?.id).toBe(run?.proof?.id)
    const audit = (await app().request<AnswerOf<typeof listAudit>>('GET', 'audit?action=campaign.destroy', { as: 'auditor' })).body
    expect(audit.rows).toMatchObject([{ detail: { digest: run?.proof?.digest, counts: { 关注户: 1, 照片: 1 } } }])
  })

  test('提前停用以后可以当即销毁；不归自己管的区域不行', async () => {
    expect((await destroyed(C01, 7)).status).toBe(404)
    await app().request('PUT', 'scenarios/special-watch/settings', { as: 'duty', body: { area: C02, version: 1, isOn: false, settings: {}, endsOn: null } })
    expect((await destroyed(C02, 1, 'community02')).status).toBe(403)
    expect((await destroyed(C02, 1)).body.campaign?.runs).toMatchObject([{ proof: { by: '汤值班', says: expect.stringContaining('关注户 1') as string } }])
    expect((await app().request('GET', `devices/${NEIGHBOUR}`, { as: 'duty' })).status).toBe(404)
  })
})
