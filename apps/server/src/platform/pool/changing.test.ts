import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, createPoolEntry, listHouses, listPersons, movePerson, PoolCard, poolHistory, showLineage } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { addEntries, addRelations, closeBatch, openBatch } from './index.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
const B12 = `${C01}.g001.e01.b012`
const B13 = `${C01}.g001.e01.b013`
const C02 = 'd370305.s002.c02.g003'

interface Refused {
  readonly error?: { readonly code: string; readonly message: string; readonly fields?: Readonly<Record<string, string>>; readonly current?: { readonly id?: string } }
}

const post = <T = Refused>(as: string, url: string, body: object = {}) => app().request<T & Refused>('POST', url, { as, body })
const create = (register: string, body: object, as = 'grid001') => post<AnswerOf<typeof createPoolEntry>>(as, `pool/${register}`, { areaPath: B12, source: 'visit', ...body })
const change = (register: string, one: { id: string; version: number }, body: object, as = 'community01') => app().request<AnswerOf<typeof createPoolEntry> & Refused>('PATCH', `pool/${register}/${one.id}`, { as, body: { version: one.version, source: 'visit', ...body } })
const relate = (kind: string, role: string, from: string, to: object) => post<{ id: string }>('community01', 'pool-relations', { kind, role, fromRegister: 'person', fromId: from, to, source: 'visit' })
const card = async (register: string, id: string, as = 'community01') => (await app().request<PoolCard>('GET', `pool/${register}/${id}`, { as })).body
const history = async (register: string, id: string, query = '') => (await app().request<AnswerOf<typeof poolHistory>>('GET', `pool/${register}/${id}/history?${query}`, { as: 'community01' })).body
const lines = async (register: string, id: string) => (await history(register, id)).changes.map(({ whatName, changes }) => `${whatName} ${changes.map(({ label, from, to }) => `${label}：${from} → ${to}`).join('；')}`)
const house = async (room: string, areaPath = B12) => (await create('house', { areaPath, values: { unit: '1', room } }, 'community01')).body.card
const person = async (values: object, more: object = {}) => {
  const { status, body } = await create('person', { values, ...more }, 'community01')
  expect(status, JSON.stringify(body)).toBe(201)
  return body.card
}

/** A house of the next community, which somebody here owns. */
async function ownedElsewhere(personId: string, room: string): Promise<{ houseId: string; relationId: string }> {
  const { context } = app()
  return context.db.transact(systemScope, async (tx) => {
    const batch = await openBatch(tx, context, { areaPath: 'd370305.s002', source: 'survey', asOf: '2026-05-01', title: '产权调查', by: null })
    const [away] = await addEntries(tx, context, { batch, register: 'house', entries: [{ areaPath: C02, values: { room } }] })
    const [owns] = await addRelations(tx, { batch, relations: [{ kind: 'owns', role: 'owner', from: { register: 'person', id: personId }, to: { register: 'house', id: away?.id ?? '' } }] })
    await closeBatch(tx, batch)
    return { houseId: away?.id ?? '', relationId: owns?.id ?? '' }
  })
}

const seenIn02 = async (name: string) => (await app().request<AnswerOf<typeof listPersons>>('POST', 'persons/find', { body: { q: name }, as: 'community02' })).body.persons.length

