import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, ChecklistDetail, gridBalance, gridBurden, gridCampaign, gridCampaigns, gridChain, gridCoverage, gridNetwork, LeaveRow, listDue, listLeaves, listOwnRounds, listRounds, listToCheck, listVisits, personFile, PoolCard, previewLeave, RoundRow, RoutineRow, showOwnWork, VisitReceipt } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { RECORDED } from '../../../test/voices.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { upsertUser } from '../../platform/identity/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { importParts } from '../../platform/pool/index.ts'
import { destroyEnded } from './destroy.ts'

const app = useApp()
const DAY = 86_400_000
const B12 = 'd370305.s002.c01.g001.e01.b012'
type Refusal = { error?: { code: string; message: string; fields?: object } }
type Due = AnswerOf<typeof listDue>

const ask = async <T>(as: string, url: string) => (await app().request<T>('GET', url, { as })).body
const due = async (as: string, query = '') => (await ask<Due>(as, `grid/due?${query}`)).items
const visit = (as: string, form: object, { id = newId(app().clock.now()), at }: { id?: string; at?: string } = {}) =>
  app().request<VisitReceipt & Refusal>('POST', 'grid/visits', { as, body: { id, ...(at ? { at } : {}), visit: form } })
const photo = async (as: string, background: string) => (await app().upload({ bytes: await sharp({ create: { width: 8, height: 8, channels: 3, background } }).jpeg().toBuffer() }, { as, url: 'patrol/photos' })).body.id
const routine = (as: string, id: string, form: object, version = 0) => app().request<RoutineRow & Refusal>('PUT', `grid/routines/${id}`, { as, body: { version, routine: form } })
const create = async (register: string, body: object) => (await app().request<{ card: PoolCard }>('POST', `pool/${register}`, { as: 'grid001', body: { areaPath: B12, source: 'survey', asOf: '2026-01-05', ...body } })).body.card
const card = (register: string, id: string) => ask<PoolCard>('community01', `pool/${register}/${id}`)
const fact = (shown: PoolCard, name: string) => shown.fields.find(({ field }) => field === name)?.fact

let household: PoolCard
let elder: PoolCard

beforeAll(async () => {
  const house = await create('house', { values: { unit: '3', room: '501', floor: 5, use: '自住' } })
  household = await create('household', { values: { kind: 'family', number: 'H1' }, houseId: house.id, tags: ['single-elder'] })
  await create('household', { values: { kind: 'family' }, tags: [] })
  elder = await create('person', { values: { name: '单雄信', phone: '10051230001', birth: '1950-01-01' } })
  await create('organisation', { values: { kind: 'shop', name: '好味饭馆' }, tags: ['nine-small'] })
})

