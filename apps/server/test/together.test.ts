import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AnswerOf, AppealProgress, CaseDetail, listNearReports } from '@yihu/contracts'
import { MORNING, useApp } from './app.ts'
import { closed, dispatched, filed, handling, replied, STALL } from './steps.ts'
import { IN_SHENGXIN } from './street.ts'

const app = useApp()

beforeEach(() => { app().clock.set(MORNING) })

const PARTS = [
  { title: '清理垃圾', text: '12号楼下垃圾', classCode: 'S0102' },
  { title: '劝离摊贩', text: '12号楼前摊贩', classCode: 'S0504' },
]

const show = async (id: string) => (await app().request<CaseDetail>('GET', `cases/${id}`, { as: 'duty' })).body
const progress = async ({ number, queryCode }: { number: string; queryCode: string }) =>
  (await app().request<AppealProgress>('GET', `appeals/${number}?queryCode=${queryCode}`)).body

/** A child of a split, taken to its reply and check by the bureau. */
async function finish(id: string): Promise<void> {
  const { move } = app()
  const { state } = await show(id)
  if (state === 'filed') await move('dispatch', id, { move: 'dispatch', unitId: 'dept-urban' })
  await move('urban', id, { move: 'claim' })
  await move('urban', id, { move: 'reply', text: '办好了' })
  await move('accept', id, { move: 'start-check' })
  await move('duty', id, { move: 'pass-check', note: '看过了' })
}

describe('分解', () => {
  it('一件分成几件，各自派遣；子案件没办完，上级不能办结，也不能作废', async () => {
    const { move, refused } = app()
    const { id } = await handling(app())
    expect(await refused('dispatch', id, { move: 'split', parts: [PARTS[0] ?? PARTS[1], { title: '甲', text: '乙', classCode: 'S9999' }] as typeof PARTS })).toBe('class-unknown')
    expect(await refused('urban', id, { move: 'split', parts: PARTS })).toBe('move-not-yours')
    const parent = await move('dispatch', id, { move: 'split', parts: PARTS })
    expect(parent.children.map((child) => [child.title, child.stateLabel])).toEqual([['清理垃圾', '待派遣'], ['劝离摊贩', '待派遣']])
    const [first, second] = parent.children.map((child) => child.id)
    const child = await show(first ?? '')
    expect(child).toMatchObject({ parent: { id }, areaPath: parent.areaPath, dueAt: '2026-05-13T09:30:00.000Z', class: { code: 'S0102' } })

    await move('urban', id, { move: 'reply', text: '已安排' })
    await move('accept', id, { move: 'start-check' })
    expect(await refused('duty', id, { move: 'pass-check', note: '过' })).toBe('children-open')
    await move('duty', id, { move: 'request-void', reason: '撤' })
    expect(await refused('duty2', id, { move: 'approve' })).toBe('children-open')
    await finish(first ?? '')
    expect(await refused('duty', id, { move: 'pass-check', note: '过' })).toBe('children-open')
    await finish(second ?? '')
    await move('duty', id, { move: 'pass-check', note: '都好了' })
    expect(await refused('duty', first ?? '', { move: 'reopen', reason: '又脏了' })).toBe('parent-closed')
  })

  it('上级要办结、子案件要重办，两人同时点：不会出现上级已结而子案件还开着', async () => {
    const { move, request } = app()
    for (let round = 0; round < 5; round += 1) {
      const { id } = await replied(app())
      const again = await move('accept', id, { move: 'rework', reason: '分开办' })
      const parent = await move('dispatch', again.id, { move: 'split', parts: PARTS })
      for (const child of parent.children) await finish(child.id)
      await move('urban', id, { move: 'reply', text: '好' })
      await move('accept', id, { move: 'start-check' })
      const child = parent.children[0]?.id ?? ''
      const answers = await Promise.all([
        request('POST', `cases/${id}/moves`, { as: 'duty', body: { move: 'pass-check', note: '结' } }),
        request('POST', `cases/${child}/moves`, { as: 'duty2', body: { move: 'reopen', reason: '没好' } }),
      ])
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409])
      const [above, below] = [await show(id), await show(child)]
      expect(above.state === 'closed' && below.state === 'filed').toBe(false)
    }
  })
})

