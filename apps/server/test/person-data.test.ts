import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { AnswerOf, DeliberationDetail, DeskActivity, erasePerson, listSignups, openResidentSession, personFile, PoolCard, SentCode } from '@yihu/contracts'
import { newId } from '../src/kernel/id.ts'
import { useApp } from './app.ts'
import { AT_BUILDING_12 } from './street.ts'

const app = useApp()
const B12 = 'd370305.s002.c01.g001.e01.b012'

const post = async <T>(as: string, url: string, body: object) => {
  const answer = await app().request<T>('POST', url, { as, body })
  expect(answer.status, `${url} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}

it('本人要看的，连看护、走访里记的一起给；抹去的时候一起抹去，敲过门这件事留着', async () => {
  const { card } = await post<{ card: PoolCard }>('grid001', 'pool/person', { areaPath: B12, source: 'visit', values: { name: '杜如晦', phone: '10051230001' } })
  const care = await post<{ id: string }>('community01', 'care', {
    kind: 'elder-alone', areaPath: B12, room: '2单元301', name: '杜如晦', phone: '10051230001', note: '钥匙在对门', poolPersonId: card.id,
    consent: { by: 'self', day: '2026-05-01', scopes: ['reminder'] }, contacts: [{ kind: 'family', name: '杜荷荷', phone: '10051230002', relation: '儿子', consentDay: '2026-05-01' }], devices: [],
  })
  await post('grid001', 'grid/visits', { id: crypto.randomUUID(), visit: { subject: { kind: 'person', id: card.id }, result: 'met', notes: '最近腿不好' } })
  const file = await post<AnswerOf<typeof personFile>>('duty', `persons/${card.id}/file`, { purpose: '本人到场申请' })
  expect(file.kept).toEqual([{ name: '看护', lines: [expect.stringMatching(/杜如晦.*钥匙在对门.*儿子 杜\*\*.*2026-05-01 同意/u)] }, { name: '走访', lines: [expect.stringContaining('最近腿不好')] }])
  await post<AnswerOf<typeof erasePerson>>('duty', `persons/${card.id}/erasure`, { version: 1, reason: '本人申请删除' })
  const rows = async (table: 'care_person' | 'grid_visit') => JSON.stringify((await app().context.db.owner.selectFrom(table).selectAll().execute()).map((row) => Object.entries(row).filter(([name]) => name.endsWith('cipher'))))
  for (const table of ['care_person', 'grid_visit'] as const) expect(await rows(table), table).not.toContain('Buffer')
  expect((await app().request<{ visits: unknown[] }>('GET', 'grid/visits?area=d370305.s002.c01', { as: 'community01' })).body.visits).toHaveLength(1)
  expect((await app().request<{ rows: { object: string }[] }>('GET', 'audit?action=care.end', { as: 'auditor' })).body.rows.map(({ object }) => object)).toEqual([care.id])
})

it('抹去的时候，本人电话报过的事、预约、居民端登录也一起抹去，都算进证明；家里人共用的电话，只抹写着本人姓名的', async () => {
  const { request, raise, context } = app()
  const enter = async (name: string, phone: string) => (await post<{ card: PoolCard }>('grid001', 'pool/person', { areaPath: B12, source: 'visit', values: { name, phone } })).card
  const [only, husband] = [await enter('房玄龄', '10051230011'), await enter('长孙无忌', '10051230022')]
  await enter('长孙皇后', '10051230022')
  const own = await raise({ text: '楼道灯不亮', title: '楼道灯', ...AT_BUILDING_12, contact: { name: '房先生', phone: '+86 10051230011' } })
  const secret = await post<{ id: string; number: string }>('accept', 'cases', { text: '有人聚赌', title: '聚赌', ...AT_BUILDING_12, isSecret: true, contact: { name: '房玄龄', phone: '10051230011' } })
  const his = await raise({ text: '下水道堵了', title: '下水道', ...AT_BUILDING_12, contact: { name: '长孙无忌', phone: '10051230022' } })
  const hers = await raise({ text: '花坛里有垃圾', title: '花坛', ...AT_BUILDING_12, contact: { name: '长孙皇后', phone: '10051230022' } })
  const { db, clock, vault } = context
  const [account, sharedAccount] = ['10051230011', '10051230022'].map((phone) => ({ id: newId(), phone_cipher: vault.seal('resident.phone', phone), phone_index: vault.index('resident.phone', phone), created_at: new Date(clock.now()) }))
  if (!account || !sharedAccount) throw new Error('two accounts were named')
  await db.owner.insertInto('resident_account').values([account, sharedAccount]).execute()

  const file = await post<AnswerOf<typeof personFile>>('duty', `persons/${only.id}/file`, { purpose: '本人到场申请' })
  expect(file.kept.find(({ name }) => name === '报过的事')?.lines, '要求保密的一件，不说给办事的人听').toEqual([`2026-05-07，${own.number}，楼道灯，称呼 房先生，留了电话`])
  expect(file.kept.find(({ name }) => name === '居民端')?.lines).toEqual(['用手机 100****0011 登录过居民端'])

  const { proof } = await post<AnswerOf<typeof erasePerson>>('duty', `persons/${only.id}/erasure`, { version: 1, reason: '本人申请删除' })
  const shared = await post<AnswerOf<typeof erasePerson>>('duty', `persons/${husband.id}/erasure`, { version: 1, reason: '本人申请删除' })
  expect([proof.entries, shared.proof.entries]).toEqual([1 + 2 + 1, 1 + 1])
  const kept = await db.owner.selectFrom('case_reporter').select('case_id').where((eb) => eb.or([eb('name_cipher', 'is not', null), eb('phone_cipher', 'is not', null), eb('phone_index', 'is not', null)])).execute()
  expect(kept.map((row) => row.case_id)).toEqual([hers.id])
  expect((await app().find(own.number)).reporter).toMatchObject({ name: null, phone: null })
  expect((await db.owner.selectFrom('resident_account').select('id').execute()).map(({ id }) => id)).toEqual([sharedAccount.id])
  const { body } = await request<{ rows: { object: string }[] }>('GET', 'audit?action=case.erase-contact', { as: 'auditor' })
  expect(body.rows.map(({ object }) => object).toSorted()).toEqual([own.number, secret.id, his.number].toSorted())
})

it('本人的提议、活动报名也一起看得到、一起抹去，没开始的名额让出来；家里人共用的电话，只抹写着本人姓名的', async () => {
  const { request } = app()
  const enter = async (name: string, phone: string) => (await post<{ card: PoolCard }>('grid001', 'pool/person', { areaPath: B12, source: 'visit', values: { name, phone } })).card
  const [only, husband] = [await enter('魏征', '10051230033'), await enter('李靖', '10051230044')]
  await enter('红拂', '10051230044')
  const propose = (name: string, phone: string, title: string) => post<DeliberationDetail>('community01', 'deliberations', { clientId: crypto.randomUUID(), areaPath: 'd370305.s002.c01', title, text: '老人上下楼不方便，希望尽快办好。', place: '12号楼', name, phone })
  const [own, hers] = [await propose('魏先生', '10051230033', '楼道装扶手'), await propose('红拂', '10051230044', '花坛种月季')]
  await propose('李靖', '10051230044', '门口装路灯')
  let activity = await post<DeskActivity>('community01', 'activity-desk', { title: '冬日义诊', place: '党群服务中心一楼', audience: '老人优先', body: '量血压。', startsAt: '2026-05-20T02:00:00Z', endsAt: '2026-05-20T04:00:00Z', seats: 5, volunteerSeats: 1 })
  for (const [as, act] of [['community01', 'submit'], ['duty', 'approve']] as const) activity = await post<DeskActivity>(as, `activity-desk/${activity.id}/acts`, { version: activity.version, act })
  const { standIn } = (await request<SentCode>('POST', 'resident-codes', { body: { phone: '10051230033' } })).body
  const { token } = (await request<AnswerOf<typeof openResidentSession>>('POST', 'resident-sessions', { body: { phone: '10051230033', code: /验证码(?:是)? ?(\d{6})/u.exec(standIn ?? '')?.[1] ?? '' } })).body
  expect((await request('POST', `activities/${activity.id}/signups`, { headers: { authorization: `Bearer ${token}` }, body: { part: 'attendee', name: '老魏' } })).status).toBe(201)

  const file = await post<AnswerOf<typeof personFile>>('duty', `persons/${only.id}/file`, { purpose: '本人到场申请' })
  expect(file.kept.filter(({ name }) => ['提议', '活动报名'].includes(name)).toSorted((a, b) => a.name.localeCompare(b.name, 'zh'))).toEqual([
    { name: '活动报名', lines: ['2026-05-07，报名 冬日义诊，参加，老魏，留了电话'] }, { name: '提议', lines: [`2026-05-07，${own.number}，楼道装扶手，魏先生，留了电话`] },
  ])
  const { proof } = await post<AnswerOf<typeof erasePerson>>('duty', `persons/${only.id}/erasure`, { version: 1, reason: '本人申请删除' })
  await post<AnswerOf<typeof erasePerson>>('duty', `persons/${husband.id}/erasure`, { version: 1, reason: '本人申请删除' })
  expect(proof.entries, '登记、登录、提议、报名').toBe(4)
  const authors = await app().context.db.owner.selectFrom('deliberation').select('id').where('name_cipher', 'is not', null).execute()
  expect(authors.map(({ id }) => id)).toEqual([hers.id])
  const { signups } = (await request<AnswerOf<typeof listSignups>>('GET', `activity-desk/${activity.id}/signups`, { as: 'community01' })).body
  expect(signups).toMatchObject([{ state: 'cancelled', name: null, phone: null }])
})

it('一部电话留下一千多次预约的，抹去时一次都不剩', async () => {
  const { card } = await post<{ card: PoolCard }>('grid001', 'pool/person', { areaPath: B12, source: 'visit', values: { name: '尉迟敬德', phone: '10051230033' } })
  const { db, vault } = app().context
  const [name, phone, index] = [vault.seal('booking.name', '尉迟敬德'), vault.seal('booking.phone', '10051230033'), vault.index('booking.phone', '10051230033')]
  await sql`
    insert into service_booking (id, path, client_id, code_index, item_id, item_name, starts_at, ends_at, seat, state, name_cipher, phone_cipher, phone_index, created_at, changed_at)
    select gen_random_uuid(), 'd370305.s002', 'many' || n, decode(lpad(to_hex(n), 8, '0'), 'hex'), 'item', '老年证', '2026-01-01T09:00+08:00', '2026-01-01T09:30+08:00', 1, 'cancelled', ${name}, ${phone}, ${index}, '2026-01-01', '2026-01-01' from generate_series(1, 1001) n`.execute(db.owner)
  const { proof } = await post<AnswerOf<typeof erasePerson>>('duty', `persons/${card.id}/erasure`, { version: 1, reason: '本人申请删除' })
  expect(proof.entries).toBe(1 + 1001)
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from service_booking where phone_index = ${index} or (client_id like 'many%' and (name_cipher is not null or phone_cipher is not null))`.execute(db.owner)
  expect(rows).toEqual([{ left: 0 }])
}, 60_000)