describe('房屋', () => {
  it('同一处房屋登记第二次，告诉已有哪一条；地址码是别人的，说在哪一项', async () => {
    const first = await house('1101')
    const again = await create('house', { values: { unit: '1', room: '1101' } })
    expect([again.status, again.body.error?.code, again.body.error?.current?.id]).toEqual([409, 'pool-known', first.id])
    const coded = (await create('house', { values: { code: '37030500200100000001', unit: '1', room: '1102' } })).body.card
    const taken = await change('house', first, { values: { code: '37030500200100000001' } })
    expect([taken.status, Object.keys(taken.body.error?.fields ?? {})]).toEqual([400, ['code']])
    await post('duty', 'pool/house', { areaPath: C02, source: 'visit', values: { code: '37030500200200000009', room: '1' } })
    expect((await create('house', { values: { code: '37030500200200000009', room: '2' } })).body.error?.fields).toHaveProperty('code')
    expect(coded.version).toBe(1)
  })

  it('清空单元、标准地址、地址码照样保存，地址码回到按楼栋、室号编的', async () => {
    const one = (await create('house', { values: { code: 'X-1', unit: '2', room: '1201', address: '桑家小区' } })).body.card
    const { status, body } = await change('house', one, { values: { unit: '', address: '', code: '' } })
    expect(status, JSON.stringify(body)).toBe(200)
    const { body: { houses } } = await app().request<AnswerOf<typeof listHouses>>('GET', `houses?area=${B12}&limit=200`, { as: 'community01' })
    expect(houses.find(({ id }) => id === one.id)).toMatchObject({ unit: '', room: '1201', code: `${B12}-0-1201` })
    expect((await change('house', body.card, { areaPath: B13 })).body.card.fields.find(({ field }) => field === 'code')?.text).toBe(`${B13}-0-1201`)
  })

  it('面积是负数或大得没有道理、楼层离奇的，说明该填多少', async () => {
    for (const [values, field] of [[{ squareMetres: -5 }, 'squareMetres'], [{ squareMetres: 1e8 }, 'squareMetres'], [{ floor: 9000 }, 'floor']] as const) {
      const { status, body } = await create('house', { values: { room: '1301', ...values } })
      expect([status, Object.keys(body.error?.fields ?? {})], JSON.stringify(values)).toEqual([400, [field]])
    }
  })

  it('以前登记的楼层不合现在的范围，没人碰它就不妨碍别的修改和核对；改它才要写对', async () => {
    const one = await house('1501')
    await app().context.db.transact(systemScope, (tx) => tx.updateTable('house').set({ floor: 601 }).where('id', '=', one.id).execute())
    expect((await change('house', one, { values: {}, verification: 'verified' })).status).toBe(200)
    const { body } = await change('house', { id: one.id, version: 2 }, { values: { use: '自住' } })
    expect(body.error?.fields ?? {}).not.toHaveProperty('floor')
    expect((await change('house', { id: one.id, version: body.card?.version ?? 2 }, { values: { floor: 602 } })).body.error?.fields).toHaveProperty('floor')
  })

  it('改用途不会说地址码也是今天核的', async () => {
    const one = (await create('house', { values: { unit: '1', room: '1601' }, source: 'survey', asOf: '2026-01-01' }, 'community01')).body.card
    const { body } = await change('house', one, { values: { address: '桑家小区12号楼' } })
    expect(body.card.fields.find(({ field }) => field === 'code')?.fact).toMatchObject({ source: 'survey', asOf: '2026-01-01' })
  })

  it('登记或移到别人的区域，说明不在自己的区域', async () => {
    expect((await create('house', { areaPath: C02, values: { room: '1' } })).body.error).toMatchObject({ code: 'input-invalid', fields: { areaPath: expect.stringContaining('不在您负责的区域') as string } })
    const one = await house('1401')
    expect((await change('house', one, { areaPath: C02 })).body.error?.fields).toHaveProperty('areaPath')
  })
})

