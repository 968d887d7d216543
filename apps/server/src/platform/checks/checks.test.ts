import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { AnswerOf, ChecklistDetail, fillChecklist, IndicatorFigure, listAllChecklists, listChecklists, listDangers, listSheets, sendActions, SheetDetail } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { newId } from '../../kernel/id.ts'

const app = useApp()
type Refusal = { error?: { code: string; message: string; fields?: Record<string, string> } }
type Filled = AnswerOf<typeof fillChecklist> & Refusal
const GRID = 'd370305.s002.c01.g001'
const PLACE = { kind: 'place', label: '12号楼车棚', areaPath: `${GRID}.e01.b012`, ...AT_BUILDING_12 }

const lists = async () => (await app().request<AnswerOf<typeof listChecklists>>('GET', 'checks/lists', { as: 'grid001' })).body.lists
const fill = (as: string, body: object) => app().request<Filled>('POST', 'checks/sheets', { as, body: { id: newId(app().clock.now()), at: new Date(app().clock.now()).toISOString(), ...body } })
const dangers = async (query = '', as = 'community01') => (await app().request<AnswerOf<typeof listDangers>>('GET', `checks/dangers?${query}`, { as })).body
const photo = async () => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: { r: Math.floor(app().clock.now() % 255), g: 90, b: 30 } } }).jpeg().toBuffer()
  return (await app().upload({ bytes }, { as: 'grid001' })).body.id
}

/** Charging of bicycles: everything in order but what is said otherwise. */
async function charging(over: Record<number, object> = {}) {
  const list = (await lists()).find(({ name }) => name.startsWith('电动自行车'))
  if (!list) throw new Error('the list is shipped')
  const answers = list.items.map((item, at) => ({ itemId: item.id, value: item.kind === 'number' ? 0 : item.dangerWhen && 'is' in item.dangerWhen && item.dangerWhen.is.includes('yes') ? 'no' : 'yes', ...over[at] }))
  return { listId: list.id, version: list.version, subject: PLACE, answers }
}

test('随产品装入的检查表现在就能填：雨污分流 4 大项 24 小项，还有九小场所、充电、油烟、出租房', async () => {
  const all = await lists()
  expect(all.map(({ name }) => name)).toEqual(['雨污分流工程现场检查记录表', '九小场所消防检查', '电动自行车停放充电检查', '餐饮油烟检查', '出租房安全检查'])
  const sewers = all[0]
  expect(sewers?.items).toHaveLength(24)
  expect(new Set(sewers?.items.map(({ group }) => group)).size).toBe(4)
  // What came with the program passes the street's own publishing rules.
  for (const { id } of all) {
    const { body } = await app().request<ChecklistDetail>('GET', `checks/lists/${id}`, { as: 'duty' })
    await app().request('PUT', `checks/lists/${id}/draft`, { as: 'duty', body: { revision: body.revision, form: body.form } })
    expect((await app().request<ChecklistDetail & Refusal>('POST', `checks/lists/${id}/publish`, { as: 'duty', body: { revision: body.revision + 1, note: '照用' } })).body.error).toBeUndefined()
  }
  const paper = await app().request<string>('GET', `checks/lists/${sewers?.id ?? ''}/paper`, { as: 'grid001' })
  expect(paper.body.slice(0, 5)).toBe('%PDF-')
})

