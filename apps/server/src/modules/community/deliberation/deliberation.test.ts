import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { AnswerOf, DeliberationDetail, HallRow, listDeliberations, listDeskStories, listHalls, listProposals, listSimilarProposals, OwnProposal, printVoteCodes, PublicProposal, raiseProposal, renewVoteCode, supportProposal, SentCode } from '@yihu/contracts'
import type { Scope } from '../../../kernel/db/index.ts'
import { useApp } from '../../../../test/app.ts'

const app = useApp()
const SANG = 'd370305.s002.c01'
type Refused = { error?: { code: string; message: string; fields?: object; current?: { challenge: string; bits: number } } }

function solve({ challenge, bits }: { challenge: string; bits: number }): { challenge: string; answer: number } {
  for (let answer = 0; ; answer += 1) if (hash('sha256', `${challenge}:${answer}`, 'buffer').readUInt32BE() >>> (32 - bits) === 0) return { challenge, answer }
}

let serial = 0
const FORM = { areaPath: SANG, title: '12号楼前装充电桩', text: '电动车没地方充电，大家飞线充电不安全，希望在楼前空地装充电桩。', place: '12号楼前', name: '王桂兰' }
const formOf = (more: object = {}) => ({ ...FORM, phone: `1005000${String((serial += 1)).padStart(4, '0')}`, clientId: `client-${serial}-proposal`, ...more })
const entered = async (more: object = {}) => (await app().request<DeliberationDetail>('POST', 'deliberations', { as: 'community01', body: formOf(more) })).body
const acted = (as: string, { id, version }: { id: string; version: number }, form: object) => app().request<DeliberationDetail & Refused>('POST', `deliberations/${id}/acts`, { as, body: { version, ...form } })
const act = async (one: { id: string; version: number }, form: object, as = 'community01') => {
  const { status, body } = await acted(as, one, form)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const refusal = async (one: { id: string; version: number }, form: object) => (await acted('community01', one, form)).body.error
const shown = async (id: string) => (await app().request<PublicProposal & Refused>('GET', `proposals/${id}`)).body
const desk = async (id: string, as = 'community01') => (await app().request<DeliberationDetail>('GET', `deliberations/${id}`, { as })).body
/** As a telephone does: where work is asked, it is done. */
async function working<T>(url: string, body: object): Promise<{ status: number; body: T & Refused }> {
  const first = await app().request<T & Refused>('POST', url, { body })
  const puzzle = first.body.error?.current
  return first.status === 428 && puzzle ? app().request<T & Refused>('POST', url, { body: { ...body, proof: solve(puzzle) } }) : first
}
const support = (id: string, phone: string) => working<AnswerOf<typeof supportProposal>>(`proposals/${id}/supports`, { phone })
const codes = async (id: string) => (await app().request<AnswerOf<typeof printVoteCodes>>('POST', `deliberations/${id}/vote-codes`, { as: 'community01' })).body.codes.map(({ code }) => code)
const vote = (id: string, code: string | undefined, choice = 'for') => app().request<Refused & { voted: number }>('POST', `proposals/${id}/votes`, { body: { code, choice } })
const none = { votes: 0, squareMetres: 0 }
const papers = (as: string, id: string, body: object) => app().request<DeliberationDetail & Refused>('POST', `deliberations/${id}/papers`, { as, body: { for: none, against: none, abstain: none, invalid: none, ...body } })

const MEETING = {
  act: 'set-meeting', at: '2026-05-09T19:00:00+08:00', place: '社区议事厅', question: '同意在12号楼前装充电桩', rule: 'residents',
  people: [{ role: 'resident', name: '王桂兰' }, { role: 'property', name: '冯经理', unit: '桑家物业', conflict: '物业收充电服务费' }, { role: 'lawyer', name: '田律师' }],
}
const HOUSES = ['101', '102', '201', '202', '301', '302'].map((code, at) => ({ code: `12号楼${code}`, squareMetres: 80 + at * 10 }))

/** A proposal with meeting and roll, its vote open until tonight. */
async function voting(more: object = {}): Promise<DeliberationDetail> {
  let one = await act(await entered(), { act: 'publish' })
  one = await act(one, { act: 'schedule', day: '2026-05-09', reason: '关系一楼的人' })
  expect((await refusal(one, { act: 'open-vote', until: '2026-05-09T20:00:00+08:00' }))?.code).toBe('deliberation-unready')
  one = await act(one, { ...MEETING, ...more })
  one = await act(one, { act: 'set-roll', houses: HOUSES })
  return act(one, { act: 'open-vote', until: new Date(app().clock.now() + 3_600_000).toISOString() })
}
const later = () => { app().clock.advance(3_700_000) }

let one: DeliberationDetail
beforeAll(async () => { one = await voting() })

test('居民提议先让设备算一题，社区看过才公开；一个电话支持一次，提议人不公开；登录过的不用写电话，也不用算题，另计为验证过的；写了手机号的不收；同一个人最多压三件', async () => {
  const { body: receipt, status } = await working<AnswerOf<typeof raiseProposal>>('proposals', formOf({ phone: '10059990001', title: '楼道装扶手' }))
  expect([status, receipt.number]).toEqual([201, expect.stringMatching(/^Y2026-\d{4}$/u)])
  expect((await shown(receipt.id)).error?.code).toBe('proposal-gone')
  const own = async () => (await app().request<OwnProposal & Refused>('POST', `own-proposals/${receipt.number}/find`, { body: { queryCode: receipt.queryCode } })).body
  expect(await own()).toMatchObject({ stateName: '社区正在看', canWithdraw: true })
  expect((await app().request<Refused>('POST', `own-proposals/${receipt.number}/find`, { body: { queryCode: '22222222' } })).body.error?.code).toBe('proposal-unknown')
  await act(await desk(receipt.id), { act: 'publish' })
  expect((await support(receipt.id, '10059990002')).body, 'whether a number supports is not told to who only knows it').toEqual({ own: null })
  expect((await support(receipt.id, '+86 10059990002')).body).toEqual({ own: null })
  expect((await shown(receipt.id)).supports).toBe(2)
  const { body: sent } = await app().request<SentCode>('POST', 'resident-codes', { body: { phone: '10059990002' } })
  const { body: { token } } = await app().request<{ token: string }>('POST', 'resident-sessions', { body: { phone: '10059990002', code: /\d{6}/u.exec(sent.standIn ?? '')?.[0] } })
  const signedIn = (body: object = {}) => app().request<Refused & AnswerOf<typeof supportProposal>>('POST', `proposals/${receipt.id}/supports`, { body, headers: { authorization: `Bearer ${token}` } })
  expect((await signedIn()).body).toEqual({ own: { supports: 2, isNew: false } })
  expect(await shown(receipt.id)).toMatchObject({ supports: 2, verified: 1 })
  expect((await signedIn({ phone: '10059990003' })).body.error?.code, 'somebody else’s telephone is not shown by one’s own login').toBe('proof-needed')
  expect((await app().request<Refused>('POST', `proposals/${receipt.id}/supports`, { body: {} })).body.error?.code).toBe('input-invalid')
  expect(JSON.stringify(await shown(receipt.id))).not.toMatch(/王桂兰|1005999/u)
  expect(await desk(receipt.id)).toMatchObject({ proposer: { name: '王**', phone: '100****0001' } })
  const enter = (more: object, as = 'community01') => app().request<Refused>('POST', 'deliberations', { as, body: formOf(more) })
  expect((await enter({ text: '联系我 13800138000' })).body.error?.code).toBe('proposal-personal')
  for (let n = 0; n < 2; n += 1) await working('proposals', formOf({ phone: '10059990001' }))
  expect((await enter({ phone: '10059990001' })).status, 'three under a number that somebody else may have written do not block its owner').toBe(201)
  for (let n = 0; n < 2; n += 1) await entered({ phone: '10059990001' })
  expect((await enter({ phone: '10059990001' })).body.error?.code).toBe('proposal-too-many')
  expect((await enter({}, 'community02')).status).toBe(404)
})

test('提议前先看到差不多的；合并要两位提议人都同意，谁不同意就不合；合了以后支持的人一并算上', async () => {
  const target = await act(await entered({ title: '小区北门修减速带', text: '北门车开得快，老人孩子过马路害怕，请修减速带。', phone: '10051110001' }), { act: 'publish' })
  const source = await act(await entered({ title: '北门加减速带', text: '北门口车太快，请加一条减速带。', phone: '10051110002' }), { act: 'publish' })
  const { body: offered } = await app().request<AnswerOf<typeof listSimilarProposals>>('POST', 'proposals/similar', { body: { areaPath: SANG, title: '北门减速带', text: '北门想要减速带' } })
  expect(offered.proposals.map(({ id }) => id)).toEqual(expect.arrayContaining([target.id, source.id]))
  expect(offered.proposals[0]?.why).toContain('减速带')
  await support(source.id, '10051110003')
  expect((await refusal(source, { act: 'merge' }))?.code).toBe('deliberation-consent-missing')
  expect((await refusal(source, { act: 'ask-merge', into: one.id, reason: '一样' }))?.fields).toHaveProperty('into')
  let asked = await act(await desk(source.id), { act: 'ask-merge', into: target.id, reason: '同一个门口' })
  asked = await act(asked, { act: 'answer-merge', side: 'own', agrees: true, note: '电话里说同意' })
  expect((await refusal(asked, { act: 'merge' }))?.code).toBe('deliberation-consent-missing')
  asked = await act(asked, { act: 'answer-merge', side: 'other', agrees: false, note: '想单独议' })
  expect((await refusal(asked, { act: 'merge' }))?.code).toBe('deliberation-consent-missing')
  asked = await act(asked, { act: 'answer-merge', side: 'other', agrees: true, note: '又来电话说同意' })
  const two = await Promise.all(['10051110004', '10051110005'].map(async (phone) => (await working<AnswerOf<typeof raiseProposal>>('proposals', formOf({ phone, title: '北门装减速带' }))).body))
  const [kept, gone] = two
  if (!kept || !gone) throw new Error('two proposals')
  const hidden = await act(await desk(gone.id), { act: 'publish' })
  expect((await refusal(hidden, { act: 'ask-merge', into: kept.id, reason: '一样' }))?.fields, 'not into what nobody may read yet').toHaveProperty('into')
  expect((await refusal(await desk(kept.id), { act: 'ask-merge', into: target.id, reason: '一样' }))?.code).toBe('deliberation-not-now')
  await act(await desk(kept.id), { act: 'publish' })
  let both = await act(await act(await desk(gone.id), { act: 'ask-merge', into: kept.id, reason: '一样' }), { act: 'answer-merge', side: 'own', agrees: true, note: '电话' })
  const own = async (answer?: string) => (await app().request<OwnProposal>('POST', `own-proposals/${kept.number}/${answer ? 'answers' : 'find'}`, { body: { queryCode: kept.queryCode, ...(answer ? { answer, with: gone.id } : {}) } })).body
  expect(await own('refuse')).toMatchObject({ mergeQuestion: { with: gone.id, answer: 'refused' } })
  both = await desk(gone.id)
  expect((await refusal(both, { act: 'answer-merge', side: 'other', agrees: true, note: '说是同意了' }))?.code).toBe('merge-answered')
  both = await act(both, { act: 'ask-merge', into: kept.id, reason: '再问一次' })
  expect(both.merge).toMatchObject({ own: 'waiting', other: 'refused' })
  const late = await act(await entered({ title: '北门减速带', phone: '10051110006' }), { act: 'publish' })
  await act(late, { act: 'ask-merge', into: kept.id, reason: '也一样' })
  expect((await own()).mergeQuestion, 'the one that waits').toMatchObject({ with: late.id, answer: 'waiting' })
  expect(await act(asked, { act: 'merge' })).toMatchObject({ stateName: '已合并', merge: { notes: [expect.any(String), expect.stringContaining('想单独议'), expect.any(String)] } })
  expect(await shown(source.id)).toMatchObject({ mergedInto: { id: target.id }, canSupport: false })
  expect((await shown(target.id)).supports).toBe(3)
})

test('一户一票：写错的、别的事的、换发过的票码投不了，同一户第二次客气地不收，回避的户不投；截止后不收，截止前不计；票数公布，谁投什么哪里都没有', async () => {
  expect(one).toMatchObject({ meeting: { households: 6 }, canVote: true })
  const [a, b, c, d, e] = await codes(one.id)
  expect((await vote(one.id, a)).body).toEqual({ voted: 1 })
  expect((await vote(one.id, a?.toLowerCase(), 'against')).body.error).toMatchObject({ code: 'vote-twice', message: expect.stringContaining('12号楼101') as string })
  expect((await vote(one.id, '22222222')).body.error?.code).toBe('vote-code-unknown')
  const other = await voting()
  expect((await vote(other.id, b)).body.error?.code).toBe('vote-code-unknown')
  const { body: renewed } = await app().request<AnswerOf<typeof renewVoteCode>>('POST', `deliberations/${one.id}/vote-codes/renewal`, { as: 'community01', body: { household: '12号楼102', reason: '原住户搬走' } })
  expect((await vote(one.id, b)).body.error?.code).toBe('vote-code-unknown')
  expect((await vote(one.id, renewed.code)).body.voted).toBe(2)
  for (const [code, choice] of [[c, 'for'], [d, 'against']] as const) await vote(one.id, code, choice)
  expect((await refusal(await desk(one.id), { act: 'count', minutes: '纪要' }))?.code).toBe('vote-still-open')
  expect((await shown(one.id)).result).toBeNull()
  later()
  expect((await vote(one.id, e)).body.error?.code).toBe('vote-closed')
  const counted = await act(await desk(one.id), { act: 'count', minutes: '大家同意装，物业不参加决定。' })
  expect(counted).toMatchObject({ state: 'passed', result: { isCarried: true } })
  expect(counted.result?.lines[0]).toBe('应到 6 户，实到 4 户（纸质票 0 户、网上 4 户）。')
  expect((await vote(one.id, e)).body.error?.code).toBe('deliberation-not-now')
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'deliberation_id'`.execute(app().context.db.owner)
  const joined = await Promise.all(tables.filter(({ name }) => name !== 'deliberation_household').map(async ({ name }) => (await sql<{ row: object }>`
    select to_jsonb(t) as row from ${sql.table(name)} t join deliberation_household h on h.xmin = t.xmin and h.deliberation_id = t.deliberation_id and h.voted is not null where t.deliberation_id = ${one.id}::uuid`.execute(app().context.db.owner)).rows))
  expect(joined.flat(), 'what the last vote wrote is the sum of all').toEqual([{ row: { deliberation_id: one.id, for_votes: 3, for_square_metres: 0, against_votes: 1, against_square_metres: 0, abstain_votes: 0, abstain_square_metres: 0 } }])
})

test('纸质票两个人各录各的：对不上的不收，没录完前看不到别人的，不一样再请别人点，有两个人一样才算，有利害关系的人不点；录进去的户不能再上网投；业主的事面积也要够', async () => {
  let box = await act(await entered(), { act: 'publish' })
  box = await act(box, { act: 'schedule', day: '2026-05-09', reason: '动用维修资金' })
  const people = [...MEETING.people, { role: 'community', name: '于 值班', conflict: '他家在12号楼' }]
  box = await act(box, { ...MEETING, rule: 'owners', people })
  expect((await refusal(box, { act: 'set-roll', houses: [...HOUSES, { code: '12 号楼１０１' }] }))?.fields).toEqual({ houses: expect.stringContaining('同一户') as string })
  box = await act(box, { act: 'set-roll', houses: HOUSES.map((house, at) => (at === 0 ? { code: house.code } : house)) })
  expect((await refusal(box, { act: 'open-vote', until: new Date(app().clock.now() + 3_600_000).toISOString() }))?.code, 'areas decide and one is not known').toBe('deliberation-area-missing')
  box = await act(box, { act: 'exclude', code: '12号楼３０２', reason: '施工单位是他家开的' })
  box = await act(box, { act: 'exclude', code: '12号楼301', reason: '写错了' })
  box = await act(box, { act: 'set-roll', houses: HOUSES })
  expect(box.roll.filter(({ excluded }) => excluded !== null).map(({ code }) => code), 'a new roll forgets no exclusion').toEqual(['12号楼301', '12号楼302'])
  box = await act(box, { act: 'exclude', code: '12号楼301', reason: '更正', isLifted: true })
  box = await act(box, { act: 'open-vote', until: new Date(app().clock.now() + 3_600_000).toISOString() })
  const [first] = await codes(box.id)
  expect(await codes(box.id)).toHaveLength(5)
  await vote(box.id, first)
  const HANDED = ['12号楼102', '12号楼201', '12号楼202']
  const right = { households: HANDED, for: { votes: 2, squareMetres: 210 }, against: { votes: 1, squareMetres: 90 } }
  expect((await papers('grid001', box.id, { ...right, for: { votes: 1, squareMetres: 210 } })).body.error).toMatchObject({ code: 'paper-unbalanced', message: expect.stringContaining('3 户') as string })
  expect((await papers('grid001', box.id, { ...right, for: { votes: 2, squareMetres: 200 } })).body.error?.message).toContain('300.00 平方米')
  expect((await papers('grid001', box.id, { ...right, households: ['12号楼101', '12号楼102', '12号楼201'] })).body.error?.code).toBe('vote-twice')
  expect((await papers('grid001', box.id, { ...right, households: ['12号楼302', '12号楼102', '12号楼201'] })).body.error?.code).toBe('vote-excluded')
  expect((await papers('urban', box.id, right)).status).toBe(403)
  expect((await papers('grid001', box.id, right)).body.paper).toMatchObject({ state: 'waiting', entries: [{ isOwn: true, households: HANDED }] })
  expect((await desk(box.id)).paper).toMatchObject({ entries: [{ by: '高网格', households: null, ballots: null }], canEnter: true })
  const [, second] = await codes(box.id)
  expect((await vote(box.id, second)).body.error).toMatchObject({ code: 'vote-twice', message: expect.stringContaining('纸质票') as string })
  expect((await papers('community01', box.id, { ...right, for: { votes: 1, squareMetres: 110 }, abstain: { votes: 1, squareMetres: 100 } })).body.paper).toMatchObject({ state: 'mismatch', canEnter: false })
  expect((await papers('grid001', box.id, right)).body.error?.code).toBe('paper-third-needed')
  later()
  expect((await refusal(await desk(box.id), { act: 'count', minutes: '纪要' }))?.code).toBe('deliberation-paper-open')
  expect((await papers('duty2', box.id, right)).body.error).toMatchObject({ code: 'deliberation-conflicted', message: expect.stringContaining('他家在12号楼') as string })
  expect((await papers('duty', box.id, right)).body.paper.state).toBe('settled')
  expect((await acted('duty2', await desk(box.id), { act: 'count', minutes: '纪要' })).body.error?.code).toBe('deliberation-conflicted')
  expect((await papers('grid001', box.id, right)).body.error?.code).toBe('paper-settled')
  const counted = await act(await desk(box.id), { act: 'count', minutes: '纪要' })
  expect(counted.result?.lines).toEqual([
    '应到 5 户、500.00 平方米，实到 4 户、380.00 平方米（纸质票 3 户、网上 1 户）。', '名册共 6 户，其中 1 户因利害关系回避，不投票，也不计入应到。',
    '实到户数占 80.0%、面积占 76.0%，要求三分之二以上：会议有效（民法典第二百七十八条）。', '同意 3 户、290.00 平方米，反对 1 户、90.00 平方米，弃权 0 户、0.00 平方米。', '同意户数占 75.0%、面积占 76.3%，要求过半数：通过。',
  ])
  expect((await shown(box.id)).meeting).toMatchObject({ excluded: [{ count: 1, reason: '施工单位是他家开的' }], people: [{ name: '王**' }, { name: '冯经理', conflict: '物业收充电服务费' }, { name: '田律师' }, {}] })
})

test('议定的变成案件，都办结了请大家评，只有支持过和投过票的能评，评完成为社区的一篇草稿；没议成的写明票数，可以再议；不列入的写明原因', async () => {
  let done = await desk(one.id)
  const [voted] = await codes(one.id)
  done = await act(done, { act: 'assign', tasks: [{ title: '12号楼前装充电桩', text: '协调安装单位', classCode: 'S0504' }] })
  expect(done).toMatchObject({ state: 'doing', cases: [{ title: '12号楼前装充电桩' }] })
  const { id } = await app().find(done.cases[0]?.number ?? '')
  await app().move('accept', id, { move: 'accept' })
  await app().move('duty', id, { move: 'file', classCode: 'S0504' })
  await app().move('dispatch', id, { move: 'dispatch', unitId: 'dept-urban' })
  await app().move('urban', id, { move: 'claim' })
  await app().move('urban', id, { move: 'reply', text: '已装好' })
  await app().move('accept', id, { move: 'start-check' })
  await app().move('accept', id, { move: 'record-contact', reached: true, note: '回访', solved: true, satisfied: true })
  await app().move('duty', id, { move: 'pass-check', note: '现场看过' })
  await app().settle()
  expect(await shown(one.id)).toMatchObject({ stateName: '请大家评', canRate: true })
  const rate = (who: object) => app().request<Refused & { count: number }>('POST', `proposals/${one.id}/ratings`, { body: { solved: true, satisfaction: 5, comment: '方便多了', ...who } })
  expect((await rate({})).body.error?.code, 'a number alone is no key').toBe('rating-not-yours')
  expect((await rate({ code: voted })).body.count).toBe(1)
  expect((await rate({ code: voted, satisfaction: 4 })).body.count).toBe(1)
  expect(await act(await desk(one.id), { act: 'conclude', summary: '充电方便了。' })).toMatchObject({ state: 'closed', rating: { count: 1, solved: 1, satisfaction: 4 } })
  expect((await shown(one.id)).timeline.at(-1)).toMatchObject({ stepName: '评事', text: expect.stringContaining('1 人评价') as string })
  await app().settle()
  const { body: { stories: [draft] } } = await app().request<AnswerOf<typeof listDeskStories>>('GET', 'story-desk', { as: 'community01' })
  expect(draft).toMatchObject({ state: 'draft', title: '桑家社区议出来的事：12号楼前装充电桩', body: expect.stringContaining('应到 6 户') as string })

  const failing = await voting()
  later()
  const failed = await act(failing, { act: 'count', minutes: '来的人少' })
  expect(failed).toMatchObject({ state: 'failed', result: { lines: expect.arrayContaining(['会议无效，没有形成决定。']) as string[] } })
  expect(await act(failed, { act: 'schedule', day: '2026-06-01', reason: '再通知一遍' })).toMatchObject({ state: 'scheduled', roll: [], meeting: null })
  const refused = await act(await entered(), { act: 'refuse', reason: '已经在改造计划里', isShown: true })
  expect(await shown(refused.id)).toMatchObject({ stateName: '没有列入议程', timeline: [{}, { text: '已经在改造计划里' }] })
})

test('名册取自数据池里的住房；别的社区看不到、办不了，数据库自己也不给；一厅一品各社区自己改；按步骤找得到', async () => {
  const make = (room: string, use: string) => app().request('POST', 'pool/house', { as: 'community01', body: { areaPath: `${SANG}.g001.e01.b012`, source: 'visit', values: { unit: '1', room, use, squareMetres: 90 } } })
  for (const [room, use] of [['101', 'self'], ['102', 'rented'], ['103', 'business']] as const) await make(room, use)
  const planned = await act(await act(await entered(), { act: 'publish' }), { act: 'schedule', day: '2026-06-01', reason: '议一议' })
  expect((await act(planned, { act: 'set-roll', areaPath: `${SANG}.g001.e01` })).roll).toMatchObject([{ code: '桑家小区12号楼1单元101', squareMetres: 90 }, { code: '桑家小区12号楼1单元102' }])
  expect((await refusal(await desk(planned.id), { act: 'set-roll', areaPath: 'd370305.s002.c02' }))?.fields).toHaveProperty('areaPath')
  expect((await acted('community02', planned, { act: 'set-roll', houses: HOUSES })).status).toBe(404)
  expect((await acted('community01', planned, { act: 'set-roll', houses: HOUSES })).status).toBe(409)
  const seen = (scope: Scope) => app().context.db.transact(scope, async (tx) => (await sql<{ n: number }>`
    select (select count(*) from deliberation) + (select count(*) from deliberation_household) + (select count(*) from deliberation_tally) + (select count(*) from deliberation_support) as n`.execute(tx)).rows[0]?.n)
  expect(Number(await seen({ paths: ['d370305.s002.c02'], units: ['community-01'], userId: null }))).toBe(0)
  expect(Number(await seen({ paths: [SANG], units: [], userId: null }))).toBeGreaterThan(10)

  const hall = { name: '和颜悦色', speciality: '邻里的事坐下来说', place: '社区二楼' }
  const save = (as: string, version: number) => app().request<HallRow & Refused>('PUT', `deliberation-halls/${SANG}`, { as, body: { version, hall } })
  expect((await save('community01', 0)).body).toMatchObject({ form: hall, version: 1 })
  expect((await save('community01', 0)).status).toBe(409)
  expect((await save('community02', 1)).status).toBe(404)
  expect((await app().request<AnswerOf<typeof listHalls>>('GET', 'deliberation-halls', { as: 'duty' })).body.halls).toMatchObject([{ form: hall }, { form: null }])
  const { body: open } = await app().request<AnswerOf<typeof listProposals>>('GET', `proposals?area=${SANG}`)
  expect(open.communities[0]).toMatchObject({ name: '桑家社区', hall })
  expect(open.proposals.map(({ id }) => id)).toContain(planned.id)
  const list = async (as: string, query = '') => (await app().request<AnswerOf<typeof listDeliberations>>('POST', 'deliberations/find', { as, body: Object.fromEntries(new URLSearchParams(query)) })).body
  const third = await list('duty', 'step=3&limit=200')
  expect(third.deliberations).toHaveLength(third.counts['3'] ?? 0)
  expect((await list('duty', `q=${planned.number}`)).deliberations.map(({ id }) => id)).toEqual([planned.id])
  expect((await list('community02')).total).toBe(0)
  expect((await app().request('GET', 'deliberations', { as: 'urban' })).status).toBe(403)
  const { body: who } = await app().request<{ phone: string }>('POST', `deliberations/${planned.id}/proposer`, { as: 'community01', body: { note: '问清楚位置' } })
  expect(who.phone).toMatch(/^1005000/u)
  expect((await app().request('POST', `deliberations/${planned.id}/proposer`, { as: 'grid001', body: { note: '看看' } })).status).toBe(403)
})

test('提议人凭查询码看得到谁看过自己的称呼和电话，随时能抹去；抹了以后谁也看不到，提议和支持照旧', async () => {
  const { body: receipt } = await working<AnswerOf<typeof raiseProposal>>('proposals', formOf({ title: '南门装减速带' }))
  const own = async () => (await app().request<OwnProposal & Refused>('POST', `own-proposals/${receipt.number}/find`, { body: { queryCode: receipt.queryCode } })).body
  const reveal = async () => (await app().request<{ name: string | null; phone: string | null }>('POST', `deliberations/${receipt.id}/proposer`, { as: 'community01', body: { note: '问清楚是哪个门' } })).body
  expect((await own()).contact).toMatchObject({ name: '王**' })
  expect((await app().request<OwnProposal>('GET', `own-proposals/${receipt.number}?queryCode=${receipt.queryCode}`)).body, '装好的小程序、开着的页面还用地址问').toEqual(await own())
  expect((await reveal()).name).toBe('王桂兰')
  expect((await own()).looks).toMatchObject([{ by: '桑书记', purpose: '问清楚是哪个门' }])
  const erase = (queryCode: string) => app().request<OwnProposal & Refused>('POST', `own-proposals/${receipt.number}/erasure`, { body: { queryCode } })
  expect((await erase('22222222')).body.error?.code).toBe('proposal-unknown')
  expect((await erase(receipt.queryCode)).body).toMatchObject({ contact: null, supports: 1 })
  expect((await erase(receipt.queryCode)).status).toBe(200)
  expect([await reveal(), (await desk(receipt.id)).proposer]).toEqual([{ name: null, phone: null }, { name: null, phone: null, enteredBy: null }])
  expect((await own()).looks, '抹了以后什么也没看到，不记看过').toHaveLength(1)
  const { rows } = await sql<{ text: string }>`select to_jsonb(a)::text as text from audit_row a where action = 'deliberation.erase-contact'`.execute(app().context.db.owner)
  expect(rows.map(({ text }) => [text.includes('王桂兰'), text.includes(receipt.number)])).toEqual([[false, true]])
  expect(await act(await desk(receipt.id), { act: 'publish' })).toMatchObject({ state: 'open' })
})

test('回避的户，名册换了又换、没通过再议，都还是回避；面积也要算的事，没写面积的户表决开始以后不能恢复；点错的那份里多写的户，两个人点齐以后还能上网投；定下来以后不再写哪一户是怎样投的', async () => {
  let box = await act(await entered(), { act: 'publish' })
  box = await act(await act(box, { act: 'schedule', day: '2026-05-09', reason: '动用维修资金' }), { ...MEETING, rule: 'owners' })
  box = await act(box, { act: 'set-roll', houses: HOUSES.map((house, at) => (at === 5 ? { code: house.code } : house)) })
  box = await act(box, { act: 'exclude', code: '12号楼302', reason: '施工单位是他家开的' })
  const roll = (one: DeliberationDetail) => one.roll.map(({ code, excluded }) => (excluded === null ? code : `${code} 回避`))
  box = await act(box, { act: 'set-roll', houses: HOUSES.slice(0, 4) })
  expect(roll(box)).toEqual(HOUSES.slice(0, 4).map(({ code }) => code))
  box = await act(box, { act: 'set-roll', houses: HOUSES.map((house, at) => (at === 5 ? { code: house.code } : house)) })
  expect(roll(box).at(-1)).toBe('12号楼302 回避')
  box = await act(box, { act: 'open-vote', until: new Date(app().clock.now() + 3_600_000).toISOString() })
  expect((await refusal(box, { act: 'exclude', code: '12号楼302', reason: '更正', isLifted: true }))?.fields).toEqual({ code: expect.stringContaining('没写面积') as string })
  const right = { households: ['12号楼102'], for: { votes: 1, squareMetres: 90 } }
  const wrong = { households: ['12号楼102', '12号楼201'], for: { votes: 2, squareMetres: 190 } }
  await papers('grid001', box.id, wrong)
  const [, , third] = await codes(box.id)
  expect((await vote(box.id, third)).body.error?.code, 'one person has counted a paper of this household').toBe('vote-twice')
  await papers('community01', box.id, right)
  const settled = (await papers('duty', box.id, right)).body
  expect(settled.paper).toMatchObject({ state: 'settled', entries: [{ households: null }, { households: null }, { households: null, ballots: { for: { votes: 1 } } }] })
  expect((await vote(box.id, third)).body.voted).toBe(2)
  expect(Object.keys(settled.roll[0] ?? {}).toSorted()).toEqual(['code', 'excluded', 'hasVoted', 'squareMetres'])
  later()
  box = await act(await desk(box.id), { act: 'count', minutes: '来的人少' })
  box = await act(box, { act: 'schedule', day: '2026-06-01', reason: '再议一次' })
  expect(box.roll).toEqual([])
  box = await act(box, { act: 'set-roll', houses: HOUSES })
  expect(roll(box).filter((line) => line.includes('回避'))).toEqual(['12号楼302 回避'])
})

test('五千户的票箱，很快就录得进去', async () => {
  let box = await act(await entered(), { act: 'publish' })
  box = await act(await act(box, { act: 'schedule', day: '2026-05-09', reason: '全小区的事' }), MEETING)
  const houses = Array.from({ length: 5000 }, (_, at) => ({ code: `${1 + Math.floor(at / 100)}号楼${101 + (at % 100)}` }))
  box = await act(box, { act: 'set-roll', houses })
  box = await act(box, { act: 'open-vote', until: new Date(app().clock.now() + 3_600_000).toISOString() })
  const full = { households: houses.map(({ code }) => ` ${code}`), for: { votes: 5000, squareMetres: 0 } }
  expect((await papers('grid001', box.id, full)).body.paper.state).toBe('waiting')
  expect((await papers('community01', box.id, full)).body.paper.state).toBe('agreed')
  expect((await desk(box.id)).roll.every(({ hasVoted }) => hasVoted)).toBe(true)
})

test('两位提议人同时答复，各记各的；点了两下“同意”只记一次；有几件在问的，不说是哪一件就不记；问的已经变了，旧的答复不算', async () => {
  const raised = async (title: string, phone: string) => {
    const { body } = await working<AnswerOf<typeof raiseProposal>>('proposals', formOf({ title, phone }))
    await act(await desk(body.id), { act: 'publish' })
    return body
  }
  const [into, first, second] = [await raised('南门装路灯', '10051120001'), await raised('南门加一盏路灯', '10051120002'), await raised('南门路口太黑', '10051120003')]
  const answer = (who: { number: string; queryCode: string }, word: string, asked?: string) => app().request<OwnProposal & Refused>('POST', `own-proposals/${who.number}/answers`, { body: { queryCode: who.queryCode, answer: word, ...(asked ? { with: asked } : {}) } })
  for (const one of [first, second]) await act(await desk(one.id), { act: 'ask-merge', into: into.id, reason: '同一个门口' })
  expect((await answer(into, 'agree')).body.error?.fields).toHaveProperty('with')
  const both = await Promise.all([answer(into, 'agree', first.id), answer(into, 'agree', first.id), answer(first, 'agree', into.id), answer(first, 'agree', into.id)])
  expect(both.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await desk(first.id)).merge).toMatchObject({ own: 'agreed', other: 'agreed', notes: [expect.any(String), expect.any(String)] })
  await act(await desk(second.id), { act: 'ask-merge', into: first.id, reason: '改合到这一件' })
  expect((await answer(second, 'agree', into.id)).body.error?.code).toBe('deliberation-not-now')
  expect((await desk(second.id)).merge).toMatchObject({ own: 'waiting', other: 'waiting' })
})

test('别的街道的议事，在这里看不到，也支持不了', async () => {
  const other = await act(await entered(), { act: 'publish' })
  expect((await shown(other.id)).title).toBe(other.title)
  await sql`update deliberation set path = 'd370305.s009.c01' where id = ${other.id}::uuid`.execute(app().context.db.owner)
  expect((await shown(other.id)).error?.code).toBe('proposal-gone')
  expect((await support(other.id, '10051130001')).body.error?.code).toBe('proposal-gone')
  expect((await app().request<AnswerOf<typeof listSimilarProposals>>('POST', 'proposals/similar', { body: { areaPath: 'd370305.s009.c01', title: other.title, text: FORM.text } })).body.proposals).toEqual([])
})