describe('居民', () => {
  it('身份证号码写对了，没写的出生日期和性别照号码补上；写了的照写的', async () => {
    const one = await person({ name: '秦怀玉', idNumber: '999999195001010018' })
    expect(one.fields.filter(({ field }) => ['birth', 'sex'].includes(field)).map(({ field, text }) => `${field} ${text}`).toSorted()).toEqual(['birth 1950-**-**', 'sex 男'])
    const late = await person({ name: '程铁牛', birth: '1999-09-09' })
    const { body } = await change('person', late, { values: { idNumber: '999999193512150224' } })
    expect(body.card.fields.map(({ field, text }) => `${field} ${text}`)).toEqual(expect.arrayContaining(['birth 1999-**-**', 'sex 女']))
  })

  it('换了楼，房屋和人的关系跟着换地方；产权在别的社区的，那边看得见，结束了就看不见', async () => {
    const one = await person({ name: '尤俊达' })
    const home = await house('2101')
    const { body: { id } } = await relate('resides', 'owner', one.id, { register: 'house', id: home.id })
    const { relationId } = await ownedElsewhere(one.id, '2102')
    expect(await seenIn02('尤俊达')).toBe(1)
    const moved = await change('person', { id: one.id, version: 1 }, { areaPath: B13 })
    expect(moved.status, JSON.stringify(moved.body)).toBe(200)
    await change('house', home, { areaPath: B13 })
    const rows = await app().context.db.transact(systemScope, (tx) => tx.selectFrom('relation').select('paths').where('id', '=', id).execute())
    expect(rows).toEqual([{ paths: [B13] }])
    const people = await app().context.db.transact(systemScope, (tx) => tx.selectFrom('person').select('also_in').where('id', '=', one.id).execute())
    expect(people).toEqual([{ also_in: [C02] }])
    expect((await app().request('POST', `pool-relations/${relationId}/end`, { as: 'community02', body: { until: '2026-05-07' } })).status).toBe(204)
    expect(await seenIn02('尤俊达')).toBe(0)
    expect((await card('person', one.id)).relations.filter(({ isCurrent }) => isCurrent).map(({ kindName }) => kindName)).toEqual(['居住'])
  })

  it('看得见不等于改得了：家在别处、这里只有产权的，由那里改', async () => {
    const one = await person({ name: '裴元庆' })
    await ownedElsewhere(one.id, '2103')
    expect((await change('person', one, { values: { phone: '10051230009' } }, 'community02')).body.error?.code).toBe('pool-elsewhere')
    const visit = { subject: { kind: 'person', id: one.id }, result: 'met', verified: [{ field: '*', as: 'right' }] }
    expect((await post('grid003', 'grid/visits', { id: crypto.randomUUID(), visit })).body.error?.code).toBe('pool-elsewhere')
  })

  it('结束的日子不能在今天以后', async () => {
    const one = await person({ name: '罗成' })
    const { body: { id } } = await relate('resides', 'owner', one.id, { register: 'house', id: (await house('2201')).id })
    expect((await post('community01', `pool-relations/${id}/end`, { until: '2026-05-08' })).status).toBe(422)
    expect((await post('community01', `pool-relations/${id}/end`, { until: '2026-05-07' })).status).toBe(204)
    expect((await card('person', one.id)).relations.map(({ isCurrent }) => isCurrent)).toEqual([false])
  })

  it('手工结束了最后一个人的户内关系，这一户就不再算一户；还有人的照旧', async () => {
    const home = (await create('household', { houseId: (await house('2203')).id, values: { kind: 'family' } })).body.card
    const ids: string[] = []
    for (const [name, kin] of [['伍云召', '02'], ['伍天锡', '30']] as const) {
      const { body } = await relate('household', kin, (await person({ name })).id, { register: 'household', id: home.id })
      ids.push(body.id)
    }
    const states: string[] = []
    for (const id of ids) {
      await post('community01', `pool-relations/${id}/end`, { until: '2026-05-07' })
      states.push((await card('household', home.id)).state)
    }
    expect(states).toEqual(['active', 'gone'])
    expect(await lines('household', home.id)).toContain('修改 状态：在册 → 已销户')
  })

  it('成批带进来的关系，结束日期也不能在今天以后', async () => {
    const [one, home, { context }] = [await person({ name: '罗通' }), await house('2202'), app()]
    const [added] = await context.db.transact(systemScope, async (tx) => {
      const batch = await openBatch(tx, context, { areaPath: C01, source: 'survey', asOf: '2026-05-01', title: '房屋调查', by: null })
      return addRelations(tx, { batch, relations: [{ kind: 'resides', role: 'tenant', from: { register: 'person', id: one.id }, to: { register: 'house', id: home.id }, until: '2026-12-31' }] })
    })
    expect(added?.error).toContain('今天以后')
    expect((await card('person', one.id)).relations).toEqual([])
  })
})