describe('合并', () => {
  it('征得同意后并入；报事人看到的是主案的进度和答复，看不到别人的话；撤销后各办各的', async () => {
    const { raise, move, refused } = app()
    const survivor = await dispatched(app())
    const one = await raise({ ...STALL, text: '楼下烧烤太吵了，我是二楼住户', contact: { phone: '10051110001' } })
    await move('accept', one.id, { move: 'merge', into: survivor.id, consent: '电话征得同意' })
    const merged = await show(one.id)
    expect(merged).toMatchObject({ stateLabel: '已合并', mergedInto: { number: survivor.number }, moves: [{ move: 'unmerge', label: '撤销合并' }] })
    expect(await show(survivor.id)).toMatchObject({ followers: 1, merged: [{ number: one.number }] })
    expect((await show(survivor.id)).timeline.at(-1)).toMatchObject({ kind: 'joined', text: expect.stringContaining(one.number) as string })
    expect(await refused('accept', one.id, { move: 'accept' })).toBe('case-merged')

    await move('urban', survivor.id, { move: 'claim' })
    await move('urban', survivor.id, { move: 'reply', text: '两户都会走访' })
    const seen = await progress(one)
    expect(seen).toMatchObject({ number: one.number, state: 'replied', mergedInto: survivor.number, reply: { text: '两户都会走访' }, text: '楼下烧烤太吵了，我是二楼住户' })
    expect(JSON.stringify(seen)).not.toContain(STALL.text)

    await move('accept', survivor.id, { move: 'rework', reason: '再走一户' })
    const restored = await move('accept', one.id, { move: 'unmerge', reason: '其实是另一家店' })
    expect(restored).toMatchObject({ state: 'registered', stateLabel: '待受理', mergedInto: null })
    expect(await show(survivor.id)).toMatchObject({ followers: 0, timeline: expect.arrayContaining([expect.objectContaining({ kind: 'left' })]) as unknown })
    expect(await progress(one)).toMatchObject({ state: 'registered', reply: null, mergedInto: null })
    expect(await refused('accept', one.id, { move: 'unmerge', reason: '再撤' })).toBe('case-not-merged')
  })

  it('并入的报事人评自己的，看不到主案报事人的评价', async () => {
    const { raise, move, request } = app()
    const survivor = await replied(app())
    const one = await raise(STALL)
    await move('accept', one.id, { move: 'merge', into: survivor.id, consent: '同意' })
    await request('POST', `appeals/${survivor.number}/rating`, { body: { queryCode: survivor.queryCode, solved: true, satisfaction: 5, comment: '谢谢王队长' } })
    const before = await progress(one)
    expect(before.rating).toBeNull()
    expect(JSON.stringify(before)).not.toContain('王队长')
    await request('POST', `appeals/${one.number}/rating`, { body: { queryCode: one.queryCode, solved: false, satisfaction: 2 } })
    expect((await progress(one)).rating).toEqual({ solved: false, satisfaction: 2 })
    expect((await progress(survivor)).rating).toEqual({ solved: true, satisfaction: 5 })
    expect((await show(survivor.id)).rating, '跟着的人怎么评，记在经过里，不改主案的满意度').toEqual({ solved: true, satisfaction: 5 })
    expect((await show(survivor.id)).timeline.filter(({ kind }) => kind === 'rate')).toHaveLength(2)
  })

  it('不能并入自己、不存在的、已结束的、已合并的；有子案件或已有人并入的也不能再并走', async () => {
    const { raise, move, refused } = app()
    const [a, b, over] = [await filed(app()), await raise(STALL), await closed(app())]
    const into = (id: string, target: string) => refused('accept', id, { move: 'merge', into: target, consent: '同意' })
    expect(await into(a.id, a.id)).toBe('merge-target-invalid')
    expect(await into(a.id, '01970000-0000-7000-8000-000000000000')).toBe('merge-target-invalid')
    expect(await into(a.id, over.id)).toBe('merge-target-invalid')
    expect(await into(b.id, a.id)).toBe('allowed')
    const c = await raise(STALL)
    expect(await into(c.id, b.id)).toBe('merge-target-invalid')
    expect(await into(a.id, c.id)).toBe('merge-has-relatives')
    const split = await filed(app())
    await move('dispatch', split.id, { move: 'split', parts: PARTS })
    expect(await into(split.id, a.id)).toBe('merge-has-relatives')
  })

  it('两人同时把两件案子互相并入，只成一件，不会两件都没了', async () => {
    const { raise, request } = app()
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await raise(STALL), await raise(STALL)]
      const merge = (from: string, into: string, as: string) => request('POST', `cases/${from}/moves`, { as, body: { move: 'merge', into, consent: '同意' } })
      const answers = await Promise.all([merge(a.id, b.id, 'accept'), merge(b.id, a.id, 'duty')])
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409])
      const after = [await show(a.id), await show(b.id)]
      expect(after.filter((one) => one.mergedInto === null)).toHaveLength(1)
    }
  })
})

