import fc from 'fast-check'
import { simulatePhones } from '@yihu/domain'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ActionResult, Bundle, CaseDetail } from '@yihu/contracts'
import { newId } from '../src/kernel/id.ts'
import { MORNING, openTestApp, useApp } from './app.ts'
import { filed } from './steps.ts'
import { AT_BUILDING_12 } from './street.ts'

const app = useApp()
const PHONE = newId()
const NOON = '2026-05-07T12:00:00+08:00'

beforeEach(() => { app().clock.set(MORNING) })

interface Action {
  readonly id: string
  readonly kind: string
  readonly at: string
  readonly body: object
}

const report = (body: object, more: Partial<Action> = {}): Action => ({ id: newId(), kind: 'case.report', at: MORNING, body: { ...AT_BUILDING_12, ...body }, ...more })
const move = (body: object): Action => ({ id: newId(), kind: 'case.move', at: MORNING, body })

async function send(actions: readonly unknown[], { as = 'grid001', sentAt, device = PHONE }: { as?: string; sentAt?: string; device?: string } = {}): Promise<ActionResult[]> {
  const { status, body } = await app().request<{ results: ActionResult[] }>('POST', 'patrol/actions', { as, body: { device, actions, ...(sentAt ? { sentAt } : {}) } })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.results
}

const one = async (...args: Parameters<typeof send>) => (await send(...args))[0] ?? expect.fail('no answer')
const reported = async (text: string) => (await app().request<{ cases: { id: string; number: string; source: string }[] }>('POST', 'cases/find', { body: { q: text }, as: 'duty' })).body.cases

/** Numbers from a seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** A case in the hands of 桑家社区, as its grid worker's phone has it. */
async function inHand(): Promise<CaseDetail> {
  const { id } = await filed(app())
  return app().move('dispatch', id, { move: 'dispatch', unitId: 'community-01' })
}

