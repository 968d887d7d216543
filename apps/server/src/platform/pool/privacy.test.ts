import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, erasePerson, listAccesses, listAudit, listLayers, listNotices, listPersons, listRetention, listSensitiveReaders, personFigures, personFile, PoolCard, readSensitiveRegister, Role, SensitiveRegister } from '@yihu/contracts'
import { MORNING, useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN, tileOf } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { ROLE_PERMISSIONS, upsertUser } from '../identity/index.ts'
import { addEntries, applyRetention, closeBatch, endOverdue, openBatch } from './index.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
const B12 = `${C01}.g001.e01.b012`
const IN_C02 = 'd370305.s002.c02.g003'

interface Refused {
  readonly error?: { readonly code: string; readonly message: string }
}

const post = <T = Refused>(as: string, url: string, body: object = {}) => app().request<T & Refused>('POST', url, { as, body })
const card = async (as: string, id: string) => (await app().request<PoolCard>('GET', `pool/person/${id}`, { as })).body
const list = async (as: string, body: object) => (await app().request<AnswerOf<typeof listPersons>>('POST', 'persons/find', { as, body })).body.persons
const audit = async (action: string) => (await app().request<AnswerOf<typeof listAudit>>('GET', `audit?action=${action}`, { as: 'auditor' })).body.rows

let serial = 0
async function person(values: object, { as = 'grid001', areaPath = B12 } = {}): Promise<PoolCard> {
  const { status, body } = await post<{ card: PoolCard }>(as, 'pool/person', { areaPath, source: 'visit', values: { name: `某${serial++}`, ...values } })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.card
}

async function bulk(entries: { areaPath: string; values: object }[], register: 'person' | 'organisation' = 'person'): Promise<string[]> {
  const { context } = app()
  return context.db.transact(systemScope, async (tx) => {
    const batch = await openBatch(tx, context, { areaPath: 'd370305.s002', source: 'police', asOf: '2026-05-01', title: '成批', by: null })
    const added = await addEntries(tx, context, { batch, register, entries: entries.map(({ values, ...entry }) => ({ ...entry, values: { ...values } })) })
    await closeBatch(tx, batch)
    return added.map(({ id }) => id)
  })
}

describe('查看个人信息', () => {
  it('写了用途才看得到，记入审计而审计里没有内容；本人能拿到谁看过的清单，打印也记一笔', async () => {
    const one = await person({ name: '佘赛花', phone: '10051112222', idNumber: '999999193512150224', domicile: '天波府' })
    const url = `persons/${one.id}/reveal`
    expect((await post('grid001', url, { fields: ['phone'] })).status).toBe(400)
    expect((await post('grid001', url, { fields: ['sex'], purpose: 'visit' })).status).toBe(400)
    const { body } = await post<{ values: object }>('grid001', url, { fields: ['name', 'phone', 'workplace'], purpose: 'visit', note: '核对电话' })
    expect(body.values).toEqual({ name: '佘赛花', phone: '10051112222', workplace: null })
    expect((await post('accept', url, { fields: ['name'], purpose: 'visit' })).status).toBe(403)
    expect((await post('community02', url, { fields: ['name'], purpose: 'visit' })).status).toBe(404)
    const [row] = await audit('person.reveal')
    expect(row).toMatchObject({ actor: '高网格（grid001）', purpose: '上门走访：核对电话', detail: { personId: one.id, fields: ['name', 'phone', 'workplace'] } })
    expect(JSON.stringify(row)).not.toMatch(/佘赛花|10051112222/u)
    const accesses = async (query = '') => (await app().request<AnswerOf<typeof listAccesses>>('GET', `persons/${one.id}/accesses${query}`, { as: 'community01' })).body
    expect((await accesses('?print=true')).accesses.map(({ whatName }) => whatName).toSorted()).toEqual(['打印给本人', '查看'])
    expect((await accesses()).accesses.find(({ whatName }) => whatName === '查看')).toMatchObject({ by: '高网格', fields: ['姓名', '联系电话', '服务处所'], purpose: '上门走访：核对电话' })
  })
})

