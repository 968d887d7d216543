import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AnswerOf, listOwnTracks, listRetention, sendActions, sendTrack, trackCoverage, TrackSession } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { newId } from '../../kernel/id.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { forgetTracks } from './index.ts'

const app = useApp()
const GRID = 'd370305.s002.c01.g001'
const now = () => app().clock.now()
const iso = (ms: number) => new Date(ms).toISOString()
/** A walk away from building 12, a point every half minute, 20 m each. */
const walk = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ at: iso(from + i * 30_000), lon: AT_BUILDING_12.lon, lat: AT_BUILDING_12.lat - i * 0.00018 }))
const send = (as: string, session: string, points: readonly object[]) => app().request<AnswerOf<typeof sendTrack>>('POST', 'tracks', { as, body: { session, points } })
const mine = async (as: string) => (await app().request<AnswerOf<typeof listOwnTracks>>('GET', 'tracks/mine', { as })).body
const coverage = async (as: string, query: string) => (await app().request<AnswerOf<typeof trackCoverage>>('GET', `tracks/coverage?${query}`, { as })).body

test('开关开着才记：关着时的点、将来的点不收，站着不动的略去，重复补传不多一个点；自己看得到、导得出', async () => {
  const id = newId(now())
  const start = now()
  expect((await app().request<TrackSession>('POST', 'tracks/sessions', { as: 'grid001', body: { id } })).body).toMatchObject({ id, endedAt: null, points: 0 })
  app().clock.advance(3_600_000)
  const points = [...walk(start, 5), { ...walk(start, 5)[4], at: iso(start + 125_000) }]
  const { body } = await send('grid001', id, [...points, { ...points[0], at: iso(start - 60_000) }, { ...points[0], at: iso(now() + 3_600_000) }])
  expect(body).toMatchObject({ kept: 5, thinned: 1, refused: [{ index: 6, message: expect.stringMatching('没有打开') as string }, { index: 7, message: expect.stringMatching('将来') as string }] })
  await send('grid001', id, points)
  await app().request('POST', `tracks/sessions/${id}/end`, { as: 'grid001', body: { at: iso(start + 600_000) } })
  expect((await send('grid001', id, [{ ...points[0], at: iso(start + 900_000) }])).body.refused).toHaveLength(1)
  expect((await mine('grid001')).sessions).toMatchObject([{ id, points: 5, endedAt: iso(start + 600_000) }])
  const { body: csv } = await app().request<string>('GET', 'tracks/mine/export', { as: 'grid001' })
  expect(csv.trim().split('\r\n')).toHaveLength(6)

  const phone = { id: newId(now()), kind: 'track.begin', at: iso(now()), body: {} }
  const sent = { device: newId(now()), actions: [phone, { id: newId(now()), kind: 'track.points', at: iso(now()), body: { session: phone.id, points: walk(now(), 1) } }, { id: newId(now()), kind: 'track.end', at: iso(now()), body: { session: phone.id } }] }
  const { body: done } = await app().request<AnswerOf<typeof sendActions>>('POST', 'patrol/actions', { as: 'grid001', body: sent })
  expect(done.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
})

test('谁走的谁看：值班长、社区、别的网格员和平台自己的查询一个点也看不到，也不能往别人的足迹里写', async () => {
  const [first] = (await mine('grid001')).sessions
  expect((await mine('grid003')).sessions).toEqual([])
  expect((await send('grid003', first?.id ?? '', walk(now(), 1))).status).toBe(404)
  expect((await mine('duty')).sessions).toEqual([])
  expect((await app().request('GET', 'tracks/mine', { as: 'urban' })).status).toBe(403)
  const count = (scope: Parameters<ReturnType<typeof app>['context']['db']['transact']>[0]) => app().context.db.transact(scope, async (tx) => {
    const { rows: [row] } = await sql<{ n: number }>`select (select count(*) from track_point)::int + (select count(*) from track_session)::int as n`.execute(tx)
    return row?.n
  })
  expect([await count(systemScope), await count({ paths: ['d370305'], units: [], userId: newId(now()) })]).toEqual([0, 0])
})

test('领导看到的是地方：网格按天、楼栋按周，没过完的不说；满 30 天销毁，留下证明', async () => {
  const day = '2026-05-07'
  expect((await coverage('duty', `day=${day}`)).places.map(({ isReached }) => isReached)).toEqual([null, null, null])
  app().clock.advance(86_400_000)
  const grids = await coverage('duty', `day=${day}`)
  expect(grids.places).toMatchObject([{ path: GRID, isReached: true, buildings: 2, reachedBuildings: null }, { isReached: false }, { isReached: false }])
  expect(JSON.stringify(grids)).not.toMatch(/高网格|user/u)
  app().clock.advance(5 * 86_400_000)
  expect(await coverage('community01', `area=${GRID}&day=${day}`)).toMatchObject({ week: { from: '2026-05-04', to: '2026-05-10', isOver: true }, places: [{ name: '12号楼', isReached: true }, { name: '13号楼', isReached: false }] })
  expect((await app().request('GET', 'tracks/coverage', { as: 'grid001' })).status).toBe(403)

  app().clock.advance(20 * 86_400_000)
  await forgetTracks(app().context)
  expect((await mine('grid001')).sessions).toHaveLength(2)
  app().clock.advance(6 * 86_400_000)
  await forgetTracks(app().context)
  expect((await mine('grid001')).sessions).toEqual([])
  const { body } = await app().request<AnswerOf<typeof listRetention>>('GET', 'retention', { as: 'admin' })
  expect(body.proofs.find(({ rule }) => rule === 'track')).toMatchObject({ entries: 2, by: '系统' })
})