describe('补传', () => {
  it('同一条上报传几遍，连同打乱、断传、另一台服务器同时收到，都只有一件案件，照片都在', async () => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#39c' } }).jpeg().toBuffer()
    const { body: photo } = await app().upload({ bytes }, { as: 'grid001' })
    const actions = [report({ text: '离线甲：井盖破损', files: [photo.id] }), report({ text: '离线乙：路灯不亮' })]
    const other = await openTestApp({ beside: app() })
    const bodies = await Promise.all([app(), other, app()].map((server) => server.request<{ results: ActionResult[] }>('POST', 'patrol/actions', { as: 'grid001', body: { device: PHONE, actions } })))
    await other.close()
    const results = [...bodies.flatMap(({ body }) => body.results), ...(await send(actions.toReversed()))]
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'applied'))
    expect(results.filter(({ isRepeated }) => !isRepeated)).toHaveLength(2)
    const [first, ...more] = await reported('离线甲')
    expect([more, first?.source]).toEqual([[], 'grid'])
    expect(await reported('离线乙')).toHaveLength(1)
    expect((await app().find(first?.number ?? '')).photos).toHaveLength(1)
    expect(results.filter(({ id }) => id === actions[0]?.id).map(({ answer }) => answer)).toEqual(Array.from({ length: 4 }, () => ({ caseId: first?.id, number: first?.number })))
  })

  it('坏的一条不连累别的：读不出、不认识、填错、无权、别人的编号，各说各的原因，再传还是同样的话', async () => {
    const good = report({ text: '坏批里的好事' })
    const empty = report({ text: '  ' })
    const [foreign] = [report({ text: '别人的编号' })]
    await send([foreign], { as: 'grid003' })
    const batch = [null, { id: '甲', kind: 'case.report' }, report({}, { kind: 'case.fly' }), empty, foreign, { ...report({ text: '钟' }), at: '昨天' }, good]
    const codes = async () => (await send(batch)).map(({ outcome, error }) => error?.code ?? outcome)
    const first = ['input-invalid', 'input-invalid', 'action-unknown', 'input-invalid', 'action-taken', 'input-invalid', 'applied']
    expect([await codes(), await codes()]).toEqual([first, first])
    expect((await one([empty])).error).toMatchObject({ message: expect.stringContaining('有几处填写不对') as string, fields: { text: '请填写要反映的事' } })
    expect((await one([report({ text: '区里的人' })], { as: 'urban' })).error).toMatchObject({ code: 'permission-missing', message: expect.stringContaining('登记诉求') as string })
    expect(await reported('坏批里的好事')).toHaveLength(1)
    const { status } = await app().request('POST', 'patrol/actions', { as: 'grid001', body: '{"device":"', headers: { 'content-type': 'application/json' } })
    expect(status).toBe(400)
  })

  it('一长串一起补传也各算各的：夹在中间的坏地点、重复的、没有的网格单独说明，别的都办成一次；再传还是同样的话', async () => {
    const visit = (id: string): Action => ({ id: newId(), kind: 'visit.record', at: MORNING, body: { subject: { kind: 'grid', id }, result: 'met' } })
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#39c' } }).jpeg().toBuffer()
    const { body: photo } = await app().upload({ bytes }, { as: 'grid001' })
    const row = Array.from({ length: 9 }, (_, n) => report({ text: `长串里的第${n}件`, ...(n === 4 ? { lon: 0, lat: 0 } : {}), files: n === 2 || n === 6 ? [photo.id] : [] }))
    const batch = [...row.slice(0, 7), ...row.slice(5, 6), ...row.slice(7), visit('370305002001001'), visit('1'), visit('370305002001001')]
    const told = async () => (await send(batch)).map(({ id, outcome, error, answer }) => ({ id, word: error?.code ?? outcome, answer }))
    const first = await told()
    expect(first.map(({ word }) => word)).toEqual(batch.map(({ id }, at) => (id === row[4]?.id ? 'coordinates-implausible' : at === 11 ? 'not-found' : 'applied')))
    expect(first.map(({ id }) => id)).toEqual(batch.map(({ id }) => id))
    expect(await told()).toEqual(first)
    const cases = await reported('长串里的第')
    expect(cases.map(({ id }) => id).toSorted()).toEqual([...new Set(first.flatMap(({ answer }) => (typeof answer?.['caseId'] === 'string' ? [answer['caseId']] : [])))].toSorted())
    expect(cases).toHaveLength(8)
    const loud = report({ text: '大写编号的一件' })
    expect(await one([{ ...loud, id: loud.id.toUpperCase() }])).toMatchObject({ id: loud.id, outcome: 'applied', isRepeated: false })
    expect(await reported('大写编号')).toHaveLength(1)
    // One photo named by two reports is the first one's.
    const withPhoto = await Promise.all(cases.map(async ({ number }) => app().find(number)))
    expect(withPhoto.flatMap(({ text, photos }) => (photos.length > 0 ? [text] : []))).toEqual(['长串里的第2件'])
  })

  it('手机的钟差一天也不乱：按发送时的差改正，将来的按收到时算，都写明；放了一周的报事不让承办单位一开始就超期', async () => {
    app().clock.set(NOON)
    const yesterday = report({ text: '钟慢一天' }, { at: '2026-05-06T11:30:00+08:00' })
    expect(await one([yesterday], { sentAt: '2026-05-06T12:00:00+08:00' })).toMatchObject({ outcome: 'applied', isClockCorrected: true })
    expect(await one([report({ text: '钟快一天' }, { at: '2026-05-08T11:30:00+08:00' })])).toMatchObject({ outcome: 'applied', isClockCorrected: true })
    const week = report({ text: '放了一周的事' }, { at: '2026-04-30T09:00:00+08:00' })
    expect(await one([week], { sentAt: NOON })).toMatchObject({ outcome: 'applied', isClockCorrected: false })
    const [slow, late] = [await reported('钟慢一天'), await reported('放了一周')]
    expect([slow[0]?.number.slice(0, 8), late[0]?.number.slice(0, 8)]).toEqual(['20260507', '20260507'])
    const { timeline, registeredAt } = await app().find(late[0]?.number ?? '')
    expect([registeredAt, timeline[0]?.at]).toEqual([new Date(NOON).toISOString(), new Date(NOON).toISOString()])
  })

  it('两人离线改同一件：先到的生效，后到的看到现在的样子，什么都没被覆盖；照新的样子再办就行', async () => {
    const seen = await inHand()
    const claim = move({ caseId: seen.id, version: seen.version, move: 'claim' })
    const back = move({ caseId: seen.id, version: seen.version, move: 'return', reason: 'not-my-duty', note: '应归执法局' })
    expect(await one([claim])).toMatchObject({ outcome: 'applied', answer: { state: 'handling', version: seen.version + 1 } })
    const clash = await one([back], { as: 'community01' })
    expect(clash).toMatchObject({ outcome: 'clash', error: { code: 'case-changed' }, current: { version: seen.version + 1, stateLabel: '处置中', handlerName: '高网格' } })
    expect(await one([back], { as: 'community01' })).toEqual({ ...clash, isRepeated: true })
    const again = move({ ...back.body, version: seen.version + 1 })
    expect(await one([again], { as: 'community01' })).toMatchObject({ outcome: 'applied', answer: { state: 'filed' } })
    const { timeline } = await app().find(seen.number)
    expect(timeline.slice(-2).map(({ kind, text }) => [kind, text.includes('应归执法局')])).toEqual([['claim', false], ['return', true]])
    // The flow's own refusals come through as they are.
    expect((await one([move({ caseId: seen.id, version: seen.version + 2, move: 'reply', text: '办好了' })])).error?.code).toBe('move-not-now')
  })
})