describe('重复的人', () => {
  it('并入以后关系和缺的内容都跟过去，撤销以后各归各；绕圈的合并不行', async () => {
    const [kept, lost] = [await person({ name: '杨宗保', birth: '1990-03-01' }), await person({ name: '杨宗保', birth: '1990-03-09', phone: '10053334444', education: '21' })]
    expect((await card('grid001', kept.id)).conflicts).toEqual(['另有 1 条同名、同年月出生的登记，可能是同一个人'])
    const { body: home } = await post<{ card: PoolCard }>('grid001', 'pool/house', { areaPath: B12, source: 'visit', values: { room: '901' } })
    await post('grid001', 'pool-relations', { kind: 'resides', role: 'owner', fromRegister: 'person', fromId: lost.id, to: { register: 'house', id: home.card.id }, source: 'visit' })
    const join = (as: string, id: string, intoId: string) => post(as, `persons/${id}/merge`, { intoId, reason: '同一身份证复印件' })
    expect((await join('grid001', lost.id, kept.id)).status).toBe(403)
    expect((await join('community01', lost.id, lost.id)).body.error?.code).toBe('person-merge-invalid')
    expect((await join('community01', lost.id, kept.id)).status).toBe(200)
    expect((await join('community01', lost.id, kept.id)).body.error?.code).toBe('pool-entry-closed')
    const merged = await card('community01', kept.id)
    expect(merged.relations.map(({ kindName }) => kindName)).toEqual(['居住'])
    expect(merged.fields.find(({ field }) => field === 'phone')?.text).toBe('100****4444')
    expect(await card('community01', lost.id)).toMatchObject({ state: 'merged', mergedInto: kept.id, relations: [], mayEdit: false })
    expect((await list('community01', { q: '10053334444' })).map(({ id }) => id)).toEqual([kept.id])
    expect((await join('community01', kept.id, (await person({})).id)).body.error?.code).toBe('person-merge-invalid')
    expect((await post('community01', `persons/${lost.id}/unmerge`, { reason: '是兄弟俩' })).status).toBe(204)
    expect((await post('community01', `persons/${lost.id}/unmerge`, { reason: '是兄弟俩' })).body.error?.code).toBe('person-merge-invalid')
    expect((await card('community01', kept.id)).relations).toEqual([])
    expect((await card('community01', kept.id)).fields.map(({ field }) => field).toSorted()).toEqual(['birth', 'name'])
    expect((await card('community01', lost.id)).relations.map(({ kindName }) => kindName)).toEqual(['居住'])
    expect((await list('community01', { q: '10053334444' })).map(({ id }) => id)).toEqual([lost.id])
  })
})

