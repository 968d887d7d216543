import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, createPoolEntry, DisputedCount, listCounts, listToCheck, personFigures, showQuality } from '@yihu/contracts'
import { qualityScore } from '@yihu/domain'
import { systemScope } from '../src/kernel/db/index.ts'
import { addEntries, addRelations, closeBatch, importParts, openBatch } from '../src/platform/pool/index.ts'
import { useApp } from './app.ts'

const app = useApp()
const STREET = 'd370305.s002'
const C01 = `${STREET}.c01`
const B12 = `${C01}.g001.e01.b012`
const WHOLE = { sex: '男', ethnicity: '汉', residence: 'local', birth: '1980-03-01', phone: '10051230001' }

interface Refused { readonly error?: { readonly code: string; readonly fields?: Readonly<Record<string, string>> } }
const get = async <T>(as: string, url: string) => app().request<T & Refused>('GET', url, { as })
const post = async <T>(as: string, url: string, body: object) => app().request<T & Refused>('POST', url, { as, body })
const score = async (as: string, register: string, query = '') => (await get<AnswerOf<typeof showQuality>>(as, `quality${query}`)).body.registers.find((one) => one.register === register)
const toCheck = async (as: string, query: string) => (await get<AnswerOf<typeof listToCheck>>(as, `quality/work-list?${query}`)).body
const mend = async (id: string, body: object) => app().request('PATCH', `pool/person/${id}`, { as: 'grid001', body: { source: 'visit', verification: 'verified', ...body } })

