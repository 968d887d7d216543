import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, ExportJob, listAccesses, listCare, CareDetail, showIndicator, SensitiveRegister } from '@yihu/contracts'
import { sheetsOf } from './bring.ts'
import { useApp } from './app.ts'

const app = useApp()
const { bring } = sheetsOf(app)
const C01 = 'd370305.s002.c01'
const QIN = '999999195001010018'
const CARE = '姓名,类别,联系电话,住址,看护须知,由谁同意,监护人姓名,同意日期,同意事项,联系人1姓名,联系人1电话,联系人1身份,联系人1关系,联系人1同意日期'

type Refusal = { error?: { code: string; message: string } }

const ask = (as: string, register: object, more: object = {}) => app().request<ExportJob & Refusal>('POST', 'exports', { as, body: { register, format: 'csv', purpose: '上门核对', ...more } })
const decide = (as: string, id: string, isApproved = true) => app().request<ExportJob & Refusal>('POST', `exports/${id}/decision`, { as, body: { isApproved, note: '' } })
const show = async (as: string, id: string) => (await app().request<ExportJob>('GET', `exports/${id}`, { as })).body
const fileOf = (as: string, id: string) => app().request<string & Refusal>('GET', `exports/${id}/file`, { as })

async function made(as: string, id: string): Promise<string> {
  await expect.poll(async () => (await show(as, id)).state).toBe('done')
  return (await fileOf(as, id)).body
}

/** Taken out in clear, agreed to by a second person. */
async function clear(as: string, register: object): Promise<string> {
  const { status, body } = await ask(as, register, { isMasked: false })
  expect([status, body.state], JSON.stringify(body)).toEqual([202, 'waiting'])
  expect((await decide(as === 'duty' ? 'duty2' : 'duty', body.id)).status).toBe(200)
  return made(as, body.id)
}

const lines = (text: string) => text.replace('\uFEFF', '').trimEnd().split('\r\n')
const personId = async (q: string) => (await app().request<{ persons: { id: string }[] }>('POST', 'persons/find', { as: 'community01', body: { q } })).body.persons[0]?.id ?? ''
const accesses = async (id: string) => (await app().request<AnswerOf<typeof listAccesses>>('GET', `persons/${id}/accesses?print=true`, { as: 'duty' })).body.accesses

beforeAll(async () => {
  await bring('house', ['楼栋,单元,室号', '桑家小区12号楼,1,101', '桑家小区12号楼,1,102'])
  await bring('organisation', ['单位名称,类别,统一社会信用代码,所属区域', '桑家联合党支部,党组织,,桑家社区', '桑家副食店,商铺,,桑家社区'])
  await bring('person', ['姓名,身份证号,出生日期,住址,户号,与户主关系', `秦琼,${QIN},,桑家小区12号楼1单元101,H1,户主`, '程咬金,,1981-01-01,桑家小区12号楼1单元102,,'])
  await bring('relation', ['关系,身份,姓名或名称,证件号码或信用代码,对方', `党组织关系,党员,秦琼,${QIN},桑家联合党支部`, '从业,员工,程咬金,,桑家副食店', '服务区域,党建覆盖,桑家联合党支部,,桑家社区'])
})