describe('同事同时在改', () => {
  it('版本不符回答现在的样子，不覆盖别人的修改', async () => {
    const { move, request } = app()
    const { id, version } = await filed(app())
    await move('dispatch', id, { move: 'dispatch', unitId: 'dept-urban' })
    const late = await request<{ error: { code: string; message: string; current: unknown } }>('POST', `cases/${id}/moves`, { as: 'duty', body: { move: 'amend', reason: '改地址', address: '13号楼', version } })
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'case-changed', current: { version: version + 1, state: 'dispatched' } } } })
    expect(late.body.error.message).toContain('待接办')
    expect((await show(id)).address).not.toBe('13号楼')
    const wrong = await request('POST', `cases/${id}/moves`, { as: 'duty', body: { move: 'amend', reason: '改地址', version: 99 } })
    expect(wrong.status).toBe(409)
  })

  it('十个人拿着同一版本同时动一件案子，只有一个成，经过里一条不多一条不少', async () => {
    const { request } = app()
    for (let round = 0; round < 3; round += 1) {
      const { id, version, timeline } = await filed(app())
      const units = ['dept-urban', 'dept-sanitation', 'property-01', 'community-01', 'community-02']
      const tries = units.flatMap((unitId) => ['dispatch', 'duty'].map((as) => request<{ error?: { code: string } }>('POST', `cases/${id}/moves`, { as, body: { move: 'dispatch', unitId, version } })))
      const answers = await Promise.all(tries)
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
      expect(new Set(answers.filter((answer) => answer.status !== 200).map((answer) => answer.body.error?.code))).toEqual(new Set(['case-changed']))
      const after = await show(id)
      expect(after).toMatchObject({ version: version + 1, counters: { hops: 1 } })
      expect(after.timeline).toHaveLength(timeline.length + 1)
    }
  })

  it('不带版本的操作也排着队做：二十次督办记二十次', async () => {
    const { request } = app()
    const { id } = await handling(app())
    await Promise.all(Array.from({ length: 20 }, (_, n) => request('POST', `cases/${id}/moves`, { as: n % 2 ? 'duty' : 'dispatch', body: { move: 'urge', note: `第 ${n} 次` } })))
    const after = await show(id)
    expect(after.counters.urges).toBe(20)
    expect(after.timeline.filter((entry) => entry.kind === 'urge')).toHaveLength(20)
  })

  it('部门退回后案子不在它手上了，这一步仍得到完整的回答', async () => {
    const { request } = app()
    const { id } = await dispatched(app())
    const answer = await request<CaseDetail>('POST', `cases/${id}/moves`, { as: 'urban', body: { move: 'return', reason: 'not-my-duty', note: '不归我' } })
    expect(answer).toMatchObject({ status: 200, body: { id, state: 'filed' } })
    expect((await request('GET', `cases/${id}`, { as: 'urban' })).status).toBe(404)
  })

  it('同一时刻报来的二十件，编号连着，没有重号', async () => {
    const { appeal } = app()
    const receipts = await Promise.all(Array.from({ length: 20 }, (_, n) => appeal({ text: `第 ${n} 处路灯不亮`, ...IN_SHENGXIN })))
    const serials = receipts.map(({ number }) => Number(number.split('-')[1])).toSorted((a, b) => a - b)
    expect(serials).toEqual(Array.from({ length: 20 }, (_, n) => (serials[0] ?? 0) + n))
  })

  it('同一部手机同时提交十次，只有一件', async () => {
    const { appeal } = app()
    const receipts = await Promise.all(Array.from({ length: 10 }, () => appeal({ text: '路灯不亮', clientId: 'phone-2-draft-1' })))
    expect(new Set(receipts.map(({ number }) => number)).size).toBe(1)
    expect(new Set(receipts.map(({ queryCode }) => queryCode)).size).toBe(1)
  })
})

/** Fifty like it, at the very place, that a device told of. */
async function crowd(id: string, { lon, lat }: { lon: number; lat: number }): Promise<void> {
  const { rows } = await sql<{ name: string }>`select quote_ident(column_name) as name from information_schema.columns
    where table_name = 'case_file' and is_generated = 'NEVER' and column_name not in ('id', 'number', 'source', 'lon', 'lat')`.execute(app().context.db.owner)
  const same = sql.raw(rows.map(({ name }) => name).join(', '))
  await sql`insert into case_file (id, number, source, lon, lat, ${same}) select gen_random_uuid(), 'crowd-' || n, 'device', ${lon}, ${lat}, ${same} from case_file, generate_series(1, 50) n where id = ${id}`.execute(app().context.db.owner)
}

