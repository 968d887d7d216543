import { describe, expect, it } from 'vitest'
import type { PartRow, PoolCard, PoolChange } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { importParts } from './repo.ts'

const app = useApp()
const C01 = 'd370305.s002.c01'
const CODE = '3703050101000077'
const HERE = { lon: AT_BUILDING_12.lon, lat: AT_BUILDING_12.lat }
const ELSEWHERE = { lon: IN_SHENGXIN.lon, lat: IN_SHENGXIN.lat }
const ABROAD = { lon: 121.5, lat: 31.2 }

type Refusal = { error?: { code: string; message: string; fields?: Record<string, string> } }

const patch = <T>(path: string, body: object, as = 'community01') => app().request<T & Refusal>('PATCH', path, { as, body })
const historyOf = async (path: string) => (await app().request<{ changes: PoolChange[] }>('GET', `${path}/history`, { as: 'community01' })).body.changes
const shop = async (values: object = {}) => (await app().request<{ card: PoolCard }>('POST', 'pool/organisation', { as: 'community01', body: { areaPath: C01, source: 'visit', values: { name: `小店${Math.random().toString(36).slice(2, 8)}`, kind: 'shop', ...values } } })).body.card

describe('单位的位置在图上定', () => {
  it('在图上点一处，社区、网格跟着位置走；写明手工标注、哪天、有没有到现场，历史里有从哪里改到哪里', async () => {
    const one = await shop()
    expect(one).toMatchObject({ point: null, pointFact: null })
    const { status, body } = await patch<{ card: PoolCard }>(`pool/organisation/${one.id}`, { version: one.version, point: HERE, source: 'hand' })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.card).toMatchObject({ point: HERE, pointFact: { source: 'hand', asOf: '2026-05-07', state: 'declared' }, areaPath: expect.stringMatching(/^d370305\.s002\.c01\.g001/u) })
    const [change] = await historyOf(`pool/organisation/${one.id}`)
    expect(change).toMatchObject({ source: '手工标注', by: '桑书记', changes: expect.arrayContaining([expect.objectContaining({ label: '位置', from: '', to: `${HERE.lon}, ${HERE.lat}` }), expect.objectContaining({ label: '区域', to: expect.stringContaining('第1网格') })]) })
    const seen = await patch<{ card: PoolCard }>(`pool/organisation/${one.id}`, { version: body.card.version, point: { ...HERE, lat: HERE.lat + 1e-6 }, source: 'visit', verification: 'verified' })
    expect(seen.body.card.pointFact).toEqual({ source: 'visit', asOf: '2026-05-07', state: 'verified' })
  })

  it('街道以外的、别的社区的、别人刚改过的、没有自己位置的登记，说明白，什么都不改', async () => {
    const one = await shop()
    const to = (point: object, more: object = {}, as?: string) => patch<{ card: PoolCard }>(`pool/organisation/${one.id}`, { version: one.version, point, source: 'hand', ...more }, as)
    expect((await to(ABROAD)).body.error?.fields).toEqual({ point: '这个位置不在本街道范围内，请在街道里点选' })
    expect((await to(ELSEWHERE)).body.error?.fields?.['point']).toMatch(/^这个位置在“胜辛社区.*”，不在您负责的区域/u)
    expect((await to(HERE, { version: one.version + 1 })).body.error?.code).toBe('conflict')
    expect((await to(HERE, {}, 'urban')).status).toBe(403)
    const { body: house } = await app().request<{ card: PoolCard }>('POST', 'pool/house', { as: 'community01', body: { areaPath: `${C01}.g001.e01.b012`, source: 'visit', values: { unit: '9', room: '901' } } })
    expect((await patch<object>(`pool/house/${house.card.id}`, { version: 1, point: HERE, source: 'hand' })).body.error?.fields).toEqual({ point: '房屋没有自己的位置，请改所在区域' })
    const { body } = await app().request<PoolCard>('GET', `pool/organisation/${one.id}`, { as: 'community01' })
    expect(body).toMatchObject({ version: one.version, point: null, areaPath: C01 })
    expect((await to(ELSEWHERE, {}, 'duty')).body.card.areaPath).toMatch(/^d370305\.s002\.c02/u)
  })
})

describe('部件的位置在图上改', () => {
  const to = (version: number, point: object, more: object = {}) => patch<PartRow>(`parts/${CODE}`, { version, point, ...more })

  it('改了位置，网格跟着走，来源写手工标注或实测、哪天；历史里有；街道以外的、版本旧的不改', async () => {
    await app().context.db.transact(systemScope, (tx) => importParts(tx, [{ code: CODE, classCode: 'B0101', name: '上水井盖77号', path: C01, lon: 118.01, lat: 36.81, unitId: null, state: 'good', recordedOn: '2025-01-01', source: '地形图' }]))
    const { status, body } = await to(1, HERE)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({ version: 2, point: HERE, source: '手工标注', recordedOn: '2026-05-07', areaPath: expect.stringMatching(/^d370305\.s002\.c01\.g001/u) })
    expect((await historyOf(`parts/${CODE}`))[0]).toMatchObject({ source: '手工标注', changes: expect.arrayContaining([expect.objectContaining({ label: '位置', from: '118.01, 36.81', to: `${HERE.lon}, ${HERE.lat}` }), expect.objectContaining({ label: '采集方式', to: '手工标注' })]) })
    expect((await to(1, HERE)).body.error?.code).toBe('conflict')
    expect((await to(2, ABROAD)).body.error?.fields).toEqual({ point: '这个位置不在本街道范围内，请在街道里点选' })
    expect((await to(2, HERE)).body.version).toBe(2)
    expect((await to(2, { ...HERE, lat: HERE.lat + 1e-6 }, { isSurveyed: true })).body).toMatchObject({ version: 3, source: '实测' })
  })

  it('图上点过的，到现场一看正是那里：位置不动，采集方式改成实测；再看一次不算改', async () => {
    const marked = (await to(3, HERE)).body
    expect(marked).toMatchObject({ version: 4, source: '手工标注' })
    app().clock.advance(1000)
    expect((await to(4, HERE, { isSurveyed: true })).body).toMatchObject({ version: 5, point: HERE, source: '实测' })
    expect((await historyOf(`parts/${CODE}`))[0]?.changes).toEqual([expect.objectContaining({ label: '采集方式', from: '手工标注', to: '实测' })])
    expect((await to(5, HERE, { isSurveyed: true })).body.version).toBe(5)
  })
})