describe('关系的表', () => {
  it('遮盖的马上导出，姓名、号码、门牌都看不出来', async () => {
    const { body } = await ask('community01', { of: 'relation', area: C01 })
    expect(body).toMatchObject({ subject: '关系', state: 'running', filterText: expect.stringContaining('关系表；区域：') })
    const text = await made('community01', body.id)
    expect(lines(text)[1]).toBe('"关系","身份","姓名或名称","证件号码或信用代码","对方","对方号码","开始日期","数据来源"')
    expect(text).toContain('"秦*"')
    expect(text).toContain('桑家副食店')
    for (const words of ['秦琼', '程咬金', QIN, '101室', '102室']) expect(text, words).not.toContain(words)
  })

  it('只要一种关系的，就只有那一种；别的社区的一条也没有；看不见居民的岗位不行', async () => {
    const text = await clear('community01', { of: 'relation', area: C01, kind: 'employed' })
    expect(lines(text)[0]).toContain('关系表；区域：')
    expect(lines(text)[0]).toContain('关系：从业')
    expect(lines(text).slice(2)).toEqual([expect.stringMatching(/^"从业","员工","程咬金","","桑家副食店",/u)])
    const { body } = await ask('community02', { of: 'relation' })
    expect(lines(await made('community02', body.id))).toHaveLength(2)
    expect((await ask('urban', { of: 'relation' })).body.error?.code).toBe('permission-missing')
  })

  it('没有的关系导不出，说明白', async () => {
    const { status, body } = await ask('community01', { of: 'relation', kind: 'sworn-brother' })
    expect([status, body.error]).toMatchObject([400, { fields: { 'register.kind': '没有这种关系' } }])
  })

  it('批准后导出的，再导入一次：一条不少，一条不重复；导出过谁，本人都能知道', async () => {
    const text = await clear('community01', { of: 'relation', area: C01 })
    const rows = lines(text).length - 2
    expect(rows).toBeGreaterThanOrEqual(6)
    const again = await bring('relation', lines(text))
    expect(again, JSON.stringify(again.sampleErrors)).toMatchObject({ added: 0, changed: 0, repeated: rows, failed: 0 })
    expect(await accesses(await personId('程咬金'))).toContainEqual(expect.objectContaining({ whatName: '导出', fields: ['姓名', '证件号码'], purpose: '上门核对' }))
  })
})

describe('看护对象的表', () => {
  const people = async (q: string) => (await app().request<AnswerOf<typeof listCare>>('POST', 'care/find', { as: 'community01', body: { q } })).body.people
  beforeAll(async () => {
    await bring('care', [CARE, '秦琼,独居老人,10051230001,桑家小区12号楼1单元101,钥匙在对门,监护人,秦怀道,2026-05-01,用水、一键呼叫,秦怀道,10051230002,家属,儿子,2026-05-01', '罗成,残疾人,10051230003,桑家小区12号楼1单元102,,本人,,2026-05-02,语音提醒,,,,,'])
  })

  it('遮盖的看不出是谁；能看名单、不能看姓名电话的岗位，申请不了不遮盖的', async () => {
    const { body } = await ask('community01', { of: 'care', kind: 'elder-alone' })
    expect(body).toMatchObject({ subject: '看护对象', rows: 1, filterText: '看护对象表；类别：独居老人' })
    const text = await made('community01', body.id)
    for (const words of ['秦琼', '秦怀道', '10051230001', '10051230002', '101室', '钥匙在对门']) expect(text, words).not.toContain(words)
    expect(text).toContain('用水、一键呼叫')
    expect((await ask('accept', { of: 'care' })).body.error?.code).toBe('permission-missing')
  })

  it('批准后导出的，再导入一次不重复；停了看护再导入，同意、联系人、须知都回来；卡片上记着导出过', async () => {
    const text = await clear('community01', { of: 'care', area: C01 })
    expect(await bring('care', lines(text))).toMatchObject({ added: 0, changed: 0, repeated: 2, failed: 0 })
    const [one] = await people('秦琼')
    const card = await app().request<CareDetail>('GET', `care/${one?.id}`, { as: 'community01' })
    expect(card.body.history.map((line) => line.text)).toContain('导出姓名电话：上门核对')
    expect((await app().request('POST', `care/${one?.id}/end`, { as: 'community01', body: { reason: 'moved' } })).status).toBe(200)
    expect(await bring('care', lines(text))).toMatchObject({ added: 1, repeated: 1, failed: 0 })
    const [back] = await people('秦琼')
    const { body: known } = await app().request<{ note: string; guardian: string; contacts: { name: string; phone: string; relation: string }[] }>('POST', `care/${back?.id}/reveal`, { as: 'community01', body: { purpose: 'visit' } })
    expect(known).toMatchObject({ note: '钥匙在对门', guardian: '秦怀道', contacts: [{ name: '秦怀道', phone: '10051230002', relation: '儿子' }] })
  })
})

