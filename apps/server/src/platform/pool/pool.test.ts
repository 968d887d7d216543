import { expect, test } from 'vitest'
import type { AnswerOf, nearbyParts, PartRow, partHistory } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { importParts } from './index.ts'

const app = useApp()
const { lon, lat } = AT_BUILDING_12
const PART = { classCode: 'B0118', name: '桓公路路灯1号', path: 'd370305.s002.c01.g001', unitId: null, state: 'good', recordedOn: '2026-05-01', source: '实测' } as const

test('案件周围的部件：近的在前，远的不算，移除的不再出现；补测以后以新的为准', async () => {
  const at = (code: string, east: number, more: object = {}) => ({ ...PART, code: `370305011800000${code}`, lon: lon + east, lat, ...more })
  await app().context.db.transact(systemScope, (tx) => importParts(tx, [at('1', 0.0004), at('2', 0.0001), at('3', 0.01), at('4', 0.0002, { state: 'removed' })]))
  const ask = async () => (await app().request<AnswerOf<typeof nearbyParts>>('GET', `parts/nearby?lon=${lon}&lat=${lat}&metres=100`, { as: 'grid001' })).body.parts
  expect((await ask()).map(({ code, className, state }) => [code.at(-1), className, state])).toEqual([['2', '路灯', 'good'], ['1', '路灯', 'good']])
  await app().context.db.transact(systemScope, (tx) => importParts(tx, [at('2', 0.0001, { state: 'broken' })]))
  expect((await ask())[0]).toMatchObject({ state: 'broken', metres: 9 })
  expect((await app().request('GET', 'parts/nearby?lon=999&lat=36', { as: 'duty' })).status).toBe(400)
})

test('部件坏了、换了养护单位，在卡片上改，谁什么时候改的都留着；别的社区的不能改', async () => {
  const code = '3703050118000009'
  await app().context.db.transact(systemScope, (tx) => importParts(tx, [{ ...PART, code, lon, lat }]))
  const change = (as: string, body: object) => app().request<PartRow & { error?: { code: string; fields?: object } }>('PATCH', `parts/${code}`, { as, body: { version: 1, ...body } })
  expect((await change('property01', { state: 'broken' })).status).toBe(403)
  expect([403, 404]).toContain((await change('community02', { state: 'broken' })).status)
  for (const unitId of ['nobody', '']) expect((await change('grid001', { unitId })).body.error?.fields).toHaveProperty('unitId')
  expect((await change('grid001', { state: 'broken', unitId: 'community-02', reason: '灯不亮' })).body).toMatchObject({ state: 'broken', unit: { name: '胜辛社区' } })
  expect((await change('grid001', { state: 'good' })).body.error?.code).toBe('conflict')
  expect((await change('grid001', { version: 2, state: 'broken', reason: '再报一次' })).body.version).toBe(2)
  const { body } = await app().request<AnswerOf<typeof partHistory>>('GET', `parts/${code}/history`, { as: 'community01' })
  expect(body.changes.map(({ by, reason, changes }) => [by, reason, changes.map(({ label, from, to }) => `${label}：${from} → ${to}`).toSorted()])).toEqual([['高网格', '灯不亮', ['养护单位： → 胜辛社区', '状态：完好 → 破损']]])
})