describe('我也遇到', () => {
  /** A place of its own, at building 13. */
  const HERE = { lon: 118.3036, lat: 36.8118 }
  const near = async (body: object) => (await app().request<AnswerOf<typeof listNearReports>>('POST', 'appeals/near', { body })).body.reports
  const join = (id: string, body: object) => app().request<{ number: string; queryCode: string; error?: { code: string } }>('POST', `appeals/near/${id}/join`, { body })

  it('站在跟前的人看得到附近已报的公共事项：是什么、在哪一片、大约多远；没有别人的话、照片、编号和电话', async () => {
    const one = await filed(app(), { ...STALL, text: '桑家小区12号楼前烧烤摊占道经营，我叫王桂兰', ...HERE, contact: { phone: '10051239999' } })
    await app().raise({ text: '我家老人看病报销的事，和邻居吵架', ...HERE })
    await app().request('POST', 'cases', { as: 'accept', body: { text: '店外经营占道', ...HERE, isSecret: true, source: 'phone', classCode: 'S0504', contact: { phone: '10051238888' } } })
    const { body: flats } = await app().request<{ id: string }>('POST', 'cases', { as: 'accept', body: { text: '拆迁安置房的补偿谈不拢', ...HERE, isSecret: false, source: 'phone', classCode: 'A010201' } })
    const seen = await near({ text: '烧烤摊太吵了', ...HERE })
    expect(seen.map(({ id }) => id)).not.toContain(flats.id)
    const found = seen.filter(({ id }) => id === one.id)
    expect(found).toEqual([{ id: one.id, what: '店外经营', where: '桑家小区', distanceText: '约 100 米', sinceText: '今天报的', stateText: '已经立案，正在找负责的单位', people: 1, isDone: false }])
    expect(JSON.stringify(seen)).not.toMatch(/王桂兰|1005123|12号楼|看病|20260507/u)
    await filed(app())
    expect((await near({ text: '', address: '桓公路31号桑家小区12号楼' })).length).toBeGreaterThan(0)
    expect((await near({ text: '烧烤摊太吵了', ...IN_SHENGXIN })).map(({ id }) => id)).not.toContain(one.id)
    expect(await near({ text: '烧烤摊太吵了', address: '说不清的地方' })).toEqual([])
  })

  it('同一百米里的两件，从哪里问都说一样远：换着地方问，问不出是哪一户', async () => {
    const [one, other] = [await filed(app(), { ...STALL, lon: 118.3032, lat: 36.8172 }), await filed(app(), { ...STALL, lon: 118.3036, lat: 36.8171 })]
    const heard: (string | undefined)[] = []
    for (const [lon, lat] of [[118.3034, 36.8172], [118.3034, 36.8158], [118.3034, 36.8186], [118.3018, 36.8172], [118.305, 36.8172]] as const) {
      const reports = await near({ text: '', lon, lat })
      const [told, same] = [one, other].map((each) => reports.find(({ id }) => id === each.id)?.distanceText)
      expect(told).toBe(same)
      heard.push(told)
    }
    expect(heard[0]).toBe('约 100 米')
  })

  it('点一下就跟着那件，有自己的编号和查询码，受理台上不多一件；办好了一起得到答复；已办结的不能再跟', async () => {
    const one = await handling(app(), { ...STALL, ...HERE })
    const body = { note: '我家在对面也闻得到', contact: { phone: '10051237777' }, clientId: 'join-0001' }
    const { status, body: receipt } = await join(one.id, body)
    expect(status).toBe(201)
    expect((await join(one.id, body)).body).toEqual(receipt)
    const { body: desk } = await app().request<{ cases: { number: string }[] }>('GET', 'cases?desk=accept&limit=200', { as: 'accept' })
    expect(desk.cases.map(({ number }) => number)).not.toContain(receipt.number)
    expect((await near({ text: '', ...HERE })).find(({ id }) => id === one.id)?.people).toBe(2)
    await app().move('urban', one.id, { move: 'reply', text: '已劝离摊贩' })
    expect(await progress(receipt)).toMatchObject({ title: '我也遇到：店外经营', mergedInto: one.number, reply: { text: '已劝离摊贩' }, canRate: true, canSayStillThere: true })
    await app().move('accept', one.id, { move: 'start-check' })
    await app().move('accept', one.id, { move: 'record-contact', reached: true, note: '电话回访', solved: true, satisfied: true })
    await app().move('duty', one.id, { move: 'pass-check', note: '现场已清' })
    expect((await join(one.id, body)).body, '没收到回执再点一次，仍是那一份').toEqual(receipt)
    const done = await closed(app())
    expect((await join(done.id, { clientId: 'join-0002' })).body.error?.code).toBe('near-gone')
  })

  it('说是办结了、其实没好：后来的邻居写得像的，看得到那件刚办结，点“问题还在”就重新办，自己跟着；两家同时点只重办一次；再办结以后要另报；过了十五个工作日的、不受理的不行', async () => {
    const there = { lon: 118.3052, lat: 36.8151 }
    const still = (id: string, body: object) => app().request<{ number: string; queryCode: string; error?: { code: string; fields?: object } }>('POST', `appeals/near/${id}/still-there`, { body })
    const words = { text: '12号楼前面烧烤摊占道经营，油烟很大，半夜还吵', ...there }
    const nearDone = async (body: object) => (await near({ ...body, withDone: true })).filter(({ isDone }) => isDone)
    const done = async () => (await nearDone(words)).map(({ id }) => id)
    const one = await closed(app(), { ...STALL, ...there })
    await app().request('POST', `appeals/${one.number}/rating`, { body: { queryCode: one.queryCode, solved: true, satisfaction: 5, comment: '当天就清了' } })
    expect(await nearDone({ ...there, text: '' })).toEqual([])
    expect(await nearDone({ ...there, text: '楼道里的灯坏了' })).toEqual([])
    expect((await near(words)).map(({ id }) => id), '没有问到的，不给办结的').not.toContain(one.id)
    expect((await nearDone(words)).find(({ id }) => id === one.id)).toMatchObject({ what: '店外经营', sinceText: '今天办结的', isDone: true })

    expect((await still(one.id, { clientId: 'still-0000' })).body.error?.fields).toHaveProperty('note')
    const says = (n: number) => ({ clientId: `still-000${n}`, note: `昨晚又摆出来了，第 ${n} 家看见`, contact: { phone: `1005123888${n}` } })
    const receipts = (await Promise.all([still(one.id, says(1)), still(one.id, says(2)), still(one.id, says(1))])).map(({ status, body }) => ({ status, number: body.number, queryCode: body.queryCode }))
    expect(receipts.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(receipts[2]?.number).toBe(receipts[0]?.number)
    const again = await app().find(one.number)
    expect(again).toMatchObject({ state: 'filed' })
    expect(again.timeline.filter(({ kind }) => kind === 'still-there')).toHaveLength(1)
    expect(again.timeline.filter(({ kind }) => kind === 'joined')).toHaveLength(2)
    const [mine = { number: '', queryCode: '' }] = receipts
    expect(await progress(mine)).toMatchObject({ title: '问题还在：店外经营', mergedInto: one.number, canRate: false })
    const own = await progress({ number: one.number, queryCode: one.queryCode })
    expect(JSON.stringify(own), '别人的话不给报事人看').not.toContain('昨晚又摆')
    expect(own.timeline.slice(-2)).toMatchObject([{ title: '您作了评价', text: '当天就清了' }, { title: '邻居反映问题还在，重新办理', text: '' }])
    const told = await Promise.all(receipts.slice(0, 2).map(async (receipt) => (await progress(receipt)).timeline.map(({ title }) => title).filter((title) => title.includes('问题还在'))))
    expect(told.flat().toSorted(), '先说的一家读到是自己说的，另一家读到是邻居').toEqual(['您反映问题还在', '邻居反映问题还在，重新办理'])

    await app().move('dispatch', one.id, { move: 'dispatch', unitId: 'dept-urban' })
    await app().move('urban', one.id, { move: 'claim' })
    await app().move('urban', one.id, { move: 'reply', text: '又去劝离了' })
    await app().move('accept', one.id, { move: 'start-check' })
    await app().move('accept', one.id, { move: 'record-contact', reached: true, note: '电话回访', solved: true, satisfied: true })
    await app().move('duty', one.id, { move: 'pass-check', note: '现场已清' })
    expect([await done(), (await still(one.id, says(3))).body.error?.code]).toEqual([[], 'near-gone'])

    const late = await closed(app(), { ...STALL, lon: there.lon + 0.0002, lat: there.lat })
    await crowd(late.id, there)
    expect(await done(), '设备报的再多、再近，也挤不掉它').toEqual([late.id])
    const now = app().clock.now()
    app().clock.set(now + 30 * 86_400_000)
    expect([await done(), (await still(late.id, says(4))).body.error?.code]).toEqual([[], 'near-gone'])
    app().clock.set(now)
  })
})