describe('一个数后面的人', () => {
  const figure = async (as: string, id: string) => (await app().request<AnswerOf<typeof showIndicator>>('GET', `indicators/${id}?area=${C01}`, { as })).body
  const take = (as: string, id: string, more: object = {}) => app().request<ExportJob & Refusal>('POST', 'exports', { as, body: { figure: { id, area: C01 }, format: 'csv', purpose: '上门核对', ...more } })

  it('看护中的人从数的来历里申请：遮盖的马上做，不遮盖的等另一个人批准；第一行写着指标、谁批的、用途', async () => {
    expect(await figure('community01', 'care.people')).toMatchObject({ taking: 'export', mayClear: true, stays: null, query: expect.stringMatching(/^看护对象表；区域：.*桑家社区$/u) })
    const masked = await take('community01', 'care.people')
    expect(masked.body).toMatchObject({ subject: '看护对象', state: 'running', isMasked: true })
    const covered = await made('community01', masked.body.id)
    expect(covered).not.toContain('秦琼')
    const { body: job } = await take('community01', 'care.people', { isMasked: false })
    expect(job).toMatchObject({ state: 'waiting', subject: '看护对象' })
    expect((await fileOf('community01', job.id)).status).not.toBe(200)
    expect((await decide('community01', job.id)).status).not.toBe(200)
    expect((await decide('duty', job.id)).status).toBe(200)
    const text = await made('community01', job.id)
    expect(lines(text)[0]).toMatch(/指标：看护中 .*批准/u)
    expect(lines(text)[0]).toContain('上门核对')
    expect(text).toContain('秦琼')
    expect(lines(text)).toHaveLength(lines(covered).length)
  })

  it('看不到看护对象的岗位没有这个数，也申请不了', async () => {
    expect((await app().request('GET', `indicators/care.people?area=${C01}`, { as: 'urban' })).status).toBe(403)
    expect((await take('urban', 'care.people')).status).toBeGreaterThanOrEqual(403)
  })

  it('预约、报名的名单不做成表：说得出在哪里看、由谁看、为什么', async () => {
    for (const [as, id] of [['duty', 'services.today'], ['duty', 'services.done'], ['duty', 'activities.taken'], ['duty', 'activities.volunteers'], ['duty', 'activities.hours']] as const) {
      expect(await figure(as, id), id).toMatchObject({ taking: null, mayClear: false, stays: expect.stringMatching(/只在.*里看.*写明用途.*审计.*所以不做成表。/u) })
      expect((await take(as, id)).body.error?.code, id).toBe('input-invalid')
    }
  })
})