test('检查表先起草、再发布，发布后不再改；问数据池里已有内容的不能发布；停用的不再给手机，旧版填好的照收', async () => {
  const form = { name: '小餐馆复工检查', subject: 'place', purpose: '', items: [{ id: 'a1', text: '通道畅通', kind: 'yes-no', dangerWhen: { is: ['no'] }, classCode: 'A090301' }, { id: 'a2', text: '所在社区', kind: 'text' }] }
  expect((await app().request<Refusal>('POST', 'checks/lists', { as: 'grid001', body: form })).status).toBe(403)
  const { body: made } = await app().request<ChecklistDetail>('POST', 'checks/lists', { as: 'duty', body: form })
  expect(made).toMatchObject({ revision: 1, form: null, draft: { name: form.name }, versions: [] })
  expect((await lists()).some(({ id }) => id === made.id)).toBe(false)
  const at = (path: string) => `checks/lists/${made.id}/${path}`
  const save = (revision: number, draft: object, as = 'duty') => app().request<ChecklistDetail & Refusal>('PUT', at('draft'), { as, body: { revision, form: draft } })
  const publish = async (revision: number, as = 'duty') => (await app().request<ChecklistDetail & Refusal>('POST', at('publish'), { as, body: { revision } })).body

  expect((await publish(1)).error).toMatchObject({ code: 'checklist-pool-knows', message: expect.stringMatching(/“所在社区”.*“区域”/u) as string })
  expect((await save(7, form)).body.error?.code).toBe('conflict')
  const [first, second] = form.items
  await save(1, { ...form, items: [first, { ...second, text: '要选一个', kind: 'choice', choices: ['好'] }] })
  expect((await publish(2)).error?.code).toBe('checklist-invalid')
  await save(2, { ...form, items: [first] })
  expect(await publish(3, 'admin')).toMatchObject({ draft: null, versions: [{ version: 1, publishedBy: '安管理' }], classNames: { A090301: '消防通道堵塞' } })
  expect((await publish(4)).error?.code).toBe('checklist-no-draft')

  await save(4, { ...form, isActive: false, items: [{ ...first, text: '通道没有堆东西' }] }, 'duty2')
  expect((await publish(5)).versions).toMatchObject([{ version: 2 }, { version: 1 }])
  expect((await lists()).some(({ id }) => id === made.id)).toBe(false)
  expect((await app().request<{ form: object }>('GET', at('versions/1'), { as: 'grid001' })).body.form).toMatchObject({ items: [{ text: '通道畅通' }] })
  const old = await fill('grid001', { listId: made.id, version: 1, subject: PLACE, answers: [{ itemId: 'a1', value: 'yes' }] })
  expect(old).toMatchObject({ status: 201, body: { dangers: [] } })
  expect((await fill('grid001', { listId: made.id, version: 9, subject: PLACE, answers: [] })).body.error?.code).toBe('checklist-version-unknown')
  await save(6, form)
  expect((await app().request('DELETE', `${at('draft')}?revision=7`, { as: 'duty' })).status).toBe(204)
  const { body: all } = await app().request<AnswerOf<typeof listAllChecklists>>('GET', 'checks/all-lists', { as: 'duty' })
  expect(all.lists.find(({ id }) => id === made.id)).toMatchObject({ version: 2, isActive: false, hasDraft: false, sheets: 1, openDangers: 0 })
})

test('查出的隐患立成案件派出去；整改的照片和查出时的照片并排；复查不过返工，过了才销，还在就重新打开', async () => {
  const before = await photo()
  const sheet = { id: newId(app().clock.now()), ...(await charging({ 0: { value: 'yes', note: '三单元门厅两辆', photos: [before] }, 5: { value: 4 } })) }
  const first = await fill('grid001', sheet)
  expect(first.body.dangers.map(({ itemId }) => itemId)).toEqual(['i1', 'i6'])
  expect((await fill('grid001', sheet)).body).toEqual(first.body)
  expect((await fill('grid003', { ...sheet, subject: { kind: 'place', label: '别处', ...IN_SHENGXIN } })).body.error?.code).toBe('conflict')
  const action = { id: newId(app().clock.now()), kind: 'check.fill', at: new Date(app().clock.now() - 3_600_000).toISOString(), body: await charging() }
  const { body: sent } = await app().request<AnswerOf<typeof sendActions>>('POST', 'patrol/actions', { as: 'grid001', body: { device: newId(app().clock.now()), actions: [action, action] } })
  expect(sent.results).toMatchObject([{ outcome: 'applied', isRepeated: false, answer: { id: action.id, dangers: [] } }, { outcome: 'applied', isRepeated: true }])
  const found = await app().find(first.body.dangers[0]?.caseNumber ?? '')
  expect(found).toMatchObject({ source: 'check', title: '隐患：楼道、门厅或地下室里停放电动自行车', state: 'registered' })
  expect(await dangers()).toMatchObject({ counts: { open: 2, overdue: 0, checking: 0, closed: 0 }, byArea: [{ id: 'd370305.s002.c01', name: '桑家社区', open: 2 }], byList: [{ open: 2 }] })

  await app().move('accept', found.id, { move: 'accept' })
  await app().move('accept', found.id, { move: 'file', classCode: 'S2102' })
  await app().move('dispatch', found.id, { move: 'dispatch', unitId: 'property-01' })
  await app().move('property01', found.id, { move: 'claim' })
  const after = await photo()
  await app().request('POST', `cases/${found.id}/moves`, { as: 'property01', body: { move: 'reply', text: '已清走，门口装了挡车桩', evidence: [after] } })
  const checking = await dangers('state=checking')
  expect(checking).toMatchObject({ counts: { open: 2, checking: 1 }, dangers: [{ answer: '是', note: '三单元门厅两辆', case: { unitName: '桑家物业', stateName: '已回复' }, before: [{ id: before }], after: [{ id: after }] }] })
  await app().move('duty', found.id, { move: 'rework', reason: '晚上又停回来了' })
  expect((await dangers('state=checking')).counts.checking).toBe(0)
  await app().move('property01', found.id, { move: 'reply', text: '装了门禁' })
  await app().move('duty', found.id, { move: 'start-check' })
  await app().move('duty2', found.id, { move: 'pass-check', note: '晚上去看过，没有了' })
  await app().settle()
  expect(await dangers('state=closed')).toMatchObject({ counts: { open: 1, closed: 1 }, dangers: [{ case: { isOpen: false } }] })
  await app().move('duty', found.id, { move: 'reopen', reason: '又有人停' })
  await app().settle()
  expect((await dangers()).counts).toMatchObject({ open: 2, closed: 0 })

  app().clock.advance(20 * 86_400_000)
  const late = await dangers('state=overdue')
  expect(late.counts.overdue).toBe(2)
  expect(late.dangers).toHaveLength(2)
  const { body: figure } = await app().request<IndicatorFigure>('GET', `indicators/check.overdue?area=${GRID}`, { as: 'duty' })
  expect(figure).toMatchObject({ value: 2, list: `/checks/dangers?state=overdue&area=${GRID}` })
  const { body: one } = await app().request<SheetDetail>('GET', `checks/sheets/${sheet.id}`, { as: 'grid001' })
  expect(one).toMatchObject({ asked: 8, passed: 6, dangers: 2, by: '高网格', subjectLabel: '12号楼车棚' })
  expect(one.answers[0]).toMatchObject({ isDanger: true, case: { number: found.number } })
  expect((await app().request('GET', one.answers[0]?.photos[0]?.url ?? '', { as: 'grid001' })).status).toBe(200)
})