describe('本人的权利', () => {
  it('能拿到自己的全部信息；抹去以后打不开、找不到，留下证明，审计里只有编号', async () => {
    const one = await person({ name: '穆桂英', phone: '10055556666', political: '01' })
    await app().request('PATCH', `pool/person/${one.id}`, { as: 'grid001', body: { version: 1, values: { phone: '10055557777' }, source: 'self' } })
    await post('grid001', 'pool/vehicle', { areaPath: B12, source: 'visit', values: { plate: '鲁I12345' } }).then(({ body }) =>
      post('grid001', 'pool-relations', { kind: 'drives', role: 'owner', fromRegister: 'person', fromId: one.id, to: { register: 'vehicle', id: (body as unknown as { card: PoolCard }).card.id }, source: 'visit' }))
    expect((await post('community01', `persons/${one.id}/file`, { purpose: '本人到场' })).status).toBe(403)
    const { body: file } = await post<AnswerOf<typeof personFile>>('duty', `persons/${one.id}/file`, { purpose: '本人到场申请' })
    expect(file.person).toMatchObject({ 姓名: '穆桂英', 联系电话: '10055557777', 政治面貌: '中国共产党党员' })
    expect(file.facts).toMatchObject({ 联系电话: ['本人申报', '2026-05-07', '已登记'] })
    expect(file.history.map(({ by, text }) => `${by} ${text}`).toSorted()).toEqual(['高网格 联系电话：10055556666 → 10055557777', '高网格 车辆：（空） → 车主 鲁I1***5'])
    expect(file.relations).toEqual(['车辆 车主 鲁I1***5'])
    const erase = (version: number) => post<AnswerOf<typeof erasePerson>>('duty', `persons/${one.id}/erasure`, { version, reason: '本人申请删除' })
    expect((await erase(1)).body.error?.code).toBe('conflict')
    const { body } = await erase(2)
    expect(body.proof).toMatchObject({ entries: 1, digest: expect.stringMatching(/^[\da-f]{64}$/u) as string })
    expect(await card('duty', one.id)).toMatchObject({ title: '已抹去', state: 'erased', fields: [], relations: [], areaPath: C01, mayEdit: false })
    for (const q of ['穆桂英', 'mgy', '10055557777']) expect(await list('duty', { q, state: 'erased' })).toEqual([])
    expect((await post('duty', `persons/${one.id}/reveal`, { fields: ['name'], purpose: 'law' })).body.error?.code).toBe('pool-entry-closed')
    expect((await erase(3)).body.error?.code).toBe('pool-entry-closed')
    expect((await audit('pool.erase'))[0]?.detail).toMatchObject({ digest: body.proof.digest, rule: 'request' })
    const history = (await app().request<{ changes: { whatName: string; changes: unknown[] }[] }>('GET', `pool/person/${one.id}/history`, { as: 'duty' })).body.changes
    expect(history.map(({ whatName, changes }) => `${whatName} ${changes.length}`).toSorted()).toEqual(['修改 0', '建立关系 0', '抹去 0'])
  })

  it('保存期限到了的迁出居民自动抹去，证明写明规则、条数；期限由管理员改', async () => {
    const [one, double] = [await person({ name: '佘老太' }), await person({ name: '佘老太', phone: '10051118888' })]
    expect((await post('community01', `persons/${double.id}/merge`, { intoId: one.id, reason: '登记了两次' })).status).toBe(200)
    const leave = { version: 2, state: 'left', asOf: '2024-01-01', source: 'visit' }
    await app().request('PATCH', `pool/person/${one.id}`, { as: 'grid001', body: leave })
    const rules = async () => (await app().request<AnswerOf<typeof listRetention>>('GET', 'retention', { as: 'admin' })).body
    await applyRetention(app().context)
    expect((await card('duty', one.id)).state).toBe('left')
    const save = (version: number) => app().request<Refused>('PUT', 'retention/person-left', { as: 'admin', body: { version, days: 365, isOn: true } })
    expect((await save(1)).status).toBe(200)
    expect((await save(1)).body.error?.code).toBe('conflict')
    await applyRetention(app().context)
    for (const { id } of [one, double]) {
      expect((await card('duty', id)).state).toBe('erased')
      expect((await post('duty', `persons/${id}/reveal`, { fields: ['phone'], purpose: 'law' })).body.error?.code).toBe('pool-entry-closed')
    }
    expect((await rules()).proofs.find(({ rule }) => rule === 'person-left')).toMatchObject({ rule: 'person-left', entries: 2, by: '系统', reason: '迁出的居民：抹去个人信息' })
  })
})