describe('敏感登记的导出', () => {
  const form = { kind: 'correction', areaPath: C01, legalBasis: '中华人民共和国社区矫正法第八条', purpose: '协助社区矫正', expiresOn: '2026-08-01' }
  const readers = async () => (await app().request<{ people: { id: string; name: string }[] }>('GET', `sensitive-readers?area=${C01}`, { as: 'duty' })).body.people
  const files = () => readdir(path.join(app().place.home, 'exports'))

  async function register(names: readonly string[]): Promise<string> {
    const ids = (await readers()).filter(({ name }) => names.includes(name)).map(({ id }) => id)
    const { body } = await app().request<SensitiveRegister>('POST', 'sensitive-registers', { as: 'duty', body: { ...form, readers: ids } })
    await app().request('POST', `sensitive-registers/${body.id}/decision`, { as: 'duty2', body: { isApproved: true, note: '' } })
    return body.id
  }

  it('遮盖的也要另一位能批准敏感登记的人同意；写明法律依据和建立目的；每个人都记一次查看，终止以后文件没有了', async () => {
    const id = await register(['汤值班', '桑书记'])
    const person = await personId('秦琼')
    await app().request('POST', `sensitive-registers/${id}/entries`, { as: 'duty', body: { personId: person, note: '矫正期至 2026-07' } })
    const { body } = await ask('duty', { of: 'sensitive', id }, { purpose: '向司法所核对' })
    expect(body).toMatchObject({ state: 'waiting', isMasked: true, subject: '敏感登记', rows: 1, filterText: expect.stringMatching(/^敏感登记：社区矫正对象；区域：.*桑家社区；法律依据：中华人民共和国社区矫正法第八条；建立目的：协助社区矫正$/u) })
    expect((await decide('duty', body.id)).body.error?.code).toBe('export-own-request')
    expect((await show('duty2', body.id)).mayDecide).toBe(true)
    expect((await accesses(person)).filter(({ whatName }) => whatName === '敏感登记')).toEqual([])
    await decide('duty2', body.id)
    const text = await made('duty', body.id)
    expect(lines(text)[0]).toContain('法律依据：中华人民共和国社区矫正法第八条')
    expect(lines(text)[0]).toContain('（于值班批准）')
    expect(lines(text)[2]).toMatch(/^"秦\*","[^"]*桑家[^"]*","\*\*\*","汤值班","2026-05-07"$/u)
    const whole = await clear('duty', { of: 'sensitive', id })
    expect(whole).toContain('"秦琼"')
    expect(whole).toContain('矫正期至 2026-07')
    expect((await accesses(person)).filter(({ whatName }) => whatName === '敏感登记').map(({ purpose }) => purpose).toSorted()).toEqual(['社区矫正对象：导出，上门核对', '社区矫正对象：导出，向司法所核对'])
    const { body: trail } = await app().request<{ rows: { actor: string; purpose: string }[] }>('GET', 'audit?action=sensitive.export', { as: 'auditor' })
    expect(trail.rows.map(({ actor, purpose }) => [actor, purpose])).toEqual([['汤值班（duty）', '上门核对'], ['汤值班（duty）', '向司法所核对']])
    expect(await files()).toContain(`${body.id}.sealed`)
    await app().request('POST', `sensitive-registers/${id}/end`, { as: 'duty2', body: { reason: '矫正期满' } })
    expect((await fileOf('duty', body.id)).body.error?.code).toMatch(/^(?:sensitive-not-now|export-gone)$/u)
    await app().settle()
    expect(await files()).not.toContain(`${body.id}.sealed`)
    expect((await show('duty', body.id)).state).toBe('expired')
  })

  it('不是读者的、岗位没有导出权限的、别的社区的，都导不出；批准以前登记终止了的，也没有文件', async () => {
    const id = await register(['汤值班', '桑书记'])
    expect((await ask('duty2', { of: 'sensitive', id })).body.error?.code).toBe('sensitive-not-reader')
    expect((await ask('community01', { of: 'sensitive', id })).body.error?.code).toBe('permission-missing')
    expect((await ask('duty', { of: 'sensitive', id: crypto.randomUUID() })).status).toBe(404)
    const { body } = await ask('duty', { of: 'sensitive', id })
    await app().request('POST', `sensitive-registers/${id}/end`, { as: 'duty2', body: { reason: '用不着了' } })
    await app().settle()
    expect((await decide('duty2', body.id)).body.error?.code).toBe('export-not-ready')
  })
})

describe('家在别处、这里有产权的居民', () => {
  it('看得见的就能写用途查看，也能随关系表导出，本人都知道', async () => {
    const { body: house } = await app().request<{ card: { id: string } }>('POST', 'pool/house', { as: 'community02', body: { areaPath: 'd370305.s002.c02.g003', source: 'visit', values: { unit: '1', room: '909' } } })
    const one = await personId('程咬金')
    const owns = await app().request('POST', 'pool-relations', { as: 'duty', body: { kind: 'owns', role: 'owner', fromRegister: 'person', fromId: one, to: { register: 'house', id: house.card.id }, source: 'visit' } })
    expect(owns.status, JSON.stringify(owns.body)).toBe(201)
    const seen = await app().request<{ values: Record<string, string> } & Refusal>('POST', `persons/${one}/reveal`, { as: 'community02', body: { fields: ['name'], purpose: 'visit' } })
    expect([seen.status, seen.body.values], JSON.stringify(seen.body)).toEqual([200, { name: '程咬金' }])
    expect(await clear('community02', { of: 'relation', kind: 'owns' })).toContain('"程咬金"')
    expect((await accesses(one)).map(({ by, whatName }) => [by, whatName])).toEqual(expect.arrayContaining([['辛书记', '查看'], ['辛书记（community02）', '导出']]))
  })
})