describe('迁居', () => {
  const move = (id: string, body: object, as = 'community01') => post<AnswerOf<typeof movePerson>>(as, `persons/${id}/move`, { source: 'self', on: '2026-05-01', ...body })

  it('从那天起结束原来的住处和户，住进新房、另立一户，人归到新的楼，历史里写明从哪里到哪里', async () => {
    const one = await person({ name: '王君可' })
    const [old, next] = [await house('3101'), await house('3101', B13)]
    const household = (await create('household', { values: { kind: 'family' }, houseId: old.id }, 'community01')).body.card
    await relate('resides', 'owner', one.id, { register: 'house', id: old.id })
    await relate('household', '02', one.id, { register: 'household', id: household.id })
    expect((await move(one.id, { version: 1, houseId: next.id, on: '2026-05-08' })).body.error?.fields).toHaveProperty('on')
    const { status, body } = await move(one.id, { version: 1, houseId: next.id, role: 'tenant', household: { kin: '02' } })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.card).toMatchObject({ areaPath: B13, conflicts: [] })
    expect(body.card.relations.filter(({ isCurrent }) => isCurrent).map(({ kindName, roleName, since }) => `${kindName} ${roleName} ${since}`).toSorted()).toEqual(['居住 承租人 2026-05-01', '户内成员 户主 2026-05-01'])
    expect(body.card.relations.filter(({ isCurrent }) => !isCurrent).map(({ kindName, until }) => `${kindName} ${until}`).toSorted()).toEqual(['居住 2026-05-01', '户内成员 2026-05-01'])
    expect((await card('house', old.id)).members).toEqual([])
    expect(await card('household', household.id)).toMatchObject({ state: 'gone', members: [] })
    expect(await lines('household', household.id)).toContain('修改 状态：在册 → 已销户')
    expect((await lines('person', one.id)).find((line) => line.startsWith('迁居'))).toMatch(/住处：.*12号楼 1单元3101室 → .*13号楼 1单元3101室；区域：.*12号楼 → .*13号楼/u)
    expect((await move(one.id, { version: 1, houseId: old.id })).body.error?.code).toBe('conflict')
  })

  it('搬到另一处房屋，不能还算在原来那处的户里', async () => {
    const one = await person({ name: '雄阔海' })
    const [old, next] = [await house('3301'), await house('3301', B13)]
    const household = (await create('household', { values: { kind: 'family' }, houseId: old.id }, 'community01')).body.card
    await relate('resides', 'owner', one.id, { register: 'house', id: old.id })
    await relate('household', '02', one.id, { register: 'household', id: household.id })
    const { status, body } = await move(one.id, { version: 1, houseId: next.id, household: { id: household.id, kin: '02' } })
    expect([status, body.error?.fields]).toEqual([400, { household: '这一户不住在这处房屋' }])
    expect((await card('household', household.id)).members).toHaveLength(1)
  })

  it('迁出的人搬回来，用它恢复在册；别的社区的人不能直接搬来', async () => {
    const one = await person({ name: '单雄忠' })
    const next = await house('3201')
    await change('person', one, { state: 'left', asOf: '2026-04-01' })
    expect((await move(one.id, { version: 2, houseId: next.id })).body.card).toMatchObject({ state: 'active', areaPath: B12 })
    const other = await person({ name: '翟让' })
    await ownedElsewhere(other.id, '3202')
    const { body: away } = await create('house', { areaPath: C02, values: { room: '3203' } }, 'community02')
    expect((await move(other.id, { version: 1, houseId: away.card.id }, 'community02')).body.error?.code).toBe('pool-elsewhere')
  })
})

