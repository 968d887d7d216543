import type { AnswerOf, areasAsOf, EditableArea, editAreas } from '@yihu/contracts'
import { describe, expect, it } from 'vitest'
import { useApp } from '../../../test/app.ts'
import { square } from '../../../test/street.ts'

const app = useApp()
const GRID_1 = '370305002001001'
const GRID_2 = '370305002001002'
const GRID_3 = '370305002002001'
const COMMUNITY_1 = '370305002001'
const COMMUNITY_2 = '370305002002'

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly current?: AnswerOf<typeof editAreas> }
}
type Change = { readonly code: string; readonly name?: string; readonly geometry?: object }

const neighbours = async (code: string) => (await app().request<{ area: EditableArea; neighbours: EditableArea[] }>('GET', `areas/${code}/neighbours`, { as: 'admin' })).body
const etagOf = async (code: string) => (await neighbours(code)).area.etag
const send = async <T = AnswerOf<typeof editAreas>>(changes: readonly Change[], { as = 'admin', ...more }: { as?: string; dryRun?: boolean; acceptGaps?: boolean } = {}) => {
  const areas = await Promise.all(changes.map(async (change) => ({ ...change, etag: await etagOf(change.code) })))
  return app().request<T>('POST', 'areas/edits', { as, body: { areas, reason: '2026 年网格调整', dryRun: false, ...more } })
}
const asOf = async (at: string) => (await app().request<AnswerOf<typeof areasAsOf>>('GET', `area-borders?level=grid&at=${at}`, { as: 'admin' })).body
/** The first grid's northern border moved to `y`; its neighbour follows. */
const movedTo = (y: number): Change[] => [{ code: GRID_1, geometry: square(0, 0, 6, y).polygon }, { code: GRID_2, geometry: square(0, y, 6, 10).polygon }]

describe('在地图上改区域', () => {
  it('给出边界相接的区域，上级和邻居都在内', async () => {
    const { area, neighbours: near } = await neighbours(GRID_1)
    expect(area).toMatchObject({ code: GRID_1, level: 'grid', isMine: true })
    expect(near.map(({ code, isMine }) => [code, isMine])).toEqual([['370305', false], ['370305002', true], [COMMUNITY_1, true], [GRID_2, true], [COMMUNITY_2, true], [GRID_3, true]])
  })

  it('只动一个网格的边界会和邻居重叠或留缝：先看到，存不进去', async () => {
    const [first] = movedTo(6)
    const tried = await send([first ?? { code: '' }], { dryRun: true })
    expect(tried.body).toMatchObject({ changed: 1, written: false, problems: [{ kind: 'overlap', areas: expect.arrayContaining([GRID_1, GRID_2]) as unknown, geometry: { type: 'Polygon' } }] })
    const refused = await send<Refusal>([first ?? { code: '' }])
    expect(refused).toMatchObject({ status: 422, body: { error: { code: 'area-edit-invalid', current: { written: false } } } })
    const gap = await send([{ code: GRID_1, geometry: square(0, 0, 6, 4.5).polygon }], { dryRun: true })
    expect(gap.body.problems.map(({ kind }) => kind)).toEqual(['gap'])
    const cut = await send([{ code: GRID_1, geometry: square(0, 0, 6, 3).polygon }], { dryRun: true })
    expect(cut.body.problems.map(({ kind }) => kind), 'the estate inside sticks out').toEqual(expect.arrayContaining(['gap', 'outside']))
    const crossed = await send([{ code: GRID_1, geometry: { type: 'Polygon', coordinates: [[[118.3, 36.81], [118.31, 36.82], [118.31, 36.81], [118.3, 36.82], [118.3, 36.81]]] } }], { dryRun: true })
    expect(crossed.body.problems).toMatchObject([{ kind: 'invalid', message: expect.stringContaining('自相交') as string }])
  })

  it('相邻的两个一起动就存得进去；以前哪天的边界还查得到，依据在历史和审计里', async () => {
    const { request } = app()
    const point = square(1, 5.2, 2, 5.4).point
    const gridAt = async () => (await request<{ path: string }>('GET', `areas/locate?lon=${point[0]}&lat=${point[1]}`, { as: 'admin' })).body.path
    const before = await gridAt()
    const saved = await send(movedTo(6))
    expect({ status: saved.status, body: saved.body }).toEqual({ status: 200, body: { changed: 2, problems: [], known: 0, written: true } })
    expect(await gridAt()).not.toBe(before)
    const old = await asOf('2026-05-06')
    expect(old.dates).toEqual(['2026-05-07', '2020-01-01'])
    expect(old.areas.find(({ code }) => code === GRID_1)).toMatchObject({ isFormer: true, since: '2020-01-01', geometry: square(0, 0, 6, 5).polygon })
    expect((await asOf('2026-05-07')).areas.find(({ code }) => code === GRID_1)).toMatchObject({ isFormer: false, since: '2026-05-07' })
    expect((await asOf('2019-12-31')).areas).toEqual([])
    const { body } = await request<{ history: { reason: string; validTo: string }[] }>('GET', `areas/${GRID_1}`, { as: 'admin' })
    expect(body.history).toMatchObject([{ reason: '2026 年网格调整', validTo: '2026-05-06' }])
    const audit = await request<{ rows: { purpose: string; object: string }[] }>('GET', 'audit?action=area.edit', { as: 'auditor' })
    expect(audit.body.rows).toMatchObject([{ purpose: '2026 年网格调整', object: '桑家社区第1网格、桑家社区第2网格' }])
  })

  it('改名不产生新边界；旧的名字还在改动前的人手里就会冲突', async () => {
    const etag = await etagOf(GRID_3)
    const renamed = await send([{ code: GRID_3, name: '胜辛社区中心网格' }])
    expect(renamed.body).toMatchObject({ changed: 1, written: true })
    expect((await app().request<{ name: string; history: unknown[] }>('GET', `areas/${GRID_3}`, { as: 'duty' })).body).toMatchObject({ name: '胜辛社区中心网格', history: [] })
    const stale = await app().request<Refusal>('POST', 'areas/edits', { as: 'admin', body: { areas: [{ code: GRID_3, etag, name: '又改' }], reason: '改名', dryRun: false } })
    expect(stale.body.error.code).toBe('conflict')
  })

  it('缝隙说明是有意的才存；管不到的区域、别的岗位都不行', async () => {
    const narrow = [{ code: GRID_3, geometry: square(6, 0, 9.5, 10).polygon }]
    expect((await send<Refusal>(narrow)).body.error.code).toBe('area-edit-invalid')
    expect((await send(narrow, { acceptGaps: true })).body).toMatchObject({ written: true, problems: [{ kind: 'gap' }] })
    const again = await send([{ code: GRID_3, geometry: square(6, 0, 9.4, 10).polygon }], { dryRun: true })
    expect(again.body.problems.length + again.body.known).toBe(1)
    expect((await send([{ code: '370305', name: '别的区' }])).status).toBe(404)
    expect((await send([{ code: GRID_3, name: '改' }], { as: 'duty' })).status).toBe(403)
    expect((await app().request('GET', `areas/${GRID_3}/neighbours`, { as: 'duty' })).status).toBe(403)
  })
})