describe('一街的手机', () => {
  it('断网、重复、打乱、断传、答复丢了以后：每条上报一件案件，每步操作在经过里一次，没有一条不明不白', async () => {
    const cases = [await inHand(), await inHand()]
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
      const random = randomOf(seed)
      // The same seed may come twice.
      const name = `模拟${newId()}`
      const before = await Promise.all(cases.map(async ({ number }) => (await app().find(number)).timeline.length))
      const { outboxes, dropped } = await simulatePhones({
        phones: 6, deeds: 3, random, newId,
        deed: (phone) => {
          const { id, version } = cases[phone % 2] ?? expect.fail('no case')
          return random() < 0.6 ? { kind: 'case.report', key: null, body: { text: `${name}的事`, ...AT_BUILDING_12 } } : { kind: 'case.move', key: id, body: { caseId: id, version, move: random() < 0.5 ? 'claim' : 'return', reason: 'needs-others', note: '再看' } }
        },
        send: async (phone, actions) => send(actions.map(({ id, kind, body }) => ({ id, kind, at: MORNING, body })), { as: phone % 3 === 0 ? 'community01' : 'grid001' }),
        decide: ({ body, current, state }) => (state === 'clash' && current ? { ...body, version: current['version'] } : null),
      })
      const kept = outboxes.flat()
      const reports = kept.filter(({ kind }) => kind === 'case.report')
      expect(new Set(reports.map(({ answer }) => answer?.['caseId'])).size).toBe(reports.length)
      expect((await app().request<{ cases: unknown[] }>('POST', 'cases/find', { body: { q: name, limit: 100 }, as: 'duty' })).body.cases).toHaveLength(reports.length)
      const after = await Promise.all(cases.map(async ({ number }) => (await app().find(number)).timeline.length))
      const moved = after.reduce((sum, length, index) => sum + length - (before[index] ?? 0), 0)
      expect(moved).toBe(kept.length - reports.length)
      for (const id of dropped) expect(kept.some((item) => item.id === id), id).toBe(false)
    }), { numRuns: 2 })
  })
})

describe('带走的资料', () => {
  it('只有自己的网格，墙上的码在手机里也认得；没变化就不再传；有了新案件就是新的一份', async () => {
    await inHand()
    const { body } = await app().request<Bundle>('GET', 'patrol/bundle', { as: 'grid003' })
    expect(body.areas.map(({ name }) => name)).toEqual(['胜辛社区第1网格'])
    expect(body.cases.filter(({ areaPath }) => !areaPath.includes('.c02'))).toEqual([])
    const { body: mine } = await app().request<Bundle>('GET', 'patrol/bundle', { as: 'grid001' })
    expect(mine.areas.map(({ level }) => level)).toEqual(['grid', 'estate', 'building', 'building'])
    expect(mine.cases.length).toBeGreaterThan(0)
    expect(mine.cases[0]).toMatchObject({ unitName: '桑家社区', core: { state: expect.any(String) as string }, point: AT_BUILDING_12 })
    const [code] = mine.codes ?? []
    expect((await app().request<{ name: string }>('GET', `codes/${code?.code ?? ''}`)).body.name).toBe(code?.name)
    expect(body.codes?.map(({ name }) => name)).toEqual(['胜辛社区第1网格'])
    const [base, token] = [await app().listen(), await app().tokenOf('grid003')]
    const over = (etag: string) => fetch(`${base}/api/v1/patrol/bundle`, { headers: { authorization: `Bearer ${token}`, 'if-none-match': etag } })
    const etag = (await over('')).headers.get('etag') ?? ''
    const same = await over(etag)
    expect([same.status, await same.text()]).toEqual([304, ''])
  })
})

describe('手机', () => {
  it('同一部手机再登录得到同一把密钥，别人得到的是另一把；注销后密钥和登录都没了，手机问得到要抹掉谁的，同用一部手机的同事不受影响', async () => {
    const [id, body] = [newId(), { name: '我的手机' }]
    const open = async (as: string) => (await app().request<{ secret: string }>('POST', 'patrol/devices', { as, body: { id, ...body } })).body.secret
    const secret = await open('grid001')
    expect(Buffer.from(secret, 'base64')).toHaveLength(32)
    expect([await open('grid001'), (await open('grid003')) === secret]).toEqual([secret, false])
    const owners = await Promise.all(['grid001', 'grid003'].map(async (as) => (await app().request<{ id: string }>('GET', 'session', { as })).body.id))
    const states = () => Promise.all(owners.map(async (owner) => (await app().request<{ isRevoked: boolean }>('GET', `patrol/devices/${id}/state?owner=${owner}`)).body.isRevoked))
    expect(await states()).toEqual([false, false])
    // One of the two who use this phone: only what is theirs goes.
    expect((await app().request('POST', `patrol/devices/${id}/revocation`, { as: 'grid001' })).status).toBe(204)
    expect(await states()).toEqual([true, false])
    expect((await app().request<{ error: { code: string } }>('POST', 'patrol/devices', { as: 'grid001', body: { id, ...body } })).body.error.code).toBe('device-revoked')
    const refused = await app().request<{ error: { code: string } }>('POST', 'patrol/actions', { as: 'grid001', body: { device: id, actions: [report({ text: '丢了的手机' })] } })
    expect([refused.status, refused.body.error.code]).toEqual([410, 'device-revoked'])
    expect((await app().request<{ devices: { id: string; isRevoked: boolean }[] }>('GET', 'patrol/devices', { as: 'grid001' })).body.devices.find((one) => one.id === id)?.isRevoked).toBe(true)
    expect((await app().request('POST', `patrol/devices/${newId()}/revocation`, { as: 'grid001' })).status).toBe(404)
    expect(await reported('丢了的手机')).toEqual([])
  })
})