async function create(register: string, values: object, more: object = {}): Promise<string> {
  const { body, status } = await post<AnswerOf<typeof createPoolEntry>>('grid001', `pool/${register}`, { areaPath: B12, source: 'visit', values, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.card.id
}

const lives = async (id: string, house: string) => post('grid001', 'pool-relations', { kind: 'resides', role: 'owner', fromRegister: 'person', fromId: id, to: { register: 'house', id: house }, source: 'visit' })

let whole: string
let bare: string
let old: string
let twins: [string, string]

beforeAll(async () => {
  const house = await create('house', { unit: '3', room: '501', use: '自住', address: '桑家小区12号楼' })
  whole = await create('person', { ...WHOLE, name: '秦叔宝', idNumber: '999999198003010018' })
  bare = await create('person', { name: '程咬金', birth: '1982-01-01' })
  old = await create('person', { ...WHOLE, name: '单雄信', birth: '1951-02-01', idNumber: '999999195102010019' }, { asOf: '2024-01-05' })
  twins = [await create('person', { ...WHOLE, name: '罗成', idNumber: '999999198003010026' }), await create('person', { ...WHOLE, name: '罗成' })]
  for (const id of [whole, bare, old, ...twins]) await lives(id, house)
})

describe('数据质量', () => {
  it('每个数都是核对清单的长度，分数由三个数算出；有矛盾的在前，说明为什么，名字遮盖', async () => {
    const counted = await score('grid001', 'person')
    expect(counted?.whole).toEqual({ total: 5, missing: 2, stale: 1, conflict: 2, toCheck: 4, score: qualityScore({ total: 5, missing: 2, stale: 1, conflict: 2 }) })
    for (const reason of ['missing', 'stale', 'conflict'] as const) expect((await toCheck('grid001', `register=person&reason=${reason}`)).records.length, reason).toBe(counted?.whole[reason])
    const { records, total } = await toCheck('grid001', 'register=person')
    expect([records.length, total]).toEqual([4, 4])
    expect(records.map(({ title, reasons }) => [title, reasons.map(({ kind }) => kind)])).toEqual([['罗*', ['conflict', 'missing']], ['罗*', ['conflict']], ['程**', ['missing']], ['单**', ['stale']]])
    expect(records[2]?.reasons).toEqual([{ kind: 'missing', text: '没有证件号码、性别、民族、人口类别、联系电话' }])
    const paged = await toCheck('grid001', 'register=person&limit=2')
    expect([...paged.records, ...(await toCheck('grid001', `register=person&limit=2&cursor=${paged.next ?? ''}`)).records]).toEqual(records)
    expect((await score('duty', 'person', `?area=${C01}`))?.rows).toMatchObject([{ path: `${C01}.g001`, total: 5 }])
  })

  it('改正缺的、核实属实的，都从清单上去掉；核实写进来源和历史，满了期限再来', async () => {
    expect((await mend(bare, { version: 1, values: { idNumber: '999999198201010013', sex: '1', ethnicity: '汉', residence: 'local', phone: '10051230002' } })).status).toBe(200)
    for (const id of [old, ...twins]) expect((await mend(id, { version: 1 })).status).toBe(200)
    expect(await toCheck('grid001', 'register=person')).toMatchObject({ records: [], total: 0, next: null })
    expect((await score('grid001', 'person'))?.whole).toMatchObject({ toCheck: 0, score: 100 })
    const { body } = await get<{ changes: { changes: { field: string; to: string }[] }[] }>('grid001', `pool/person/${old}/history`)
    expect(body.changes.flatMap(({ changes }) => changes)).toContainEqual(expect.objectContaining({ field: '核实情况', to: '已核实 2026-05-07' }))
    const [year, day] = [366, 86_400_000]
    app().clock.advance(year * day)
    expect((await toCheck('duty', 'register=person')).total).toBe(5)
    app().clock.advance(-year * day)
  })

  it('部件也有分和清单：没有养护单位的、两年没核对的、标识码对不上类别或区划的、同一位置登记两次的，各说各的原因', async () => {
    const part = (code: string, more: object = {}) => ({ code, classCode: `B${code.slice(6, 10)}`, name: `部件${code.slice(-1)}`, path: `${C01}.g001`, lon: 118.302 + Number(code.slice(-1)) / 10_000, lat: 36.8117, unitId: 'dept-sanitation', state: 'good' as const, recordedOn: '2026-05-01', source: '实测', ...more })
    const before = (await score('grid001', 'part'))?.whole ?? { total: 0, missing: 0, stale: 0, conflict: 0 }
    await app().context.db.transact(systemScope, (tx) => importParts(tx, [
      part('3703050118900001'), part('3703050118900002', { unitId: null, path: C01 }), part('3703050118900003', { recordedOn: '2023-05-01' }), part('3703050118900004', { classCode: 'B0102' }),
      part('3703060118900005'), part('3703050118900006', { lon: 118.4 }), part('3703050118900007', { lon: 118.4 }), part('3703050118900008', { state: 'removed', recordedOn: '2020-01-01' }),
    ]))
    app().clock.advance(61_000)
    const { records } = await toCheck('duty', `register=part&area=${C01}&limit=50`)
    expect(records.filter(({ id }) => id.slice(10, 12) === '90').map(({ id, title, reasons }) => [id.slice(-1), title, reasons.map(({ text }) => text).join('；')]).toSorted()).toEqual([
      ['2', '部件2', '没有养护单位、所在网格'], ['3', '部件3', '2023-05-01 以后没有核对过'], ['4', '部件4', '标识码里的类别与登记的类别不同'], ['5', '部件5', '标识码里的区划与所在的地方不同'],
      ['6', '部件6', '同一个位置还登记着同类的部件'], ['7', '部件7', '同一个位置还登记着同类的部件'],
    ])
    const first = await toCheck('duty', `register=part&area=${C01}&limit=1`)
    expect((await toCheck('duty', `register=part&area=${C01}&limit=1&cursor=${first.next ?? ''}`)).records[0]?.id).toBe(records[1]?.id)
    expect((await score('grid001', 'part'))?.whole).toMatchObject({ total: before.total + 6, missing: before.missing, stale: before.stale + 1, conflict: before.conflict + 4 })
    expect((await toCheck('community02', `register=part`)).records.filter(({ id }) => id.slice(10, 12) === '90')).toEqual([])
  })

  it('看不到居民的岗位看不到居民的分和清单，别的社区看不到这里', async () => {
    expect(await score('dispatch', 'person')).toBeUndefined()
    expect((await score('dispatch', 'house'))?.whole.total).toBe(1)
    expect((await get('dispatch', 'quality/work-list?register=person')).status).toBe(403)
    expect((await get('community02', `quality?area=${C01}`)).status).toBe(404)
    expect((await get('community02', `quality/work-list?register=person&area=${B12}`)).status).toBe(404)
    expect((await score('community02', 'person'))?.whole.total).toBe(0)
    expect((await get('grid001', 'quality/work-list?cursor=x')).status).toBe(400)
  })
})

describe('几个来源各说各的数', () => {
  const said = { subject: 'estates', area: STREET, value: 67, source: '社区治理工作材料', asOf: '2022-06-30' }
  const counts = async () => (await get<AnswerOf<typeof listCounts>>('duty', 'quality/counts')).body.counts

  it('并排写着来源和日期，由谁裁定；裁定写依据，不是谁都能裁定；以后又有不同的数，重新算作不一致', async () => {
    const { body: first } = await post<DisputedCount>('duty', 'quality/counts', said)
    const own = first.own.value
    expect(first).toMatchObject({ isDisputed: true, settledBy: '值班长', maySettle: true, said: [{ value: 67, source: '社区治理工作材料', asOf: '2022-06-30' }] })
    await post('duty', 'quality/counts', { ...said, value: 73, source: '街道情况介绍', asOf: '2022-12-31' })
    expect((await counts()).map(({ said: all }) => all.map(({ value }) => value))).toEqual([[73, 67]])
    const ruling = { subject: 'estates', area: STREET, value: own, note: '按物业服务范围逐个核对' }
    expect((await post('community01', 'quality/counts/rulings', ruling)).status).toBe(403)
    expect((await post('community01', 'quality/counts', said)).status).toBe(404)
    expect((await post('duty', 'quality/counts/rulings', { ...ruling, value: 999 })).body.error?.fields?.['value']).toContain('请从已经说过的数里选')
    expect((await post<DisputedCount>('duty', 'quality/counts/rulings', ruling)).body).toMatchObject({ isDisputed: false, ruling: { value: own, note: '按物业服务范围逐个核对' } })
    app().clock.advance(1000)
    expect((await post<DisputedCount>('duty', 'quality/counts', { ...said, value: own + 1, source: '年报' })).body).toMatchObject({ isDisputed: true })
  })
})

describe('人口分析', () => {
  it('特殊人群、党员网络、挂包联系按区域分；不足十人的不说，也推算不出', async () => {
    const { context } = app()
    await context.db.transact(systemScope, async (tx) => {
      const batch = await openBatch(tx, context, { areaPath: STREET, source: 'police', asOf: '2026-05-01', title: '成批', by: null })
      const people = (grid: string, count: number) => Array.from({ length: count }, (_, at) => ({ areaPath: `${STREET}.${grid}`, values: { name: `众${at}`, political: '01' }, tags: at % 2 === 0 ? ['disabled'] : [] }))
      const added = await addEntries(tx, context, { batch, register: 'person', entries: [...people('c01.g001.e01.b012', 40), ...people('c02.g003', 60)] })
      const [branch] = await addEntries(tx, context, { batch, register: 'organisation', entries: [{ areaPath: C01, values: { kind: 'party', name: '第一党支部', partyLevel: '3' } }] })
      await addRelations(tx, { batch, relations: added.slice(0, 35).map(({ id }) => ({ kind: 'branch-member', role: 'member', from: { register: 'person', id }, to: { register: 'organisation', id: branch?.id ?? '' } })) })
      await closeBatch(tx, batch)
    })
    const figures = async (by: string) => (await get<AnswerOf<typeof personFigures>>('duty', `persons/figures?area=${STREET}&by=${by}`)).body
    expect(await figures('special')).toMatchObject({ total: 105, definition: expect.stringContaining('不含敏感登记'), rows: [{ cells: [{ name: '特殊人群', count: 20 }, { count: 25 }] }, { cells: [{ count: 30 }, { count: 30 }] }] })
    const party = await figures('party')
    expect(party.rows.map(({ cells }) => cells.map(({ count }) => count))).toEqual([[null, null], [null, null]])
  })
})
