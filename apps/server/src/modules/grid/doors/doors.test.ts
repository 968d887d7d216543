import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AnswerOf, AppealProgress, gridBalance, gridChain, gridCoverage, gridDoorContacts, gridDoorContactsAt, listDoors, listDoorVisits, listDue, listVisits, openResidentSession, personFile, PoolCard, PostStanding, SentCode } from '@yihu/contracts'
import { useApp } from '../../../../test/app.ts'
import { keepDoors } from './keep.ts'

const app = useApp()
const [B12, B13] = ['d370305.s002.c01.g001.e01.b012', 'd370305.s002.c01.g001.e01.b013']
const DAY = 86_400_000
type Refusal = { error?: { code: string; message: string; fields?: object } }
type Doors = AnswerOf<typeof listDoors> & Refusal

const staff = async <T>(as: string, url: string) => (await app().request<T & Refusal>('GET', url, { as })).body
const withToken = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const get = async <T>(token: string, url: string) => (await app().request<T & Refusal>('GET', url, withToken(token))).body
const post = async <T>(token: string, url: string, body: object = {}) => (await app().request<T & Refusal>('POST', url, { ...withToken(token), body })).body
const create = async (register: string, { areaPath = B12, ...body }: { areaPath?: string; values: object; houseId?: string; tags?: string[] }) => (
  (await app().request<{ card: PoolCard }>('POST', `pool/${register}`, { as: 'grid001', body: { areaPath, source: 'survey', asOf: '2026-01-05', ...body } })).body.card)
const relate = async (fromId: string, kind: string, role: string, to: object) => (
  (await app().request<{ id: string }>('POST', 'pool-relations', { as: 'community01', body: { kind, role, fromRegister: 'person', fromId, to, source: 'party' } })).body.id)
const endToday = (id: string) => app().request('POST', `pool-relations/${id}/end`, { as: 'community01', body: { until: new Date(app().clock.now() + 8 * 3_600_000).toISOString().slice(0, 10), reason: '换届' } })

async function signIn(phone: string): Promise<string> {
  const { standIn } = (await app().request<SentCode>('POST', 'resident-codes', { body: { phone } })).body
  return (await app().request<AnswerOf<typeof openResidentSession>>('POST', 'resident-sessions', { body: { phone, code: /\d{6}/u.exec(standIn ?? '')?.[0] ?? '' } })).body.token
}

/** A household behind a door, with somebody in it. */
async function home(room: string, { name, areaPath = B12 }: { name: string; areaPath?: string }) {
  const house = await create('house', { areaPath, values: { unit: '3', room, floor: Number(room.slice(0, -2)), use: '自住' } })
  const household = await create('household', { areaPath, values: { kind: 'family' }, houseId: house.id, tags: ['single-elder'] })
  const person = await create('person', { areaPath, values: { name, phone: `1005888${room.padStart(4, '0')}`, idNumber: undefined } })
  await relate(person.id, 'household', '02', { register: 'household', id: household.id })
  return { household, person }
}

let chief: PoolCard
let chiefPost: string
let elder: Awaited<ReturnType<typeof home>>
let member: Awaited<ReturnType<typeof home>>
let other: Awaited<ReturnType<typeof home>>
let token = ''

beforeAll(async () => {
  const own = await home('101', { name: '程咬金' })
  chief = own.person
  chiefPost = await relate(chief.id, 'post', 'building-chief', { area: B12 })
  elder = await home('501', { name: '单雄信' })
  member = await home('502', { name: '罗士信' })
  other = await home('601', { name: '裴元庆', areaPath: B13 })
  await relate(chief.id, 'contact', '6', { register: 'household', id: own.household.id })
  await relate(chief.id, 'contact', '6', { register: 'household', id: elder.household.id })
  await relate(chief.id, 'contact', '5', { register: 'person', id: member.person.id })
  token = await signIn('10058880101')
})