describe('变更历史', () => {
  it('区域、状态、标签、关系的另一头都写名字，一页一页往前翻', async () => {
    const one = await person({ name: '徐茂公' })
    const { body: { id } } = await relate('resides', 'owner', one.id, { register: 'house', id: (await house('4101')).id })
    await post('community01', `pool-relations/${id}/end`, { until: '2026-05-07' })
    await change('person', { id: one.id, version: 1 }, { tags: ['disabled', 'veteran'] })
    await change('person', { id: one.id, version: 2 }, { areaPath: B13 })
    await change('person', { id: one.id, version: 3 }, { state: 'left', asOf: '2026-05-01' })
    expect((await lines('person', one.id)).toSorted()).toEqual([
      '修改 区域：桑家社区 / 桑家社区第1网格 / 桑家小区 / 12号楼 → 桑家社区 / 桑家社区第1网格 / 桑家小区 / 13号楼', '修改 标签： → 残疾人、退役军人', '修改 状态：在册 → 已迁出',
      '建立关系 居住： → 业主 桑家社区 / 桑家社区第1网格 / 桑家小区 / 12号楼 1单元4101室', '结束关系 居住：业主 桑家社区 / 桑家社区第1网格 / 桑家小区 / 12号楼 1单元4101室 → 到 2026-05-07',
    ])
    const first = await history('person', one.id, 'limit=2')
    expect([first.changes.length, first.next]).toEqual([2, first.changes[1]?.id])
    const rest = await history('person', one.id, `limit=2&cursor=${first.next}`)
    expect(new Set([...first.changes, ...rest.changes].map((line) => line.id)).size).toBe(4)
    expect((await history('person', one.id, `limit=2&cursor=${rest.next}`)).next).toBe(null)
  })
})

describe('合并', () => {
  let kept: PoolCard
  let lost: PoolCard

  beforeAll(async () => {
    kept = await person({ name: '谢映登' }, { tags: ['volunteer'] })
    lost = await person({ name: '谢映登', phone: '10051237777' }, { tags: ['volunteer', 'veteran'], source: 'police', asOf: '2026-03-01', verification: 'verified' })
    await ownedElsewhere(kept.id, '5101')
    await ownedElsewhere(lost.id, '5102')
    await post('community01', `persons/${lost.id}/merge`, { intoId: kept.id, reason: '同一身份证复印件' })
  })

  it('标签合在一起，拿过来的内容还写原来的来源和日期，来历一步步说到原来那一条，历史里写明并的是谁', async () => {
    const shown = await card('person', kept.id)
    expect(shown.tags.map(({ name }) => name).toSorted()).toEqual(['志愿者', '退役军人'])
    expect(shown.fields.find(({ field }) => field === 'phone')?.fact).toEqual({ source: 'police', asOf: '2026-03-01', state: 'verified' })
    const { body } = await app().request<AnswerOf<typeof showLineage>>('GET', `pool/person/${kept.id}/lineage`, { as: 'community01' })
    expect(body.fields.find(({ field }) => field === 'phone')?.steps.map(({ title, sourceName }) => `${title} ${sourceName}`)).toEqual(['同一身份证复印件 合并', '手工登记居民 公安共享'])
    expect(await lines('person', kept.id)).toEqual(['合并 并来： → 谢**'])
  })

  it('合并带来的标签，后来有人取消又自己加上的，撤销合并不带走', async () => {
    const [one, two] = [await person({ name: '齐国远' }), await person({ name: '齐国远', phone: '10051238888' }, { tags: ['veteran'] })]
    await post('community01', `persons/${two.id}/merge`, { intoId: one.id, reason: '同一个人' })
    await change('person', await card('person', one.id), { tags: [] })
    await change('person', await card('person', one.id), { tags: ['veteran'] })
    expect((await post('community01', `persons/${two.id}/unmerge`, { reason: '不是一个人' })).status).toBe(204)
    expect((await card('person', one.id)).tags.map(({ name }) => name)).toEqual(['退役军人'])
  })

  it('撤销以后标签、来源各归各，两人各自的产权社区照样看得见各自', async () => {
    expect((await post('community01', `persons/${lost.id}/unmerge`, { reason: '是堂兄弟' })).status).toBe(204)
    const shown = await card('person', kept.id)
    expect([shown.tags.map(({ name }) => name), shown.fields.map(({ field }) => field)]).toEqual([['志愿者'], ['name']])
    expect((await card('person', lost.id)).tags.map(({ name }) => name).toSorted()).toEqual(['志愿者', '退役军人'])
    expect(await seenIn02('谢映登')).toBe(2)
  })
})