test('没填全的、乱填的、管辖外的不收，哪一项不对说得清；别的社区看不到这里的检查和隐患', async () => {
  const form = await charging({ 0: { value: 'maybe' }, 4: { value: 'no' } })
  const { body } = await fill('grid001', { ...form, answers: [...form.answers.slice(0, 7), { itemId: 'i99', value: 'yes' }] })
  expect(body.error).toMatchObject({ code: 'input-invalid', fields: { 'answers.i1': expect.any(String), 'answers.i5': '这一项要拍照片', 'answers.i8': '还没有填写', 'answers.i99': expect.any(String) } })
  const good = await charging()
  expect((await fill('grid001', { ...good, subject: { kind: 'place', label: '辛店', ...IN_SHENGXIN } })).body.error?.fields).toHaveProperty('subject.areaPath')
  expect((await fill('grid001', { ...good, subject: { kind: 'house', id: 'x' } })).body.error?.fields).toHaveProperty('subject.kind')
  const small = (await lists()).find(({ name }) => name.startsWith('餐饮'))
  const catering = { listId: small?.id, version: small?.version, subject: { kind: 'organisation', id: newId(app().clock.now()) } }
  const answers = (small?.items ?? []).map((item) => ({ itemId: item.id, value: item.kind === 'number' ? 10 : item.kind === 'choice' ? '没有' : 'na' }))
  expect((await fill('grid001', { ...catering, answers })).body.error?.code).toBe('check-subject-unknown')
  const { body: shop } = await app().request<{ card: { id: string } }>('POST', 'pool/organisation', { as: 'grid001', body: { areaPath: GRID, source: 'visit', values: { kind: 'shop', name: '老王烧烤店' } } })
  expect((await fill('grid001', { ...catering, subject: { kind: 'organisation', id: shop.card.id }, answers })).body).toMatchObject({ dangers: [] })

  const seen = async (as: string) => (await app().request<AnswerOf<typeof listSheets>>('GET', 'checks/sheets?limit=1', { as })).body
  const page = await seen('grid001')
  expect(page.sheets).toMatchObject([{ subjectLabel: '老王烧烤店', listName: '餐饮油烟检查' }])
  expect((await app().request<AnswerOf<typeof listSheets>>('GET', `checks/sheets?cursor=${page.next ?? ''}&danger=yes`, { as: 'grid001' })).body.sheets).toMatchObject([{ subjectLabel: '12号楼车棚', dangers: 2 }])
  expect((await seen('grid003')).sheets).toEqual([])
  expect((await dangers('', 'grid003')).counts).toEqual({ open: 0, overdue: 0, checking: 0, closed: 0 })
  expect((await app().request('GET', 'checks/dangers', { as: 'urban' })).status).toBe(403)
})