describe('楼长用自己的手机号登录', () => {
  beforeEach(() => { app().clock.advance(61_000) })

  it('先看告知：看得到什么、做什么、留下什么记录；没同意以前一扇门也看不到；没有任职的人连入口都没有', async () => {
    const standing = await get<PostStanding>(token, 'resident-me/post')
    expect(standing).toMatchObject({ state: 'asked', posts: [{ role: '红色楼长', place: '桑家小区12号楼' }] })
    expect(standing.notice.map(({ text }) => text).join('')).toMatch(/看不到住的是谁.*不排名.*都记下来.*马上看不到/u)
    expect((await get<Doors>(token, 'resident-me/doors')).error?.code).toBe('post-consent-needed')
    const neighbour = await signIn('10058880501')
    expect(await get<PostStanding>(neighbour, 'resident-me/post')).toEqual({ state: 'none', posts: [], notice: [] })
    for (const url of ['resident-me/post/consent', 'resident-me/post/leave', `resident-me/doors/${elder.household.id}/visits`]) expect((await post(neighbour, url, { id: crypto.randomUUID(), result: 'met' })).error?.code, url).toBe('post-needed')
    expect((await app().request<Refusal>('GET', 'resident-me/doors')).body.error?.code).toBe('resident-login-needed')
  })

  it('同意以后只看到自己联系的门：楼、单元、室；没有姓名、电话、标签，别人的门、自己的家都不在；看一次记一条', async () => {
    expect(await post<PostStanding>(token, 'resident-me/post/consent')).toMatchObject({ state: 'open' })
    await post(token, 'resident-me/post/consent')
    const shop = await create('organisation', { values: { name: '桑家副食店', kind: 'shop' } })
    await relate(chief.id, 'contact', '4', { register: 'organisation', id: shop.id })
    const lodger = await create('person', { values: { name: '尤俊达' } })
    await relate(chief.id, 'contact', '5', { register: 'person', id: lodger.id })
    const doors = await get<Doors>(token, 'resident-me/doors')
    expect(doors.homeless, '联系的单位没有住处要补，没登记住处的人有').toBe(1)
    expect(doors.doors).toEqual([{ id: elder.household.id, place: '桑家小区12号楼 3单元501室', lastVisit: null }, { id: member.household.id, place: '桑家小区12号楼 3单元502室', lastVisit: null }])
    const trail = async (action: string) => (await staff<{ rows: { actor: string | null; object: string; purpose: string }[] }>('auditor', `audit?action=${action}`)).rows
    expect(await trail('grid.post-agree')).toHaveLength(1)
    expect(await trail('grid.doors')).toMatchObject([{ object: `居民 ${chief.id.slice(-12)}`, purpose: '看我的联系户' }])
  })

  it('上门记一笔：网格员看得到是谁、哪天、见没见到；说明里的电话不存；同一笔只记一次，别人的门记不上', async () => {
    const url = `resident-me/doors/${elder.household.id}/visits`
    const id = crypto.randomUUID()
    const visited = await post(token, url, { id, result: 'met', note: '腿好多了，张师傅 13812345678 周末来' })
    expect(visited).toMatchObject({ place: '桑家小区12号楼 3单元501室', resultName: '见到' })
    expect(await post(token, url, { id, result: 'met', note: '又点了一次' })).toEqual(visited)
    expect(JSON.stringify(visited)).not.toMatch(/12345678/u)
    expect((await post(token, `resident-me/doors/${other.household.id}/visits`, { id: crypto.randomUUID(), result: 'met' })).error?.code).toBe('door-gone')
    expect((await post(token, url, { id: crypto.randomUUID(), result: 'moved' })).error?.code).toBe('input-invalid')

    const { visits } = await staff<AnswerOf<typeof listVisits>>('grid001', `grid/visits?kind=household&id=${elder.household.id}`)
    expect(visits).toMatchObject([{ by: '红色楼长 程咬金', result: 'met', act: 'visit', flights: 4, notes: expect.stringContaining('腿好多了') as string }])
    expect((await staff<AnswerOf<typeof gridChain>>('grid001', `grid/chain?path=${B12}&household=${elder.household.id}`)).visits).toMatchObject([{ by: '红色楼长 程咬金', resultName: '见到' }])
    expect((await get<AnswerOf<typeof listDoorVisits>>(token, 'resident-me/door-visits')).visits).toEqual([visited])
    expect((await get<Doors>(token, 'resident-me/doors')).doors[0]?.lastVisit).toMatchObject({ resultName: '见到' })
  })

  it('见到的算网格的覆盖，不再催网格员；没见到、约好再来不算', async () => {
    const said = { id: crypto.randomUUID(), result: 'later' }
    const twice = await Promise.all([said, said].map((one) => post(token, `resident-me/doors/${member.household.id}/visits`, one)))
    expect(twice[0]).toEqual(twice[1])
    const { items } = await staff<AnswerOf<typeof listDue>>('grid001', 'grid/due?routine=monthly-visit&limit=100')
    const due = items.map(({ subject }) => subject.id)
    expect([due.includes(elder.household.id), due.includes(member.household.id)]).toEqual([false, true])
    const { rows } = await staff<AnswerOf<typeof gridCoverage>>('grid001', 'grid/coverage?area=d370305.s002.c01.g001')
    expect(rows.map(({ cells }) => cells['monthly-visit']).find((cell) => cell !== undefined && cell.done > 0)).toMatchObject({ done: 1, tried: 1 })
  })

  it('替他反映：和别的报事一样立案，地点是那扇门，来源写明楼长、中心户；楼长凭查询码看得到进度', async () => {
    const form = { text: '楼道灯坏了三天，老人晚上不敢下楼', clientId: 'door-report-1' }
    const receipt = await post<{ number: string; queryCode: string }>(token, `resident-me/doors/${elder.household.id}/appeals`, form)
    expect(await post(token, `resident-me/doors/${elder.household.id}/appeals`, form)).toEqual(receipt)
    const found = await app().find(receipt.number)
    expect(found).toMatchObject({ source: 'chief', areaPath: B12, address: '桑家小区12号楼 3单元501室' })
    expect((await app().request<AppealProgress>('GET', `appeals/${receipt.number}?queryCode=${receipt.queryCode}`)).status).toBe(200)
    expect((await post(token, `resident-me/doors/${other.household.id}/appeals`, { ...form, clientId: 'door-report-2' })).error?.code).toBe('door-gone')
  })

  it('社区看得到谁在用、谁还没来过，哪些户多少天没人上过门；不排名，也没有在线时间', async () => {
    const there = await staff<AnswerOf<typeof gridDoorContacts>>('community01', 'grid/door-contacts?days=30')
    expect(there.grids).toMatchObject([{ path: 'd370305.s002.c01.g001', posts: 1, open: 1, left: 0, never: 0, households: 2, unvisited: 1 }, { path: 'd370305.s002.c01.g002', posts: 0, households: 0 }])
    const inside = await staff<AnswerOf<typeof gridDoorContactsAt>>('community01', `grid/door-contacts/places/d370305.s002.c01.g001?days=30`)
    expect(inside.people).toEqual([{ personId: chief.id, name: '程咬金', role: '红色楼长', place: '桑家小区12号楼', state: 'open', agreedOn: '2026-05-07' }])
    expect(inside.doors).toMatchObject([{ place: expect.stringContaining('3单元101室') as string, lastOn: null }])
    expect((await staff('grid003', 'grid/door-contacts/places/d370305.s002.c01.g001')).error?.code).toBe('not-found')
    expect((await app().request('GET', 'grid/door-contacts', { as: 'urban' })).status).toBe(403)
  })

  it('退出了马上看不到，再同意又能看；任职一结束，这一页当场就没有，夜里同意也收回', async () => {
    await post(token, 'resident-me/post/leave')
    expect((await get<Doors>(token, 'resident-me/doors')).error?.code).toBe('post-consent-needed')
    expect((await staff<AnswerOf<typeof gridDoorContacts>>('community01', 'grid/door-contacts')).grids[0]).toMatchObject({ open: 0, left: 1 })
    await post(token, 'resident-me/post/consent')
    expect((await get<Doors>(token, 'resident-me/doors')).doors).toHaveLength(2)
    await endToday(chiefPost)
    expect((await get<PostStanding>(token, 'resident-me/post')).state).toBe('none')
    expect((await get<Doors>(token, 'resident-me/doors')).error?.code).toBe('post-needed')
    expect((await post(token, `resident-me/doors/${elder.household.id}/visits`, { id: crypto.randomUUID(), result: 'met' })).error?.code).toBe('post-needed')
    await keepDoors(app().context)
    expect(await app().context.db.owner.selectFrom('grid_post_consent').select('ended_by').execute()).toEqual([{ ended_by: 'post' }])
  })

  it('一个手机号登记在两个人名下，认不出是谁，就谁也不给看；只用微信登录、没有手机号的也一样', async () => {
    const leader = await create('person', { values: { name: '王伯当', phone: '10058889001' } })
    await relate(leader.id, 'post', 'centre-household', { area: B12 })
    await create('person', { values: { name: '王夫人', phone: '10058889001' } })
    const shared = await signIn('10058889001')
    expect(await get<PostStanding>(shared, 'resident-me/post')).toEqual({ state: 'shared', posts: [], notice: [] })
    expect((await post(shared, 'resident-me/post/consent')).error?.code).toBe('post-needed')
  })

  it('老伴去世了，手机号就是一个人的；搬走的两家也留过这个号，还是认不出是谁', async () => {
    const gone = async (name: string, phone: string, state: string) => {
      const { id, version } = await create('person', { values: { name, phone } })
      expect((await app().request('PATCH', `pool/person/${id}`, { as: 'grid001', body: { version, values: {}, state, source: 'visit' } })).status).toBe(200)
    }
    await gone('老伴', '10058889002', 'dead')
    const widow = await create('person', { values: { name: '裴翠云', phone: '10058889002' } })
    await relate(widow.id, 'post', 'building-chief', { area: B12 })
    const hers = await signIn('10058889002')
    expect((await get<PostStanding>(hers, 'resident-me/post')).state).toBe('asked')
    for (const name of ['前租户', '再前租户']) await gone(name, '10058889003', 'left')
    const third = await create('person', { values: { name: '侯君集', phone: '10058889003' } })
    await relate(third.id, 'post', 'building-chief', { area: B12 })
    expect((await get<PostStanding>(await signIn('10058889003'), 'resident-me/post')).state).toBe('shared')
  })

  it('去世、搬走的人，任职没人去结束，也不算还有人任职', async () => {
    const posts = async () => (await staff<AnswerOf<typeof gridDoorContacts>>('community01', 'grid/door-contacts')).grids[0]?.posts ?? 0
    const before = await posts()
    const leader = await create('person', { values: { name: '谢映登' } })
    await relate(leader.id, 'post', 'group-leader', { area: B12 })
    expect(await posts()).toBe(before + 1)
    const { body: now } = await app().request<PoolCard>('GET', `pool/person/${leader.id}`, { as: 'grid001' })
    await app().request('PATCH', `pool/person/${leader.id}`, { as: 'grid001', body: { version: now.version, values: {}, state: 'left', source: 'visit' } })
    expect(await posts()).toBe(before)
  })

  it('本人要看的，自己上过的门也在里面；抹去的时候，是谁上的门、写了什么一起抹去，敲过门留着；说明一年后自己没有了', async () => {
    const { kept } = (await app().request<AnswerOf<typeof personFile>>('POST', `persons/${chief.id}/file`, { as: 'duty', body: { purpose: '本人到场申请' } })).body
    expect(kept.find(({ name }) => name === '走访')?.lines).toEqual([expect.stringMatching(/您上过联系户的门，约好再来/u), expect.stringMatching(/您上过联系户的门，见到，腿好多了/u), expect.stringMatching(/同意用“我的联系户”/u)])
    const notes = async () => (await app().context.db.owner.selectFrom('grid_visit').select(['by_person', 'note_cipher']).where('act', '=', 'visit').execute())
    expect((await notes()).filter((row) => row.note_cipher !== null)).toHaveLength(1)
    app().clock.advance(366 * DAY)
    await keepDoors(app().context)
    expect((await notes()).filter((row) => row.note_cipher !== null)).toHaveLength(0)
    expect(await app().context.db.owner.selectFrom('grid_post_consent').selectAll().execute()).toEqual([])
    await app().request('POST', `persons/${chief.id}/erasure`, { as: 'duty', body: { version: 1, reason: '本人申请删除' } })
    const left = await notes()
    expect([left.length, left.filter((row) => row.by_person !== null).length]).toEqual([2, 0])
  })

  it('抹去了是谁上的门，也不会变成网格员走访的次数', async () => {
    const neighbour = await home('701', { name: '秦叔宝' })
    await relate(neighbour.person.id, 'post', 'centre-household', { area: B12 })
    await relate(neighbour.person.id, 'contact', '6', { register: 'household', id: elder.household.id })
    const own = await signIn('10058880701')
    await post(own, 'resident-me/post/consent')
    expect((await post<Refusal>(own, `resident-me/doors/${elder.household.id}/visits`, { id: crypto.randomUUID(), result: 'met' })).error).toBeUndefined()
    const staffVisits = async () => (await staff<AnswerOf<typeof gridBalance>>('community01', 'grid/balance')).grids.map(({ visits }) => visits)
    expect(await staffVisits()).toEqual([0, 0])
    expect((await app().request('POST', `persons/${neighbour.person.id}/erasure`, { as: 'duty', body: { version: 1, reason: '本人申请删除' } })).status).toBe(200)
    expect(await app().context.db.owner.selectFrom('grid_visit').select('by_person').where('by_person', 'is not', null).execute()).toEqual([])
    expect(await staffVisits()).toEqual([0, 0])
  })
})
