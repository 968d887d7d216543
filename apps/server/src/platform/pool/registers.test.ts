import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, createPoolEntry, listHouseholds, listPersons, listVehicles, PoolCard, poolHistory, searchAll } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { addEntries, addRelations, closeBatch, openBatch } from './index.ts'
import { fillSpellings } from './repo-spelling.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
const B12 = `${C01}.g001.e01.b012`
const B13 = `${C01}.g001.e01.b013`
const C02 = 'd370305.s002.c02.g003'

type Created = AnswerOf<typeof createPoolEntry> & { error?: { code: string; fields?: Record<string, string> } }

const create = (as: string, register: string, body: object) => app().request<Created>('POST', `pool/${register}`, { as, body: { areaPath: B12, source: 'visit', ...body } })
const person = async (values: object, more: object = {}) => {
  const { status, body } = await create('grid001', 'person', { values, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.card
}
const relate = (as: string, body: object) => app().request<{ id: string; error?: { code: string; message: string } }>('POST', 'pool-relations', { as, body: { source: 'visit', ...body } })
const card = async (as: string, register: string, id: string) => (await app().request<PoolCard>('GET', `pool/${register}/${id}`, { as })).body
const list = async (as: string, body: object) => (await app().request<AnswerOf<typeof listPersons>>('POST', 'persons/find', { as, body })).body.persons
const change = (as: string, at: { register: string; id: string }, body: object) => app().request<Created>('PATCH', `pool/${at.register}/${at.id}`, { as, body: { source: 'visit', verification: 'verified', ...body } })
const field = (shown: PoolCard, name: string) => shown.fields.find((one) => one.field === name)

let father: PoolCard
let house: PoolCard
let household: PoolCard

beforeAll(async () => {
  house = (await create('grid001', 'house', { values: { unit: '3', room: '501', use: '自住' } })).body.card
  household = (await create('grid001', 'household', { values: { kind: 'family' }, houseId: house.id })).body.card
  father = await person({ name: '单雄信', idNumber: '999999195001010018', birth: '1950-01-01', sex: '男', ethnicity: '汉', political: '01', phone: '10051230001', residence: 'local' })
  await relate('grid001', { kind: 'household', role: '02', fromRegister: 'person', fromId: father.id, to: { register: 'household', id: household.id } })
  await relate('grid001', { kind: 'resides', role: 'owner', fromRegister: 'person', fromId: father.id, to: { register: 'house', id: house.id } })
})

describe('登记居民', () => {
  it('列表里姓名、电话、证件号码都遮盖，代码显示名称，住处写到室', async () => {
    expect(await list('grid001', { area: B12 })).toMatchObject([{
      name: '单**', idNumber: '999***********0018', phone: '100****0001', sex: { code: '1', name: '男' }, age: 76, political: { name: '中国共产党党员' }, home: '3单元501室', hasConflict: false,
    }])
  })

  it('凭全名、拼音、首字母、名字、电话、号码都找得到，姓氏按姓的读法；只写一半找不到', async () => {
    for (const q of ['单雄信', 'shanxiongxin', 'sxx', 'SXX', '雄信', '100 5123 0001', '999999195001010018']) expect((await list('community01', { q })).map(({ id }) => id), q).toEqual([father.id])
    const { body: near } = await app().request<AnswerOf<typeof listPersons>>('POST', 'persons/find', { as: 'community01', body: { q: '善熊兴' } })
    expect([near.isNear, near.persons.map(({ id }) => id)]).toEqual([true, [father.id]])
    for (const q of ['单', 'danxiongxin', '1005123', '%']) expect(await list('community01', { q }), q).toEqual([])
  })

  it('号码没有通过校验、与出生日期或性别不符的提醒，不拒绝', async () => {
    const { body } = await create('grid001', 'person', { values: { name: '错号', idNumber: '999999195001010019' } })
    expect(body.warnings).toEqual({ idNumber: '身份证号码没有通过校验，请核对' })
    const other = await create('grid001', 'person', { values: { name: '不符', idNumber: '999999193512150224', birth: '1950-01-01', sex: '1' } })
    expect(other.body.warnings).toEqual({ birth: '出生日期与身份证号码不一致', sex: '性别与身份证号码不一致（号码表示女）' })
    expect(field(other.body.card, 'sex')?.warning).toContain('不一致')
  })

  it('没有的代码、今天以后的生日、没写姓名、不认识的项目都说明白，不登记', async () => {
    const { status, body } = await create('grid001', 'person', { values: { sex: '雄', birth: '2099-01-01', religion: '佛教' } })
    expect(status).toBe(400)
    expect(body.error?.fields).toEqual({ sex: '性别没有“雄”这个代码', birth: '出生日期在今天以后', religion: '没有这一项', name: '请填写姓名' })
  })

  it('同一个号码不重复登记，标签只能从词表里选，别的网格不能登记', async () => {
    expect((await create('grid001', 'person', { values: { name: '单雄信', idNumber: '999999195001010018' } })).body.error?.code).toBe('pool-known')
    expect((await create('grid001', 'person', { values: { name: '甲' }, tags: ['难缠'] })).body.error?.code).toBe('pool-tag-unknown')
    expect((await create('grid003', 'person', { values: { name: '乙' } })).body.error?.fields).toHaveProperty('areaPath')
    expect((await create('property01', 'person', { values: { name: '丙' } })).status).toBe(403)
  })
})

describe('卡片和关系', () => {
  it('每一项写明来源、日期、核实情况；户和房屋列出成员', async () => {
    const shown = await card('grid001', 'person', father.id)
    expect(field(shown, 'phone')).toMatchObject({ text: '100****0001', value: null, isPersonal: true, fact: { source: 'visit', asOf: '2026-05-07', state: 'declared' } })
    expect(shown.relations.map(({ kindName, roleName, other }) => [kindName, roleName, other.name])).toEqual(expect.arrayContaining([
      ['户内成员', '户主', '桑家社区 / 桑家社区第1网格 / 桑家小区 / 12号楼 3单元501室 的住户'], ['居住', '业主', '桑家社区 / 桑家社区第1网格 / 桑家小区 / 12号楼 3单元501室'],
    ]))
    expect((await card('grid001', 'household', household.id)).members).toMatchObject([{ name: '单**', roleName: '户主', age: 76, sex: '男' }])
    const home = await card('grid001', 'house', house.id)
    expect(home.members).toMatchObject([{ name: '单**', roleName: '业主' }])
    expect([home.point, shown.point], '房屋在楼栋的位置上；人不上图').toEqual([{ lon: expect.any(Number), lat: expect.any(Number) }, null])
  })

  it('一个人在两户里显示为冲突，结束一个以后冲突消失', async () => {
    const second = (await create('grid001', 'household', { values: { kind: 'family' } })).body.card
    const { body } = await relate('grid001', { kind: 'household', role: '97', fromRegister: 'person', fromId: father.id, to: { register: 'household', id: second.id } })
    expect(body.error?.code).toBe('relation-invalid')
    const { body: made } = await relate('grid001', { kind: 'household', role: '90', fromRegister: 'person', fromId: father.id, to: { register: 'household', id: second.id }, since: '2026-01-01' })
    expect((await card('grid001', 'person', father.id)).conflicts).toEqual(['同时登记在 2 户，请核实后结束其中的关系'])
    expect((await list('grid001', { conflict: 'true' })).map(({ id }) => id)).toEqual([father.id])
    const end = (until: string) => app().request('POST', `pool-relations/${made.id}/end`, { as: 'grid001', body: { until, reason: '已迁走' } })
    expect((await end('2025-12-31')).status).toBe(422)
    expect((await end('2026-05-01')).status).toBe(204)
    expect((await end('2026-05-01')).status).toBe(422)
    expect((await card('grid001', 'person', father.id)).conflicts).toEqual([])
  })

  it('上级组织和监护关系绕不成一圈；五级网络和六级联系从一户一路看上去', async () => {
    const party = async (name: string, partyLevel: string) => (await create('community01', 'organisation', { values: { kind: '党组织', name, partyLevel } })).body.card
    const [street, branch, group] = [await party('雪宫街道党工委', '1'), await party('第1网格党支部', '3'), await party('12号楼党小组', '4')]
    const above = (one: PoolCard, other: PoolCard) => relate('community01', { kind: 'above', role: 'party', fromRegister: 'organisation', fromId: one.id, to: { register: 'organisation', id: other.id } })
    expect((await above(group, branch)).status).toBe(201)
    expect((await above(branch, street)).status).toBe(201)
    expect((await above(street, group)).body.error?.message).toContain('绕了一圈')
    const [secretary, leader] = [await person({ name: '秦叔宝' }), await person({ name: '程知节' })]
    const link = (from: PoolCard, role: string, to: { register: string; id: string }) => relate('grid001', { kind: 'contact', role, fromRegister: 'person', fromId: from.id, to })
    await relate('grid001', { kind: 'post', role: 'secretary', fromRegister: 'person', fromId: secretary.id, to: { register: 'organisation', id: branch.id } })
    await relate('grid001', { kind: 'branch-member', role: 'member', fromRegister: 'person', fromId: father.id, to: { register: 'organisation', id: group.id } })
    await link(secretary, '3', { register: 'person', id: leader.id })
    await link(leader, '6', { register: 'household', id: household.id })
    expect((await link(leader, '3', { register: 'person', id: secretary.id })).status).toBe(422)
    const committee = await person({ name: '魏徵' })
    await relate('grid001', { kind: 'branch-member', role: 'member', fromRegister: 'person', fromId: secretary.id, to: { register: 'organisation', id: branch.id } })
    await link(committee, '2', { register: 'organisation', id: branch.id })
    const shown = await card('grid001', 'person', father.id)
    expect(shown.chain.map(({ name, secretary: who }) => [name, who])).toEqual([['12号楼党小组', null], ['第1网格党支部', '秦叔宝'], ['雪宫街道党工委', null]])
    expect((await card('grid001', 'household', household.id)).contacts.map(({ name, roleName }) => [name, roleName])).toEqual([['程知节', '党员联系群众'], ['秦叔宝', '网格书记联系楼栋小组'], ['魏徵', '社区班子联系网格支部']])
  })
})

describe('修改', () => {
  it('留下谁、何时、从什么改成什么，个人信息遮盖；版本旧了不覆盖', async () => {
    const one = await person({ name: '罗士信', phone: '10051230002', education: '71' })
    const { status, body } = await change('grid001', { register: 'person', id: one.id }, { version: 1, values: { phone: '10051239999', education: '大学本科毕业' }, tags: ['volunteer'], reason: '上门核对' })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(field(body.card, 'phone')).toMatchObject({ text: '100****9999', fact: { state: 'verified' } })
    expect(field(body.card, 'name')?.fact.state).toBe('declared')
    expect((await change('grid001', { register: 'person', id: one.id }, { version: 1, values: { phone: '1' } })).body.error?.code).toBe('conflict')
    for (const q of ['10051239999', 'lsx']) expect((await list('grid001', { q })).map(({ id }) => id), q).toEqual([one.id])
    expect(await list('grid001', { q: '10051230002' })).toEqual([])
    const { body: past } = await app().request<AnswerOf<typeof poolHistory>>('GET', `pool/person/${one.id}/history`, { as: 'community01' })
    expect(past.changes).toMatchObject([{ by: '高网格', whatName: '修改', source: '网格走访', reason: '上门核对' }])
    expect(past.changes[0]?.changes).toEqual(expect.arrayContaining([
      { field: 'phone', label: '联系电话', from: '100****0002', to: '100****9999' }, { field: 'education', label: '学历', from: '初中毕业', to: '大学本科毕业' }, { field: '标签', label: '标签', from: '', to: '志愿者' },
    ]))
  })

  it('搬到别的楼以后新网格看得见；迁出的不在名单里', async () => {
    const one = await person({ name: '王伯当' })
    expect((await change('community01', { register: 'person', id: one.id }, { version: 1, areaPath: B13 })).body.card.areaPath).toBe(B13)
    expect((await change('community01', { register: 'person', id: one.id }, { version: 2, state: 'left', asOf: '2026-05-01' })).body.card.state).toBe('left')
    expect(await list('community01', { q: '王伯当' })).toEqual([])
    expect(await list('community01', { q: '王伯当', state: 'left' })).toHaveLength(1)
    expect((await change('community01', { register: 'person', id: one.id }, { version: 3, state: 'gone' })).status).toBe(400)
  })
})

it('成批登记：错的逐条说明，重复的认出来，其余进去；房屋在别的社区的人，那边也看得见', async () => {
  const { context } = app()
  const out = await context.db.transact(systemScope, async (tx) => {
    const batch = await openBatch(tx, context, { areaPath: 'd370305.s002', source: 'police', asOf: '2026-05-01', title: '公安共享 5 月', by: null })
    const people = await addEntries(tx, context, { batch, register: 'person', entries: [
      { areaPath: B12, values: { name: '尉迟恭', idNumber: '999999201006300039' } }, { areaPath: B12, values: { name: '尉迟恭', idNumber: '999999201006300039' } },
      { areaPath: B12, values: { name: '单雄信', idNumber: '999999195001010018' } }, { areaPath: B12, values: { name: '\uFFFD', birth: '1990-02-30' } },
    ] })
    const [away] = await addEntries(tx, context, { batch, register: 'house', entries: [{ areaPath: C02, values: { room: '101' } }] })
    const relations = await addRelations(tx, { batch, relations: [
      { kind: 'owns', role: 'owner', from: { register: 'person', id: people[0]?.id ?? '' }, to: { register: 'house', id: away?.id ?? '' } },
      { kind: 'owns', role: 'owner', from: { register: 'person', id: people[0]?.id ?? '' }, to: { register: 'house', id: crypto.randomUUID() } },
    ] })
    await closeBatch(tx, batch)
    return { people, relations }
  })
  expect(out.people.map(({ isNew, errors }) => [isNew, Object.values(errors)])).toEqual([[true, []], [false, []], [false, []], [false, ['姓名有乱码，请检查文件的编码', '出生日期不是一个日期']]])
  expect(out.people[1]?.id).toBe(out.people[0]?.id)
  expect(out.people[2]?.id).toBe(father.id)
  expect(out.relations.map(({ error }) => error)).toEqual([null, '关系的一头不存在，或不在您的管辖范围'])
  expect((await list('grid003', { q: 'ycg' })).map(({ name }) => name)).toEqual(['尉**'])
  expect((await card('community01', 'person', out.people[0]?.id ?? '')).broughtBy).toBe(null)
  expect((await card('duty', 'person', out.people[0]?.id ?? '')).broughtBy).toMatchObject({ title: '公安共享 5 月', by: '系统' })
})

it('标签词表由管理员管：能改名、停用，同名的不行', async () => {
  const save = (code: string, body: object) => app().request<{ error?: { code: string } }>('PUT', `pool-tags/${code}`, { as: 'admin', body: { register: 'person', ...body } })
  expect((await save('old-friend', { name: '老街坊' })).status).toBe(200)
  expect((await save('older-friend', { name: '老街坊' })).body.error?.code).toBe('input-invalid')
  await save('old-friend', { name: '老街坊', isActive: false })
  expect((await create('grid001', 'person', { values: { name: '甲' }, tags: ['old-friend'] })).body.error?.code).toBe('pool-tag-unknown')
  expect((await app().request('PUT', 'pool-tags/x-y', { as: 'duty', body: { register: 'person', name: '甲' } })).status).toBe(403)
})

describe('一个框查找', () => {
  const search = async (as: string, q: string) => {
    const { groups } = (await app().request<AnswerOf<typeof searchAll>>('POST', 'search/find', { body: { q }, as })).body
    return Object.fromEntries(groups.map(({ kind, hits }) => [kind, hits.map(({ title }) => title)]))
  }

  it('居民凭首字母、电话，地点凭拼音、首字母、错一个字，房屋凭地址，单位凭名称、拼音、同音字、信用代码，案件凭词', async () => {
    expect(await search('grid001', 'sxx')).toMatchObject({ person: ['单**'] })
    expect(await search('grid001', '10051230001')).toEqual({ person: ['单**'] })
    for (const q of ['胜辛社区', 'shengxin', 'sxsq', '胜新社区']) expect((await search('grid001', q))['place'], q).toContain('胜辛社区')
    expect(await search('grid001', '桑家小区12号楼3单元501')).toMatchObject({ house: ['桑家小区12号楼3单元501室'] })
    const shop = await create('community01', 'organisation', { values: { kind: '商铺', name: '桑家老味道烧烤店', creditCode: '91370303MA3TEST12X' } })
    expect(shop.status).toBe(201)
    await sql`update organisation set spelling = null`.execute(app().context.db.owner)
    await fillSpellings(app().context)
    for (const q of ['老味道', 'laoweidao', 'sjlwd', '老卫道', '桑家老味道烧鸡店', '91370303ma3test12x']) expect((await search('community01', q))['organisation'], q).toEqual(['桑家老味道烧烤店'])
    const { number } = await app().raise({ text: '桑家老味道门口污水横流' })
    expect((await search('duty', '污水横流'))['case']?.[0]).toContain(number)
  })

  it('看不见的找不到：别的网格、没有居民权限的岗位，什么词都不行', async () => {
    expect(await search('grid003', '单雄信')).toEqual({})
    expect(await search('grid003', '老味道')).toEqual({})
    expect((await search('property01', 'sxx'))['person']).toBeUndefined()
    expect(Object.keys(await search('auditor', '单雄信'))).toEqual([])
  })
})

it('户的列表写明户主、人数、有没有人联系；车辆凭整个号牌找到，车主遮盖', async () => {
  const lists = async (query: string) => (await app().request<AnswerOf<typeof listHouseholds>>('GET', `households?${query}`, { as: 'grid001' })).body.households
  expect(await lists('limit=50')).toEqual(expect.arrayContaining([expect.objectContaining({ id: household.id, head: '单**', members: 1, home: '3单元501室', isContacted: true })]))
  expect((await lists('uncontacted=true')).map(({ id }) => id)).not.toContain(household.id)
  const next = (await create('grid001', 'house', { values: { unit: '3', room: '502', use: '自住' } })).body.card
  const other = (await create('grid001', 'household', { values: { kind: 'family' }, houseId: next.id })).body.card
  expect((await lists(`house=${house.id}`)).map(({ id }) => id), '迁居时只挑这套房里的户').toEqual([household.id])
  expect((await lists(`house=${next.id}`)).map(({ id }) => id)).toEqual([other.id])
  const car = (await create('grid001', 'vehicle', { values: { plate: '鲁C1I2345', colour: '白' } })).body.card
  await relate('grid001', { kind: 'drives', role: 'owner', fromRegister: 'person', fromId: father.id, to: { register: 'vehicle', id: car.id } })
  const cars = async (q: string) => (await app().request<AnswerOf<typeof listVehicles>>('POST', 'vehicles/find', { body: { q }, as: 'grid001' })).body.vehicles
  expect(await cars('鲁c·1i2345')).toMatchObject([{ id: car.id, plate: '鲁C1****5', owner: '单**', colour: '白' }])
  expect(await cars('鲁C1I')).toEqual([])
})