describe('到期清单', () => {
  it('由五必、对象和上次记录算出：网格员只见自己网格的，先到期的在前，说得出为什么；户名不露姓名', async () => {
    const items = await due('grid001')
    expect(items.map(({ routine: id, subject }) => [id, subject.kind])).toEqual([['daily-patrol', 'grid'], ['weekly-patrol', 'organisation'], ['monthly-visit', 'household']])
    expect(items[2]).toMatchObject({ dueFrom: '2026-05-01', dueOn: '2026-05-31', lastDoneAt: null, why: '每月必访：独居老人户、低保户，还没有记录', subject: { id: household.id, path: B12 } })
    expect(items[2]?.subject.label).toContain('3单元501室')
    expect((await due('grid003')).map(({ routine: id }) => id)).toEqual(['daily-patrol'])
    expect((await app().request('GET', 'grid/due', { as: 'urban' })).status).toBe(403)
    expect((await app().request<Refusal>('GET', 'grid/due?area=d370305.s002.c02', { as: 'grid001' })).body.error?.code).toBe('not-found')
  })

  it('一页一页翻，一条不漏一条不重；翻页标记坏了就说', async () => {
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const page = await ask<Due>('duty', `grid/due?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      cursor = page.next
    }
    expect(seen).toEqual((await due('duty')).map(({ id }) => id))
    expect(seen.filter((id) => id.startsWith('daily-patrol'))).toHaveLength(3)
    expect((await app().request<Refusal>('GET', 'grid/due?cursor=xyz', { as: 'duty' })).body.error?.code).toBe('input-invalid')
  })

  it('见到了这个月就不再催，没人不算，写明去过几次；下个月又到期，说得出上次是哪天；谈过的也算访过', async () => {
    const subject = { kind: 'household', id: household.id }
    const { body: evening } = await visit('grid001', { subject, routine: 'monthly-visit', result: 'nobody' }, { at: '2026-05-06T19:30:00+08:00' })
    expect(evening).toMatchObject({ isEvening: true, flights: 4 })
    expect((await due('grid001', 'routine=monthly-visit'))[0]?.why).toBe('每月必访：独居老人户、低保户，还没有记录，这一期去过 1 次没人（5 月 6 日晚上）')
    expect((await visit('grid001', { subject, routine: 'monthly-visit', result: 'met', notes: '身体还好，燃气灶换了新的' })).status).toBe(201)
    expect(await due('grid001', 'routine=monthly-visit')).toEqual([])
    expect((await due('grid001', 'routine=monthly-visit&state=done')).map((one) => one.subject.id)).toEqual([household.id])
    app().clock.advance(30 * DAY)
    expect((await due('grid001', 'routine=monthly-visit'))[0]?.why).toBe('每月必访：独居老人户、低保户，上次 5 月 7 日')
    const talk = { name: '老人座谈', act: 'talk', rhythm: 'month', subject: 'household', tags: ['single-elder'], kinds: [], area: null, begins: null, ends: null, season: null, how: '坐下来谈', isActive: true }
    expect((await routine('duty', 'elder-talk', talk)).body).toMatchObject({ version: 1, of: '独居老人户', window: { from: '2026-06-01', to: '2026-06-30' } })
    await visit('grid001', { subject, routine: 'elder-talk', result: 'refused' })
    expect((await due('grid001')).filter((one) => one.subject.kind === 'household')).toEqual([])
  })
})

describe('走访', () => {
  it('手机给的编号只记一次，再交得到同样的回执；别的网格的户当作没有；快了一天的钟按现在算', async () => {
    const id = newId(app().clock.now())
    const form = { subject: { kind: 'household', id: household.id }, result: 'met' }
    const [first, second] = [await visit('grid001', form, { id, at: '2027-01-01T00:00:00+08:00' }), await visit('grid001', { ...form, result: 'nobody' }, { id })]
    expect(first.body.at).toBe(new Date(app().clock.now()).toISOString())
    expect(second.body).toEqual(first.body)
    expect((await visit('grid003', form)).body.error?.code).toBe('not-found')
    expect((await visit('grid003', { subject: { kind: 'grid', id: '370305002002001' }, result: 'met' }, { id })).body.error?.code).toBe('conflict')
    expect((await visit('grid001', { ...form, routine: 'weekly-patrol' })).body.error?.code).toBe('routine-unknown')
    const { visits } = await ask<AnswerOf<typeof listVisits>>('community01', `grid/visits?kind=household&id=${household.id}`)
    expect(visits.filter((one) => one.id === id)).toHaveLength(1)
    expect(visits.map(({ notes }) => notes)).toContain('身体还好，燃气灶换了新的')
    expect((await ask<AnswerOf<typeof listVisits>>('grid003', `grid/visits?kind=household&id=${household.id}`)).visits).toEqual([])
  })

  it('走访带的照片跟着走访：补传两遍也只有一份，去掉了拍摄信息；别人传的、录音不算；看不到走访的人看不到照片', async () => {
    const [mine, others, voice] = [await photo('grid001', '#3a6'), await photo('community01', '#63a'), await app().upload<{ id: string }>({ bytes: RECORDED.webm, name: 'a.webm' }, { as: 'grid001', url: 'patrol/photos' })]
    const id = newId(app().clock.now())
    const body = { subject: { kind: 'household', id: household.id }, result: 'met', verified: [{ field: '*', as: 'right' }], photos: [mine, others, voice.body.id] }
    const send = () => app().request<{ results: { outcome: string }[] }>('POST', 'patrol/actions', { as: 'grid001', body: { device: 'a5a1b2c3-0000-4000-8000-000000000001', actions: [{ id, kind: 'visit.record', at: new Date(app().clock.now()).toISOString(), body }] } })
    expect([...(await send()).body.results, ...(await send()).body.results].map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
    const shown = (await ask<AnswerOf<typeof listVisits>>('community01', `grid/visits?kind=household&id=${household.id}`)).visits.find((one) => one.id === id)
    expect(shown?.photos).toMatchObject([{ id: mine, kind: 'image', mediaType: 'image/jpeg', width: 8 }])
    const url = shown?.photos[0]?.url ?? ''
    expect([(await app().request('GET', url, { as: 'grid001' })).status, (await app().request('GET', `${url}?size=thumbnail`, { as: 'community01' })).status, (await app().request<Refusal>('GET', url, { as: 'grid003' })).body.error?.code]).toEqual([200, 200, 'file-missing'])
    expect((await visit('grid001', { ...body, photos: Array.from({ length: 5 }, () => mine) })).body.error?.code).toBe('input-invalid')
  })

  it('没有信号时在手机上记的，一样只记一次，也在走访记录里', async () => {
    const [id, at] = [newId(app().clock.now()), new Date(app().clock.now() - 3_600_000).toISOString()]
    const send = () => app().request<{ results: { answer: VisitReceipt | null }[] }>('POST', 'patrol/actions', {
      as: 'grid001', body: { device: 'a5a1b2c3-0000-4000-8000-000000000001', actions: [{ id, kind: 'visit.record', at, body: { subject: { kind: 'household', id: household.id }, result: 'nobody' } }] },
    })
    const results = [...(await send()).body.results, ...(await send()).body.results]
    expect(results.map(({ answer }) => [answer?.id, answer?.at])).toEqual([[id, at], [id, at]])
    expect((await ask<AnswerOf<typeof listVisits>>('grid001', `grid/visits?kind=household&id=${household.id}`)).visits.filter((one) => one.id === id)).toHaveLength(1)
  })

  it('核实对的、改对的、存疑的直接进数据池，有来源有日期；比数据池旧的不覆盖；写错的退回来', async () => {
    const subject = { kind: 'person', id: elder.id }
    const { body: receipt } = await visit('grid001', { subject, result: 'met', verified: [{ field: 'name', as: 'right' }, { field: 'phone', as: 'wrong', value: '10051230009' }, { field: 'birth', as: 'wrong' }, { field: 'sex', as: 'unknown' }] })
    expect(receipt).toMatchObject({ taken: ['name', 'phone', 'birth'], kept: [] })
    const after = await card('person', elder.id)
    const today = new Date(app().clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    expect(after.fields.find(({ field }) => field === 'phone')?.text).toBe('100****0009')
    expect([fact(after, 'name'), fact(after, 'phone'), fact(after, 'birth')]).toEqual(['verified', 'verified', 'doubtful'].map((state) => ({ source: 'visit', asOf: today, state })))
    const old = await visit('grid001', { subject, result: 'met', verified: [{ field: 'phone', as: 'wrong', value: '10051230001' }] }, { at: '2026-05-07T09:00:00+08:00' })
    expect(old.body).toMatchObject({ taken: [], kept: ['phone'] })
    expect((await visit('grid001', { subject, result: 'met', verified: [{ field: 'sex', as: 'wrong', value: '不详' }] })).body.error?.code).toBe('input-invalid')
    expect((await visit('grid001', { subject: { kind: 'grid', id: '370305002001001' }, result: 'met', verified: [{ field: 'name', as: 'right' }] })).body.error?.code).toBe('input-invalid')
  })

  it('全部核对过的从核对清单上下来；搬走了的标为存疑，回到清单上', async () => {
    const toCheck = async () => (await ask<AnswerOf<typeof listToCheck>>('community01', 'quality/work-list?register=household')).records.find(({ id }) => id === household.id)?.reasons.map(({ text }) => text) ?? []
    const subject = { kind: 'household', id: household.id }
    await visit('grid001', { subject, result: 'met', verified: [{ field: '*', as: 'right' }] })
    expect(await toCheck()).toEqual([])
    app().clock.advance(1 * DAY)
    await visit('grid001', { subject, result: 'moved' })
    expect(await toCheck()).toContain('有一项标为存疑')
  })

  it('本人来要自己的信息，打过的电话写接通了，上门才写见到', async () => {
    const veteran = await create('person', { values: { name: '罗成', phone: '10051230002' }, tags: ['veteran'] })
    const calls = { name: '退役军人电话', act: 'call', rhythm: 'year', subject: 'person', tags: ['veteran'], kinds: [], area: null, begins: null, ends: null, season: null, how: '问一问', isActive: true }
    expect((await routine('duty', 'veteran-calls', calls)).body.version).toBe(1)
    const subject = { kind: 'person', id: veteran.id }
    await visit('grid001', { subject, routine: 'veteran-calls', result: 'met' })
    await visit('grid001', { subject, result: 'met' })
    const { body } = await app().request<AnswerOf<typeof personFile>>('POST', `persons/${veteran.id}/file`, { as: 'duty', body: { purpose: '本人到场申请' } })
    expect(body.kept.find(({ name }) => name === '走访')?.lines.map((line) => line.split('，').slice(1).join('，')).toSorted()).toEqual(['电话，接通了，高网格', '走访，见到，高网格'])
    await routine('duty', 'veteran-calls', { ...calls, isActive: false }, 1)
  })

  it('晚上的、爬楼的都算，只给本人看', async () => {
    const before = await ask<AnswerOf<typeof showOwnWork>>('grid001', 'grid/own-work')
    const { body: { flights, isEvening } } = await visit('grid001', { subject: { kind: 'household', id: household.id }, result: 'nobody' })
    expect(await ask('grid001', 'grid/own-work')).toMatchObject({ visits: before.visits + 1, evenings: before.evenings + Number(isEvening), flights: before.flights + flights })
    expect(await ask('community01', 'grid/own-work')).toMatchObject({ visits: 0, flights: 0 })
  })
})

describe('五必和专项', () => {
  it('出租房排查只列登记为出租的房屋，一套一次', async () => {
    const today = new Date(app().clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const rented = await create('house', { values: { unit: '3', room: '502', floor: 5, use: '出租' } })
    const form = { name: '出租房排查', act: 'patrol', rhythm: 'once', subject: 'house', tags: [], kinds: ['rented'], area: null, begins: today, ends: today, season: null, how: '照检查表看', isActive: true }
    expect((await routine('duty', 'rented', form)).body).toMatchObject({ of: '出租的房屋' })
    expect((await due('grid001', 'routine=rented')).map(({ subject }) => [subject.id, subject.label])).toEqual([[rented.id, expect.stringContaining('3单元502室')]])
    await visit('grid001', { subject: { kind: 'house', id: rented.id }, routine: 'rented', result: 'met' })
    expect(await due('grid001', 'routine=rented')).toEqual([])
    await routine('duty', 'rented', { ...form, isActive: false }, 1)
  })

  it('三必访选好看哪些户，统一标准和统一口径写在专项上，上门的人看得到；没写的就是空着', async () => {
    const today = new Date(app().clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const form = { name: '三必访', act: 'visit', rhythm: 'once', subject: 'household', tags: ['single-elder'], kinds: [], area: B12, begins: today, ends: '2026-12-31', season: null, how: '必访的逐户走到', isActive: true, standards: '先亮证件，再说来意', wording: '费用由街道承担，居民不出钱' }
    expect((await routine('duty', 'three', form)).body).toMatchObject({ of: '独居老人户', form: { standards: form.standards, wording: form.wording } })
    const { routines } = await ask<{ routines: RoutineRow[] }>('grid001', 'grid/routines')
    expect(routines.find(({ id }) => id === 'three')?.form).toMatchObject({ standards: '先亮证件，再说来意', wording: '费用由街道承担，居民不出钱' })
    expect(routines.find(({ id }) => id === 'daily-patrol')?.form).toMatchObject({ standards: '', wording: '' })
    await routine('duty', 'three', { ...form, isActive: false }, 1)
  })

  it('覆盖只说地方：每一项应做、已做、去过没人，按下一级区域分；和清单对得上', async () => {
    await visit('grid001', { subject: { kind: 'grid', id: '370305002001001' }, routine: 'daily-patrol', result: 'met' })
    const coverage = await ask<AnswerOf<typeof gridCoverage>>('duty', 'grid/coverage')
    expect(coverage.routines.find(({ id }) => id === 'daily-patrol')?.whole).toEqual({ total: 3, done: 1, tried: 0 })
    expect(coverage.rows.map(({ name, cells }) => [name, cells['daily-patrol']?.total])).toEqual([['桑家社区', 2], ['胜辛社区', 1]])
    expect((await due('duty', 'routine=daily-patrol')).map(({ subject }) => subject.id)).toEqual(['370305002001002', '370305002002001'])
    expect(JSON.stringify(coverage)).not.toContain('高网格')
  })

  it('专项有开始和结束，只在那个区域，做过一次就完；没有结束日期、别人先改了、词表外的标签都不行', async () => {
    const today = new Date(app().clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const form = { name: '井盖普查', act: 'patrol', rhythm: 'once', subject: 'part', tags: [], kinds: ['0101'], area: 'd370305.s002.c01', begins: today, ends: '2026-12-31', season: null, how: '一个一个看', isActive: true }
    await app().context.db.transact(systemScope, (tx) => importParts(tx, [{ code: '3703050101000001', classCode: '0101', name: '上水井盖', path: B12, lon: 118.302, lat: 36.8117, unitId: null, state: 'good', recordedOn: today, source: '其他' }]))
    expect((await routine('community01', 'covers', form)).status).toBe(403)
    expect((await routine('duty', 'covers', { ...form, ends: null })).body.error?.fields).toHaveProperty(['routine.ends'])
    expect((await routine('duty', 'covers', { ...form, subject: 'household', tags: ['rich'] })).body.error?.code).toBe('pool-tag-unknown')
    expect((await routine('duty', 'covers', form)).body).toMatchObject({ version: 1, changedBy: '汤值班' })
    expect((await routine('duty', 'covers', form)).body.error?.code).toBe('conflict')
    expect((await due('grid001', 'routine=covers'))[0]).toMatchObject({ subject: { kind: 'part', id: '3703050101000001' }, dueOn: '2026-12-31' })
    expect(await due('grid003', 'routine=covers')).toEqual([])
    const covers = async () => (await ask<AnswerOf<typeof gridCampaigns>>('community01', 'grid/campaigns')).campaigns.find(({ id }) => id === 'covers')
    expect(await covers()).toMatchObject({ state: 'running', total: 1, done: 0, isLate: true, doneOn: null })
    expect((await ask<AnswerOf<typeof gridCoverage>>('duty', `grid/coverage?area=${B12}`)).routines.find(({ id }) => id === 'covers')?.whole, '一栋楼也看得到').toEqual({ total: 1, done: 0, tried: 0 })
    await visit('grid001', { subject: { kind: 'part', id: '3703050101000001' }, routine: 'covers', result: 'met' })
    expect(await covers()).toMatchObject({ done: 1, results: { met: 1, refused: 0, moved: 0 }, needed: null, isLate: false })
    expect(await ask<AnswerOf<typeof gridCampaign>>('duty', 'grid/campaigns/covers')).toMatchObject({ rows: [{ name: '桑家社区', total: 1, done: 1 }], days: [{ day: today, count: 1 }] })
    app().clock.advance(40 * DAY)
    expect(await due('grid001', 'routine=covers')).toEqual([])
    expect((await routine('duty', 'covers', { ...form, isActive: false }, 1)).body).toMatchObject({ version: 2, window: null })
  })
})

describe('疫情专项', () => {
  const dueSheet = async () => {
    const answer = await fetch(`${await app().listen()}/api/v1/indicators/grid.due/sheet?area=d370305.s002`, { headers: { authorization: `Bearer ${await app().tokenOf('duty')}` } })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(await answer.arrayBuffer())
    return (book.worksheets[0]?.getSheetValues() ?? []).map((row) => Array.from(row as unknown[], (cell) => String(cell ?? '')).slice(1))
  }

  it('打电话也算；没人接的列出来回访；有依据、不核实登记，到期自己结束，第二天记录销毁，留下证明，只做一次', async () => {
    const today = new Date(app().clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const form = { name: '涉疫电话排查', act: 'call', rhythm: 'once', subject: 'household', tags: ['single-elder'], kinds: [], area: null, begins: today, ends: today, season: null, how: '打电话问一问', isActive: true, isDestroyed: true }
    expect((await routine('duty', 'epidemic', form)).body.error?.fields).toHaveProperty(['routine.basis'])
    expect((await routine('duty', 'epidemic', { ...form, basis: '区防指〔2026〕12 号' })).status).toBe(200)
    expect((await routine('duty', 'epidemic', { ...form, isDestroyed: false }, 1)).body.error?.fields).toHaveProperty(['routine.isDestroyed'])
    const call = (result: string, more: object = {}) => visit('grid001', { subject: { kind: 'household', id: household.id }, routine: 'epidemic', result, ...more })
    expect((await call('nobody')).body).toMatchObject({ flights: 0 })
    expect((await due('grid001', 'routine=epidemic&state=nobody')).map(({ subject }) => subject.id)).toEqual([household.id])
    expect((await dueSheet()).filter(([name]) => name === '涉疫电话排查'), '名单里有这一项，不写是哪一户、去过几次').toEqual([['涉疫电话排查', '（结束后销毁，不列出）', today, today]])
    expect((await call('met', { verified: [{ field: '*', as: 'right' }] })).body.error?.code).toBe('visit-not-kept')
    const picture = await photo('grid001', '#a63')
    await call('met', { notes: '一家都好', photos: [picture] })
    const files = async () => (await sql`select from file_object o join grid_visit_photo p on p.file_hash = o.hash where p.id = ${picture}`.execute(app().context.db.owner)).rows.length
    const kept = async () => (await sql`select from file_object`.execute(app().context.db.owner)).rows.length
    const before = await kept()
    expect(await files()).toBe(1)
    expect(await due('grid001', 'routine=epidemic&state=nobody')).toEqual([])
    await destroyEnded(app().context)
    const board = async () => (await ask<AnswerOf<typeof gridCampaigns>>('duty', 'grid/campaigns')).campaigns.find(({ id }) => id === 'epidemic')
    expect(await board()).toMatchObject({ state: 'running', daysLeft: 1, done: 1, proofs: [] })
    app().clock.advance(DAY)
    for (let times = 0; times < 2; times += 1) await destroyEnded(app().context)
    expect(await board()).toMatchObject({ state: 'over', done: 0, proofs: [{ entries: 3, by: '系统', reason: expect.stringContaining('走访记录 2 条，照片 1 张') as string }] })
    expect([await files(), await kept()]).toEqual([0, before - 1])
    // A phone that had no signal on the last day.
    expect((await call('met', { notes: '补传的' })).status).toBe(201)
    app().clock.advance(60_000)
    await destroyEnded(app().context)
    // Each proof says what went with it, so that its number and its digest are of the same.
    expect(await board()).toMatchObject({ done: 0, proofs: [{ entries: 1, reason: expect.stringContaining('走访记录 1 条') as string }, { entries: 3 }] })
    expect((await ask<AnswerOf<typeof listVisits>>('duty', `grid/visits?kind=household&id=${household.id}`)).visits.some(({ routineName }) => routineName === '涉疫电话排查')).toBe(false)
    expect((await app().request<Refusal>('GET', 'grid/campaigns/none', { as: 'duty' })).body.error?.code).toBe('not-found')
  })
})

describe('网络和挂包', () => {
  it('每个网格缺谁写出来；一户的整条链从街道到门口；管辖以外的不说缺；负荷只比网格', async () => {
    const G001 = 'd370305.s002.c01.g001'
    const gaps = async () => (await ask<AnswerOf<typeof gridNetwork>>('community01', 'grid/network')).grids.find(({ path }) => path === G001)?.gaps.map(({ text }) => text) ?? []
    expect(await gaps()).toEqual(['没有网格党支部', '2 栋楼没有楼长：桑家小区12号楼、桑家小区13号楼', '没有党员中心户', '2 户没有人联系'])
    const branch = (await app().request<{ card: PoolCard }>('POST', 'pool/organisation', { as: 'grid001', body: { areaPath: G001, source: 'party', values: { kind: 'party', partyLevel: '3', name: '第1网格党支部' } } })).body.card
    const relate = (kind: string, role: string, to: object) => app().request('POST', 'pool-relations', { as: 'grid001', body: { kind, role, fromRegister: 'person', fromId: elder.id, to, source: 'party' } })
    await relate('post', 'secretary', { register: 'organisation', id: branch.id })
    await relate('post', 'building-chief', { area: B12 })
    await relate('post', 'site-cadre', { area: 'd370305.s002.c01.g001.e01' })
    await relate('contact', '6', { register: 'household', id: household.id })
    expect(await gaps()).toEqual(['1 栋楼没有楼长：桑家小区13号楼', '没有党员中心户', '1 户没有人联系'])
    expect((await ask<AnswerOf<typeof gridNetwork>>('community01', 'grid/network')).grids.find(({ path }) => path === G001)?.sites).toMatchObject([{ name: '桑家小区', cadres: [{ role: '工程挂包干部', name: '单雄信' }] }])
    const chain = async (as: string) => ask<AnswerOf<typeof gridChain>>(as, `grid/chain?path=${B12}&household=${household.id}`)
    const own = await chain('grid001')
    expect(own.network.map(({ area, gap }) => [area, gap])).toEqual([['雪宫街道', null], ['桑家社区', null], ['桑家社区第1网格', null], ['12号楼', '没有这一级的党组织'], ['12号楼', '这栋楼没有党员中心户']])
    expect(own.network[2]?.people.map(({ role, name }) => `${role}${name}`)).toEqual(['书记单雄信', '网格员高网格'])
    expect(own.contacts.find(({ level }) => level === '6')?.people).toEqual([{ personId: elder.id, name: '单雄信' }])
    expect((await chain('duty')).network.map(({ gap }) => gap).slice(0, 2)).toEqual(['没有这一级的党组织', '没有这一级的党组织'])
    expect((await app().request('GET', `grid/chain?path=${B12}`, { as: 'grid003' })).status).toBe(404)
    await visit('grid001', { subject: { kind: 'household', id: household.id }, result: 'nobody' }, { at: new Date(app().clock.now() - DAY).toISOString() })
    const balance = await ask<AnswerOf<typeof gridBalance>>('duty', 'grid/balance')
    expect(balance.grids.map(({ name, households, visited }) => [name, households, visited])).toEqual([['桑家社区第1网格', 2, 1], ['桑家社区第2网格', 0, 0], ['胜辛社区第1网格', 0, 0]])
    expect(balance.grids[0]).toMatchObject({ load: 7, weight: 'heavy', visits: 1, flights: 4 })
  })
})

describe('休假顶岗', () => {
  it('先看怎样分再安排；这几天里顶岗的人看得到分到的楼栋，休假的人清单空了，也收到通知；撤销马上收回；顶岗的人自己不能再走；没人可顶、重复安排、已撤的说清楚', async () => {
    const { clock } = app()
    const today = new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const { workers } = await ask<AnswerOf<typeof listLeaves>>('duty', 'grid/leaves')
    const idOf = (name: string) => workers.find((one) => one.name === name)?.id ?? ''
    const form = { userId: idOf('高网格'), since: today, until: today }
    const take = (as: string, body: object) => app().request<LeaveRow & Refusal>('POST', 'grid/leaves', { as, body })
    expect((await take('duty', form)).body.error?.code).toBe('leave-nobody')
    await app().context.db.transact(systemScope, (tx) => upsertUser(tx, { at: clock.now(), username: 'grid002', name: '洪网格', roles: ['grid-worker'], areas: ['d370305.s002.c01.g002'], units: ['community-01'], password: { demo: true } }))
    expect(await due('grid002')).toHaveLength(1)
    const { body: preview } = await app().request<AnswerOf<typeof previewLeave>>('POST', 'grid/leaves/preview', { as: 'community01', body: form })
    expect(preview.pieces.map(({ name, to }) => [name, to.name])).toContainEqual(['桑家社区 / 桑家社区第1网格', '洪网格'])
    expect((await take('grid001', form)).status).toBe(403)
    expect((await take('community02', form)).body.error?.code).toBe('not-found')
    const { body: leave, status } = await take('community01', form)
    expect([status, leave.state, leave.neighbours[0]?.name]).toEqual([201, 'running', '洪网格'])
    expect((await take('community01', form)).body.error?.code).toBe('leave-overlaps')
    const told = async () => (await app().request<{ notices: { kind: string; title: string; text: string }[] }>('GET', 'notices', { as: 'grid002' })).body.notices.filter(({ kind }) => kind.startsWith('leave.'))
    expect(await told()).toMatchObject([{ title: '请您替高网格顶岗', text: expect.stringContaining('桑家社区第1网格') as string }])
    // Whoever stands in and goes away too would leave what was lent to nobody.
    expect((await take('community01', { ...form, userId: leave.neighbours[0]?.id })).body.error).toMatchObject({ code: 'leave-stands-in', message: expect.stringContaining('请先撤销高网格的那一次') as string })
    expect((await due('grid002')).map(({ subject }) => subject.id)).toEqual(expect.arrayContaining(['370305002001001', '370305002001002']))
    expect(await due('grid001')).toEqual([])
    expect((await visit('grid002', { subject: { kind: 'household', id: household.id }, result: 'met' })).status).toBe(201)
    const undo = () => app().request<LeaveRow & Refusal>('POST', `grid/leaves/${leave.id}/undo`, { as: 'community01' })
    expect((await undo()).body).toMatchObject({ state: 'undone', undoneBy: '桑书记' })
    expect((await told()).map(({ title }) => title).toSorted()).toEqual(['不用再替高网格顶岗', '请您替高网格顶岗'])
    expect((await undo()).body.error?.code).toBe('leave-over')
    expect((await due('grid002')).map(({ subject }) => subject.id)).toEqual(['370305002001002'])
    await take('community01', form)
    clock.advance(DAY)
    expect((await due('grid002')).every(({ subject }) => subject.id !== '370305002001001')).toBe(true)
  })
})

describe('巡查班次', () => {
  it('排给负责那里的人，手机上看得到自己七天里的；休假时在顶岗的人那里；两周里走到几次只按地方说，不管谁记的', async () => {
    const G001 = 'd370305.s002.c01.g001'
    const { clock } = app()
    const today = new Date(clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const board = async (as: string) => ask<AnswerOf<typeof listRounds>>(as, 'grid/rounds')
    const own = async (as: string) => (await ask<AnswerOf<typeof listOwnRounds>>(as, 'grid/own-rounds')).rounds
    const { people } = await board('community01')
    const idOf = (name: string) => people.find((one) => one.name === name)?.id ?? ''
    const form = { name: '晚间走访', areaPath: `${G001}.e01`, userId: idOf('高网格'), weekdays: [1, 2, 3, 4, 5, 6, 7], from: '18:30', to: '20:00', begins: today, ends: null, listId: null }
    const id = newId(clock.now())
    const save = (as: string, change: object = {}, version = 0) => app().request<RoundRow & Refusal>('PUT', `grid/rounds/${id}`, { as, body: { version, round: { ...form, ...change } } })
    expect((await save('grid001')).status).toBe(403)
    expect((await save('community02')).body.error?.code).toBe('not-found')
    expect((await save('community01', { userId: idOf('洪网格') })).body.error?.fields).toHaveProperty(['round.userId'])
    expect((await save('community01', { areaPath: 'd370305.s002.c01' })).body.error?.fields).toHaveProperty(['round.areaPath'])
    expect((await save('community01', { to: '18:00' })).body.error?.fields).toHaveProperty(['round.to'])
    expect((await save('community01')).body).toMatchObject({ version: 1, userName: '高网格', isEvening: true, changedBy: '桑书记' })
    expect((await save('community01')).body.error?.code).toBe('conflict')
    expect((await own('grid001')).map(({ day, areaName, instead }) => [day, areaName, instead]).slice(0, 1)).toEqual([[today, '桑家社区 / 桑家社区第1网格 / 桑家小区', null]])
    expect([(await own('grid001')).length, (await own('grid002')).length, (await board('grid003')).rounds.length]).toEqual([7, 0, 0])

    const { body: leave } = await app().request<LeaveRow>('POST', 'grid/leaves', { as: 'community01', body: { userId: idOf('高网格'), since: today, until: today } })
    expect([(await own('grid001')).length, (await own('grid002')).map(({ day, instead }) => [day, instead])]).toEqual([6, [[today, '高网格']]])
    await app().request('POST', `grid/leaves/${leave.id}/undo`, { as: 'community01' })

    expect((await board('duty')).places).toEqual([])
    clock.advance(2 * DAY)
    await visit('community01', { subject: { kind: 'household', id: household.id }, result: 'met' }, { at: `${today}T19:10:00+08:00` })
    await visit('grid001', { subject: { kind: 'household', id: household.id }, result: 'met' }, { at: new Date(Date.parse(`${today}T15:00:00+08:00`) + DAY).toISOString() })
    expect((await board('duty')).places).toEqual([{ path: `${G001}.e01`, name: '桑家社区 / 桑家社区第1网格 / 桑家小区', planned: 2, walked: 1, evenings: 2, walkedEvenings: 1 }])
    const drop = (version: number) => app().request<Refusal>('DELETE', `grid/rounds/${id}?version=${version}`, { as: 'community01' })
    expect([(await drop(2)).body.error?.code, (await drop(1)).status, (await own('grid001')).length]).toEqual(['conflict', 204, 0])
  })
})

describe('减负表', () => {
  it('重复采集被挡下的、问了几次有没有新情况、夜里的通知都数得出；人太少的一周什么也不说，里面没有人名', async () => {
    const { body: list } = await app().request<ChecklistDetail>('POST', 'checks/lists', { as: 'duty', body: { name: '沿街店铺走访表', subject: 'organisation', purpose: '', items: [{ id: 'a1', text: '店主电话', kind: 'text' }] } })
    for (let times = 0; times < 2; times += 1) expect((await app().request('POST', `checks/lists/${list.id}/publish`, { as: 'duty', body: { revision: 1 } })).status).toBe(422)
    await visit('grid001', { subject: { kind: 'person', id: elder.id }, result: 'met', verified: [{ field: 'phone', as: 'right' }] })
    const night = Date.parse(`${new Date(app().clock.now()).toISOString().slice(0, 10)}T15:30:00Z`) - DAY
    const workers = (await ask<AnswerOf<typeof listLeaves>>('duty', 'grid/leaves')).workers.map(({ id }) => id)
    await app().context.db.transact(systemScope, (tx) => notify(tx, { ...app().context, clock: { now: () => night } }, { userIds: workers, kind: 'case.moved', title: '案件派遣', text: '一件' }))
    const burden = await ask<AnswerOf<typeof gridBurden>>('duty', 'grid/burden')
    expect(burden.refused).toMatchObject([{ listName: '沿街店铺走访表', item: '店主电话', field: '联系电话', times: 2, isStillAsked: true }])
    expect(burden.notices).toContainEqual({ kind: 'case.moved', name: '案件有进展', all: new Set(workers).size, night: new Set(workers).size, urgent: 0 })
    expect(burden.questions.find(({ of, text }) => of === '居民' && text === '联系电话')).toMatchObject({ listId: null, mayBeDropped: false })
    expect(burden.weeks.every(({ told }) => told === null)).toBe(true)
    expect(JSON.stringify({ ...burden, refused: [] })).not.toMatch(/高网格|洪网格/u)
    const night1 = await ask<{ value: number }>('duty', 'indicators/burden.night?area=d370305.s002')
    expect(night1.value).toBe(new Set(workers).size)
  })

  it('问法改过的题，以前那样问的不算到现在这一问头上；只改别处发新版的，接着数', async () => {
    const item = { id: 'a1', text: '通道畅通', kind: 'yes-no', dangerWhen: { is: ['no'] }, classCode: 'A090301' }
    const { body: { id } } = await app().request<ChecklistDetail>('POST', 'checks/lists', { as: 'duty', body: { name: '仓库检查', subject: 'place', purpose: '', items: [item] } })
    const publish = async (revision: number) => expect((await app().request('POST', `checks/lists/${id}/publish`, { as: 'duty', body: { revision } })).status).toBe(200)
    const save = (revision: number, form: object) => app().request('PUT', `checks/lists/${id}/draft`, { as: 'duty', body: { revision, form: { name: '仓库检查', subject: 'place', purpose: '', ...form } } })
    const fill = (version: number) => app().request('POST', 'checks/sheets', { as: 'grid001', body: { id: newId(app().clock.now()), at: new Date(app().clock.now()).toISOString(), listId: id, version, subject: { kind: 'place', label: '仓库', areaPath: 'd370305.s002.c01.g001' }, answers: [{ itemId: 'a1', value: 'yes' }] } })
    const asked = async () => (await ask<AnswerOf<typeof gridBurden>>('duty', 'grid/burden')).questions.filter(({ listId }) => listId === id).map(({ text, asked: times }) => [text, times])
    await publish(1)
    await fill(1)
    await save(2, { purpose: '换季检查', items: [item] })
    await publish(3)
    await fill(2)
    expect(await asked()).toEqual([['通道畅通', 2]])
    await save(4, { items: [{ ...item, text: '电线没有私拉' }] })
    await publish(5)
    expect(await asked()).toEqual([])
    await fill(3)
    expect(await asked()).toEqual([['电线没有私拉', 1]])
  })
})