describe('敏感登记', () => {
  const form = { kind: 'correction', areaPath: C01, legalBasis: '中华人民共和国社区矫正法第八条', purpose: '协助社区矫正', expiresOn: '2026-08-01', readers: [] as string[] }
  const propose = (more: object = {}) => post<SensitiveRegister>('community01', 'sensitive-registers', { ...form, ...more })
  const readers = async (area = C01) => (await app().request<AnswerOf<typeof listSensitiveReaders>>('GET', `sensitive-readers?area=${area}`, { as: 'community01' })).body.people
  const idOf = async (name: string) => (await readers()).find((one) => one.name === name)?.id ?? ''
  beforeAll(async () => { form.readers.push(await idOf('桑书记')) })

  it('读者按姓名从能看的人里选：岗位能看敏感登记、辖区有关的；别的社区的、停用的选不了', async () => {
    expect((await readers()).map(({ name, unitNames }) => [name, unitNames])).toEqual([['桑书记', ['桑家社区']], ['汤值班', ['综合指挥中心']], ['于值班', ['综合指挥中心']]].toSorted())
    expect((await readers('d370305.s002')).map(({ name }) => name)).toEqual(expect.arrayContaining(['桑书记', '辛书记', '汤值班']))
    expect((await app().request('GET', `sensitive-readers?area=${C01}`, { as: 'grid001' })).status).toBe(403)
    const elsewhere = (await readers('d370305.s002.c02')).find(({ name }) => name === '辛书记')?.id
    expect((await propose({ readers: [elsewhere] })).body.error?.code).toBe('input-invalid')
  })

  const reading = (as: string, id: string) => post<AnswerOf<typeof readSensitiveRegister>>(as, `sensitive-registers/${id}/reading`, { purpose: '走访前了解' })

  it('默认没有；没有依据、期限太长、读者不对的申请不受理，自己批不了自己的', async () => {
    expect((await app().request('GET', 'sensitive-registers', { as: 'duty' })).body).toEqual({ registers: [] })
    expect((await app().request('GET', 'sensitive-registers', { as: 'grid001' })).status).toBe(403)
    for (const wrong of [{ areaPath: 'd370305.s002.c02' }, { legalBasis: '需要' }, { expiresOn: '2028-01-01' }, { expiresOn: '2026-05-07' }, { readers: [] }, { readers: [crypto.randomUUID()] }]) expect((await propose(wrong)).status, JSON.stringify(wrong)).toBe(400)
    const { body } = await post<SensitiveRegister>('duty', 'sensitive-registers', form)
    expect((await post('duty', `sensitive-registers/${body.id}/decision`, { isApproved: true })).body.error?.code).toBe('sensitive-own-request')
    expect((await post<SensitiveRegister>('duty2', `sensitive-registers/${body.id}/decision`, { isApproved: false, note: '依据不足' })).body).toMatchObject({ state: 'declined', decision: { by: '于值班' } })
  })

  it('批准以后只有指定的读者能看，每看一次本人都能知道；别人的列表、搜索、卡片里看不出来；到期自动终止并销毁', async () => {
    const one = await person({ name: '焦光普' })
    const { body: register } = await propose()
    await app().settle()
    expect((await reading('community01', register.id)).body.error?.code).toBe('sensitive-not-now')
    await post('duty', `sensitive-registers/${register.id}/decision`, { isApproved: true, note: '' })
    const enter = () => post<{ id: string }>('community01', `sensitive-registers/${register.id}/entries`, { personId: one.id, note: '矫正期至 2026-07' })
    const { body: entry } = await enter()
    expect((await enter()).status).toBe(400)
    expect((await reading('duty', register.id)).body.error?.code).toBe('sensitive-not-reader')
    expect((await reading('community02', register.id)).status).toBe(404)
    expect((await reading('community01', register.id)).body.entries).toMatchObject([{ name: '焦光普', note: '矫正期至 2026-07', createdBy: '桑书记' }])
    expect((await audit('sensitive.read'))[0]).toMatchObject({ actor: '桑书记（community01）', object: '社区矫正对象', purpose: '走访前了解' })
    const { body: other } = await propose({ readers: [await idOf('汤值班')] })
    await post('duty', `sensitive-registers/${other.id}/decision`, { isApproved: true })
    const looks = async (as: string, query = '') => (await app().request<AnswerOf<typeof listAccesses>>('GET', `persons/${one.id}/accesses${query}`, { as })).body.accesses.filter(({ whatName }) => whatName === '敏感登记').map(({ purpose }) => purpose)
    for (const [as, query] of [['grid001', ''], ['grid001', '?print=true'], ['duty', '']] as const) expect(await looks(as, query), `${as} ${query}`).toEqual([])
    for (const [as, query] of [['community01', ''], ['duty', '?print=true']] as const) expect(await looks(as, query), `${as} ${query}`).toEqual(['社区矫正对象：走访前了解'])
    expect((await app().request<AnswerOf<typeof listNotices>>('GET', 'notices', { as: 'duty' })).body.notices.map(({ title }) => title)).toContain('桑书记申请建立敏感登记：社区矫正对象')
    await post('duty', `sensitive-registers/${other.id}/end`, { reason: '用不着了' })
    expect(JSON.stringify(await card('duty', one.id))).not.toMatch(/矫正/u)
    for (const id of [entry.id, crypto.randomUUID()]) expect((await app().request('DELETE', `sensitive-registers/${register.id}/entries/${id}`, { as: 'community01' })).status).toBe(id === entry.id ? 204 : 404)
    await enter()
    app().clock.set(Date.parse('2026-08-02T00:10:00+08:00'))
    expect((await reading('community01', register.id)).body.error?.code).toBe('sensitive-not-now')
    await endOverdue(app().context)
    const { registers } = (await app().request<{ registers: SensitiveRegister[] }>('GET', 'sensitive-registers', { as: 'community01' })).body
    expect(registers.find(({ id }) => id === register.id)?.state).toBe('ended')
    expect((await audit('sensitive.end'))[0]).toMatchObject({ purpose: '期限已到', detail: { entries: 1 } })
    app().clock.set(Date.parse(MORNING))
  })

  it('也可以提前终止', async () => {
    const { body: register } = await propose()
    await post('duty', `sensitive-registers/${register.id}/decision`, { isApproved: true })
    expect((await post<SensitiveRegister>('duty', `sensitive-registers/${register.id}/end`, { reason: '矫正期满' })).body.state).toBe('ended')
    expect((await post('duty', `sensitive-registers/${register.id}/end`, { reason: '矫正期满' })).body.error?.code).toBe('sensitive-not-now')
  })
})

it('统计里不足十人的不显示，也减不出来', async () => {
  await bulk([...Array.from({ length: 30 }, () => ['1', IN_C02]), ...Array.from({ length: 3 }, () => ['2', IN_C02]), ...Array.from({ length: 20 }, () => ['2', B12]), ...Array.from({ length: 20 }, () => ['1', B12])]
    .map(([sex, areaPath], at) => ({ areaPath: areaPath ?? B12, values: { name: `甲${at}`, sex } })))
  const { body } = await app().request<AnswerOf<typeof personFigures>>('GET', 'persons/figures?area=d370305.s002&by=sex', { as: 'duty' })
  const there = body.rows.find(({ path }) => path.endsWith('c02'))
  expect(there?.cells.find(({ name }) => name === '女')?.count).toBe(null)
  expect(there?.cells.filter(({ count }) => count === null).length).toBeGreaterThan(1)
  expect(body.held).toBeGreaterThan(1)
})

describe('权限矩阵：岗位 × 登记、图层 × 字段 × 区域', () => {
  const CLEAR = { name: '钟馗魁', idNumber: '999999195001010018', birth: '1950-01-01', phone: '10058887777', domicile: '终南山下三里', workplace: '唐宫大内', note: '不饮酒的人', plate: '鲁I54321', contact: '郁垒垒' }
  /** One account a role, two where they sit in two communities. */
  const STAFF: Readonly<Record<Role, readonly string[]>> = {
    admin: ['admin'], auditor: ['auditor'], security: ['security'], 'duty-chief': ['duty'], acceptor: ['accept'], dispatcher: ['dispatch'], community: ['community01', 'community02'], 'grid-worker': ['grid001', 'grid003'],
    department: ['urban'], property: ['property01'], enterprise: ['enterprise01'], screen: ['screen01'],
  }
  /** These see what their unit has in hand, and no place. */
  const BY_UNIT: readonly string[] = ['department', 'property', 'enterprise']
  const SITTING: Readonly<Record<string, string>> = { community01: 'c01', grid001: 'c01', community02: 'c02', grid003: 'c02', property01: 'c01' }
  const PERSONAL = ['name', 'idNumber', 'birth', 'phone', 'domicile', 'workplace', 'note'] as const
  const entries: { place: string; register: string; id: string }[] = []
  const leaks = (body: unknown): string[] => Object.values(CLEAR).filter((value) => JSON.stringify(body).includes(value))
  const people = () => entries.filter(({ register }) => register === 'person')
  const POINTS = { c01: AT_BUILDING_12, c02: IN_SHENGXIN }
  /** Every layer that anybody has, with the zoom at which its things are told one by one. */
  const layers = new Map<string, number>()
  const layersOf = async (as: string) => (await app().request<AnswerOf<typeof listLayers>>('GET', 'layers', { as })).body.layers

  beforeAll(async () => {
    const { name, idNumber, birth, phone, domicile, workplace, note, plate, contact } = CLEAR
    await app().context.db.transact(systemScope, async (tx) => {
      for (const [username, role] of [['enterprise01', 'enterprise'], ['screen01', 'screen']] as const) await upsertUser(tx, { at: app().clock.now(), username, name: username, roles: [role], areas: ['d370305.s002'], units: [], password: { demo: true } })
    })
    for (const [place, as, areaPath] of [['c01', 'grid001', B12], ['c02', 'grid003', IN_C02]] as const) {
      const values: Record<string, object> = {
        person: { name, idNumber, birth, phone, domicile, workplace, note }, vehicle: { plate }, organisation: { kind: 'shop', name: `${place} 小店`, contact, phone }, house: { room: '101' }, household: { kind: 'family' },
      }
      for (const register of Object.keys(values)) {
        const { body } = await post<{ card: PoolCard }>(as, `pool/${register}`, { areaPath, source: 'visit', values: values[register] })
        entries.push({ place, register, id: body.card.id })
        await app().request('PATCH', `pool/${register}/${body.card.id}`, { as, body: { version: 1, source: 'visit', verification: 'verified', values: register === 'person' ? { note: `${note}了`, phone: '10058880000' } : {}, tags: [] } })
      }
    }
    await bulk(Object.entries(POINTS).map(([place, point]) => ({ areaPath: place === 'c01' ? B12 : IN_C02, values: { kind: 'shop', name: `${place} 图上小店`, contact, phone }, ...point })), 'organisation')
    for (const as of Object.values(STAFF).flat()) for (const { id, maxZoom } of await layersOf(as)) layers.set(id, maxZoom)
  })

  /** The addresses of a door with what stands behind it: an entry, a person, or nothing that there is. */
  const addressesOf = (pattern: string): string[] => {
    const known = pattern.includes(':register') ? entries : pattern.startsWith('/persons/:id') ? people() : [{ register: '', id: crypto.randomUUID() }]
    return known.map(({ register, id }) => `${pattern.slice(1).replace(':register', register).replace(':id', id).replaceAll(/:\w+/gu, '1')}`)
  }

  it.each(Object.keys(ROLE_PERMISSIONS) as Role[])('%s：该看的看得到且都遮盖，不该看的看不到，个人字段只有写了用途才给', async (role) => { // keys of a literal table
    const can = new Set(ROLE_PERMISSIONS[role])
    const doors = app().routes.filter(({ contract: { method, raw, path } }) => raw === undefined && (method === 'GET' || path.endsWith('/find')))
    expect(doors.length).toBeGreaterThan(100)
    for (const as of STAFF[role]) {
      const mine = new Set((await layersOf(as)).map(({ id }) => id))
      const isOver = (place: string): boolean => !BY_UNIT.includes(role) && (SITTING[as] ?? place) === place
      for (const [method, url] of doors.flatMap(({ contract: { method, path } }) => addressesOf(path).map((url) => [method, url] as const))) {
        const { status, body } = await (method === 'GET' ? app().request('GET', `${url}?area=d370305.s002&of=person&limit=50`, { as }) : post(as, url, { q: 'zkk', text: 'zkk', area: 'd370305.s002', limit: 50 }))
        expect(leaks(body), `${as} ${url}`).toEqual([])
        expect(status, `${as} ${url}`).toBeLessThan(500)
      }
      for (const [layer, place, tile] of [...layers].flatMap(([id, zoom]) => Object.entries(POINTS).map(([where, point]) => [id, where, tileOf(point, zoom)] as const))) {
        const { status, body } = await app().request<string>('GET', `tiles/${layer}/${tile}.mvt`, { as })
        expect(leaks(body), `${as} ${layer} ${place}`).toEqual([])
        expect(status, `${as} ${layer}`).toBe(mine.has(layer) ? 200 : 403)
        if (layer === 'organisations' && status === 200) expect(body.includes(`${place} 图上小店`), `${as} ${layer} ${place}`).toBe(isOver(place))
      }
      for (const { place, register, id } of entries) {
        const isOfPeople = !['house', 'organisation'].includes(register)
        const may = can.has('pool.read') && (!isOfPeople || can.has('person.read')) && isOver(place)
        for (const end of ['', '/history', '/lineage']) expect((await app().request('GET', `pool/${register}/${id}${end}`, { as })).status === 200, `${as} ${register} ${place}${end}`).toBe(may)
      }
      for (const [field, { place, id }] of PERSONAL.flatMap((one) => people().map((entry) => [one, entry] as const))) {
        const { status, body } = await post<{ values?: Record<string, string> }>(as, `persons/${id}/reveal`, { fields: [field], purpose: 'verify' })
        const may = can.has('person.reveal') && isOver(place)
        expect(status === 200, `${as} ${field} ${place}`).toBe(may)
        if (!may) expect(leaks(body)).toEqual([])
        else expect(Object.keys(body.values ?? {})).toEqual([field])
      }
      if (can.has('export.make')) {
        const { status, body } = await post<{ id: string }>(as, 'exports', { register: { of: 'person', area: C01 }, format: 'csv', isMasked: false, purpose: '没有批准就想拿' })
        expect(status, `${as} ${JSON.stringify(body.error)}`).toBe(can.has('person.read') && can.has('person.reveal') ? 202 : 403)
        if (status === 202) expect(leaks((await app().request('GET', `exports/${body.id}/file`, { as })).body)).toEqual([])
      }
    }
  }, 120_000)
})
