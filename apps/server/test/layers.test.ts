import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { sql } from 'kysely'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, ErrorBody, gridBalance, listInside, listLayers, personFigures, RasterInfo, showIndicator } from '@yihu/contracts'
import { GRID_WEIGHTS, localDate, mondayOf } from '@yihu/domain'
import type { z } from 'zod'
import { modules } from '../src/app.ts'
import { offerOuterBases, originsOf } from '../src/services/visualization/index.ts'
import { useApp } from './app.ts'
import { closed } from './steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN, tileOf } from './street.ts'
import { zipByHand } from './zip.ts'

const app = useApp()
let base = ''

async function fetchAs(as: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${base}${path}`, { headers: { authorization: `Bearer ${await app().tokenOf(as)}`, ...headers } })
}

/** What is in a tile, by its properties. */
async function drawn(as: string, layer: string, tile: string, query = ''): Promise<Record<string, unknown>[]> {
  const response = await fetchAs(as, `/api/v1/tiles/${layer}/${tile}.mvt${query}`)
  expect(response.status, `${as} ${layer} ${tile}`).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
  const found = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer()))).layers[layer]
  return found ? Array.from({ length: found.length }, (_, at) => found.feature(at).properties) : []
}

const titles = async (as: string, layer: string, tile: string) => (await drawn(as, layer, tile)).map(({ title }) => title).toSorted()

async function refusal(as: string, path: string): Promise<unknown> {
  const response = await fetchAs(as, path)
  const { error } = (await response.json()) as z.infer<typeof ErrorBody> // the one shape of our errors
  return [response.status, error.code]
}

const HERE = tileOf(AT_BUILDING_12, 16)
const THERE = tileOf(IN_SHENGXIN, 16)
const WIDE = tileOf(AT_BUILDING_12, 12)

beforeAll(async () => {
  base = await app().listen()
  await app().raise({ text: '图甲：井盖松动', title: '图甲', ...AT_BUILDING_12 })
  await app().raise({ text: '图乙：噪声扰民', title: '图乙', ...IN_SHENGXIN })
  await app().settle()
})

describe('OGC API – Features', () => {
  interface Page { readonly numberMatched: number; readonly numberReturned: number; readonly features: readonly { id: string; properties: Record<string, unknown> }[]; readonly links: readonly { rel: string; href: string; type: string }[] }
  const get = async <T>(url: string, headers: Record<string, string>): Promise<{ status: number; type: string | null; body: T }> => {
    const response = await fetch(url.startsWith('/') ? `${base}${url}` : url, { headers })
    return { status: response.status, type: response.headers.get('content-type'), body: (await response.json()) as T } // the test names the shape
  }

  it('首页的链接都打得开；图层里没有居民；一页一页走完，一个不少一个不重；密钥看不到案件文字', async () => {
    const key = { 'x-api-key': (await app().request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '地图软件', areas: ['d370305.s002.c01'], permissions: ['layer.read'], days: 30 } })).body.key }
    const { body: start } = await get<Page>('/ogc/', key)
    expect(start.links.map(({ rel }) => rel)).toEqual(['self', 'service-desc', 'conformance', 'data'])
    for (const { href, type } of start.links) {
      const there = await get(href, key)
      expect([there.status, there.type?.split(';')[0]], href).toEqual([200, type.split(';')[0]])
    }
    const { body: listed } = await get<{ collections: { id: string; crs: string[]; links: { rel: string; href: string }[] }[] }>('/ogc/collections', key)
    expect(listed.collections.map(({ id }) => id)).toEqual(expect.arrayContaining(['areas-grid', 'cases', 'devices', 'parts']))
    expect(listed.collections.map(({ id }) => id)).not.toContain('people')
    for (const { links } of listed.collections) expect((await get(links.find(({ rel }) => rel === 'items')?.href ?? '', key)).status).toBe(200)

    const seen: string[] = []
    for (let next: string | undefined = '/ogc/collections/areas-grid/items?limit=2'; next !== undefined;) {
      const page: Page = (await get<Page>(next, key)).body
      expect([page.numberMatched, page.numberReturned]).toEqual([3, page.features.length])
      seen.push(...page.features.map(({ id }) => id))
      next = page.links.find(({ rel }) => rel === 'next')?.href
    }
    expect(seen).toEqual(['370305002001001', '370305002001002', '370305002002001'])
    expect((await get<Page>(`/ogc/collections/areas-grid/items/${seen[0]}`, key)).body.links.map(({ rel }) => rel)).toEqual(['self', 'collection'])

    const { body: byKey } = await get<Page>('/ogc/collections/cases/items', key)
    expect(byKey.features.map(({ properties }) => [properties['title'], properties['number']])).toEqual([[undefined, expect.any(String)]])
    const duty = { authorization: `Bearer ${await app().tokenOf('duty')}` }
    expect((await get<Page>('/ogc/collections/cases/items', duty)).body.features.every(({ properties }) => typeof properties['title'] === 'string')).toBe(true)
    const matched = async (query: string) => (await get<Page>(`/ogc/collections/cases/items?${query}`, duty)).body.numberMatched
    const { lon, lat } = AT_BUILDING_12
    expect([await matched(`bbox=${lon},${lat},${lon},${lat}`), await matched('bbox=-10,-10,10,10'), await matched('datetime=2026-05-07'), await matched('datetime=../2026-05-06')]).toEqual([1, 0, 2, 0])
  })

  it('参数不对说是哪个；没有密钥、密钥不许读图层，什么也不给', async () => {
    const duty = { authorization: `Bearer ${await app().tokenOf('duty')}` }
    for (const query of ['bbox=1,2,3', 'bbox=a,b,c,d', 'bbox=1,9,2,3', 'limit=0', 'limit=x', 'datetime=yesterday', 'datetime=../..', 'datetime=2026-05-07/2026-05-01', 'crs=EPSG:3857', 'what=1', 'limit=1&limit=2']) {
      const { status, body } = await get<z.infer<typeof ErrorBody>>(`/ogc/collections/cases/items?${query}`, duty)
      expect([status, Object.keys(body.error.fields ?? {})], query).toEqual([400, [query.split('=')[0]]])
    }
    const codeOf = async (path: string, headers: Record<string, string>) => (await get<z.infer<typeof ErrorBody>>(path, headers)).body.error.code
    const sender = { 'x-api-key': (await app().request<{ key: string }>('POST', 'api-keys', { as: 'admin', body: { name: '只会发', areas: ['d370305.s002'], permissions: ['signal.send'], days: 30 } })).body.key }
    expect([await codeOf('/ogc/', {}), await codeOf('/ogc/', { 'x-api-key': 'x'.repeat(43) }), await codeOf('/ogc/', sender)]).toEqual(['login-needed', 'login-needed', 'permission-missing'])
    for (const path of ['collections/people', 'collections/people/items', 'collections/cases/items/none', 'nothing', 'collections/cases/things']) expect(await codeOf(`/ogc/${path}`, duty), path).toBe('not-found')
  })
})

describe('地图图层', () => {
  it('网格员的瓦片里只有本网格的在办案件；值班长看得到两件，远看合成一个圈', async () => {
    expect(await titles('grid001', 'cases', HERE)).toHaveLength(1)
    expect(await titles('grid001', 'cases', THERE)).toEqual([])
    expect(await titles('grid003', 'cases', THERE)).toHaveLength(1)
    expect(await titles('grid003', 'cases', HERE)).toEqual([])
    expect([...(await titles('duty', 'cases', HERE)), ...(await titles('duty', 'cases', THERE))]).toHaveLength(2)
    expect(await drawn('duty', 'cases', tileOf(AT_BUILDING_12, 9))).toMatchObject([{ point_count: 2, bad: 0 }])
    expect(await drawn('grid001', 'cases', tileOf(AT_BUILDING_12, 9))).toMatchObject([{ tone: 'green' }])
    expect(await drawn('duty', 'case-days', tileOf(AT_BUILDING_12, 9))).toMatchObject([{ d20260507: 1 }, { d20260507: 1 }])
  })

  it('办结的案件从在办图层消失，还在热力图层；新来的马上出现', async () => {
    const gone = await closed(app(), { text: '图丙：路灯不亮', ...AT_BUILDING_12 })
    const open = await app().raise({ text: '图丁：垃圾桶满了', ...AT_BUILDING_12 })
    await app().settle()
    const ids = (await drawn('duty', 'cases', HERE)).map(({ id }) => id)
    expect(ids).toContain(open.id)
    expect(ids).not.toContain(gone.id)
    expect(await drawn('duty', 'case-days', HERE), 'closed ones too, one cell for all, no words').toEqual([{ d20260507: 3 }])
  })

  it('没变的瓦片只答“没变”；变了就换一份', async () => {
    const path = `/api/v1/tiles/areas-grid/${WIDE}.mvt`
    const etag = (await fetchAs('duty', path)).headers.get('etag') ?? ''
    expect((await fetchAs('duty', path, { 'if-none-match': etag })).status).toBe(304)
    expect((await titles('duty', 'areas-grid', WIDE))).toEqual(['桑家社区第1网格', '桑家社区第2网格', '胜辛社区第1网格'])
    const cases = `/api/v1/tiles/cases/${HERE}.mvt`
    const before = (await fetchAs('duty', cases)).headers.get('etag') ?? ''
    await app().raise({ text: '图戊：树倒了', ...AT_BUILDING_12 })
    await app().settle()
    expect((await fetchAs('duty', cases, { 'if-none-match': before })).status).toBe(200)
  })

  it('越界的级和行列号、编造的图层、没有权限的图层，都说得清楚；没有登录什么也没有', async () => {
    expect(await refusal('duty', '/api/v1/tiles/cases/24/1/1.mvt')).toEqual([404, 'tile-outside'])
    expect(await refusal('duty', '/api/v1/tiles/cases/9/512/0.mvt')).toEqual([404, 'tile-outside'])
    expect(await refusal('duty', '/api/v1/tiles/areas-building/9/1/1.mvt')).toEqual([404, 'tile-outside'])
    for (const path of ['cases/-1/0/0', 'cases/9/1.5/0', 'cases/9/1/1e3', 'cases%2F9/9/1/1', '__proto__/9/1/1', 'nothing/9/1/1', 'cases/9/1/999999999999']) expect(await refusal('duty', `/api/v1/tiles/${path}.mvt`), path).toEqual([404, 'not-found'])
    expect(await refusal('admin', `/api/v1/tiles/cases/${HERE}.mvt`)).toEqual([403, 'permission-missing'])
    expect((await fetch(`${base}/api/v1/tiles/cases/${HERE}.mvt`)).status).toBe(401)
    expect(await titles('grid001', 'cases', `${THERE}`), 'a scope in the address changes nothing').toEqual([])
    expect((await (await fetchAs('grid001', `/api/v1/tiles/cases/${THERE}.mvt?area=d370305&scope=*`)).arrayBuffer()).byteLength).toBe(0)
  })

  it('每个人的图层单子只有本人能打开的，数目就是看得到的数；编号不重复', async () => {
    const list = async (as: string) => (await app().request<AnswerOf<typeof listLayers>>('GET', 'layers', { as })).body.layers
    const counts = Object.fromEntries((await list('duty')).map(({ id, count }) => [id, count]))
    expect(counts).toMatchObject({ 'areas-community': 2, 'areas-grid': 3, 'areas-building': 2, cases: 4, 'case-days': 5, alarms: 0 })
    expect((await list('grid003')).find(({ id }) => id === 'cases')?.count).toBe(1)
    expect((await list('urban')).map(({ id }) => id)).not.toContain('people')
    const all = modules.flatMap(({ layers }) => layers ?? [])
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const { id, what, sign, card } of all) expect([what, sign, card ?? '{id}'], id).toEqual([expect.stringMatching(/。$/u), expect.stringMatching(/^\p{Script=Han}$/u), expect.stringMatching(/\{(?:id|path)\}/u)])
  })

  const around = ({ lon, lat }: { lon: number; lat: number }, by = 0.0005) => [{ lon: lon - by, lat: lat - by }, { lon: lon + by, lat: lat - by }, { lon: lon + by, lat: lat + by }, { lon: lon - by, lat: lat + by }]
  const inside = async (as: string, body: object) => (await app().request<AnswerOf<typeof listInside> & { error?: { code: string } }>('POST', 'layers/inside', { as, body })).body

  it('只看一类：瓦片、单子都只剩这一类；编造的类别什么也不多给', async () => {
    const { layers: listed } = (await app().request<AnswerOf<typeof listLayers>>('GET', 'layers', { as: 'duty' })).body
    expect(listed.find(({ id }) => id === 'cases')?.kinds).toEqual([{ word: '正常', icon: null, count: 4 }])
    const bytes = async (query: string) => (await (await fetchAs('duty', `/api/v1/tiles/cases/${HERE}.mvt${query}`)).arrayBuffer()).byteLength
    const all = await bytes('')
    expect([await bytes('?only=正常'), await bytes('?only=正常,编造'), await bytes('?only=超期'), await bytes('?only=')]).toEqual([all, all, 0, 0])
    expect((await fetchAs('duty', `/api/v1/tiles/cases/${HERE}.mvt?only=${'长'.repeat(401)}`)).status).toBe(400)
  })

  it('圈一块地：数目和清单只含本人看得到的，按类筛选也算数；没有面积的、没有权限的图层说得清楚', async () => {
    const ring = around(AT_BUILDING_12)
    const { squareMetres, layers } = await inside('duty', { ring, layers: [{ id: 'cases' }, { id: 'areas-building' }, { id: 'case-days' }] })
    expect(squareMetres).toBeGreaterThan(9000)
    expect(layers.map(({ id, count, things }) => [id, count, things.length])).toEqual([['cases', 3, 3], ['areas-building', 1, 1], ['case-days', 4, 0]])
    expect(layers[0]?.things[0]).toMatchObject({ word: '正常', facts: { number: expect.any(String) } })
    expect((await inside('grid003', { ring, layers: [{ id: 'cases' }] })).layers[0]?.count).toBe(0)
    expect((await inside('duty', { ring, layers: [{ id: 'cases', only: '超期' }] })).layers[0]?.count).toBe(0)
    const refused = async (as: string, body: object) => (await inside(as, body)).error?.code
    expect([await refused('admin', { ring, layers: [{ id: 'cases' }] }), await refused('duty', { ring, layers: [{ id: 'nothing' }] }), await refused('duty', { ring: [ring[0], ring[0], ring[0]], layers: [{ id: 'cases' }] }), await refused('duty', { ring: ring.slice(2), layers: [{ id: 'cases' }] })])
      .toEqual(['not-found', 'not-found', 'shape-empty', 'input-invalid'])
  })

  it('圈选导出：一张表，人数不在里面，谁圈了哪里有记录；不能导出的岗位拿不到', async () => {
    const body = { ring: around(AT_BUILDING_12), layers: [{ id: 'cases' }, { id: 'people' }] }
    const take = async (as: string) => fetch(`${base}/api/v1/layers/inside/sheet`, { method: 'POST', headers: { authorization: `Bearer ${await app().tokenOf(as)}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const sheet = await take('duty')
    expect([sheet.status, Buffer.from(await sheet.arrayBuffer()).subarray(0, 2).toString()]).toEqual([200, 'PK'])
    const { rows: [line] } = await sql<{ object: string; detail: object }>`select object, detail from audit_row where action = 'map.export'`.execute(app().context.db.owner)
    expect(line).toMatchObject({ object: '在办案件', detail: { rows: 3, ring: body.ring } })
    expect((await take('grid001')).status).toBe(403)
  })

  it('力量覆盖只说地方走到没有：网格看昨天，楼栋看上一周，没有人和时刻', async () => {
    const now = app().clock.now()
    const day = (back: number) => localDate(now - back * 86_400_000)
    await sql`insert into track_coverage (path, level, since) values ('d370305.s002.c01.g001', 'grid', ${day(1)}), ('d370305.s002.c01.g001.e01.b012', 'building', ${mondayOf(day(7))})`.execute(app().context.db.owner)
    const words = async (as: string, layer: string) => Object.fromEntries((await drawn(as, layer, tileOf(AT_BUILDING_12, 13))).map(({ id, word }) => [String(id).slice(-6), word]))
    expect(await words('duty', 'coverage-grid')).toEqual({ '001001': '走到了', '001002': '没有走到', '002001': '没有走到' })
    expect(await words('community01', 'coverage-grid')).toEqual({ '001001': '走到了', '001002': '没有走到' })
    expect(await words('duty', 'coverage-building')).toEqual({ '101001': '走到了', '101002': '没有走到' })
    expect(Object.keys((await drawn('duty', 'coverage-grid', WIDE))[0] ?? {}).toSorted()).toEqual(['id', 'path', 'title', 'tone', 'word'])
    expect(await refusal('grid001', `/api/v1/tiles/coverage-grid/${WIDE}.mvt`)).toEqual([403, 'permission-missing'])
  })

  it('网格负荷在图上和负荷表说的一样，只见自己管的网格；没有权限的看不到', async () => {
    const { grids } = (await app().request<AnswerOf<typeof gridBalance>>('GET', 'grid/balance', { as: 'community01' })).body
    const shown = await drawn('community01', 'grid-load', tileOf(AT_BUILDING_12, 13))
    expect(shown.map(({ path: at, load, word }) => [at, load, word]).toSorted()).toEqual(grids.map(({ path: at, load, weight }) => [at, load, GRID_WEIGHTS[weight]]).toSorted())
    expect(shown).toHaveLength(2)
    expect(await drawn('duty', 'grid-load', tileOf(AT_BUILDING_12, 13))).toHaveLength(3)
    expect(await refusal('urban', `/api/v1/tiles/grid-load/${WIDE}.mvt`)).toEqual([403, 'permission-missing'])
  })

  it('换级别、换人、换筛选、换圈法，再和大屏、人口分析的数放在一起减来减去，也推不出不足十人的地方', async () => {
    const grids = ['c01.g001', 'c01.g002', 'c02.g003'] as const
    const places = ['d370305.s002', ...['c01', 'c02', ...grids].map((one) => `d370305.s002.${one}`)]
    const pathOf: Readonly<Record<string, string>> = { '001001': places[3] ?? '', '001002': places[4] ?? '', '002001': places[5] ?? '' }
    const corner = fc.record({ lon: fc.integer({ min: 0, max: 100 }).map((n) => 118.3 + n / 10_000), lat: fc.integer({ min: 0, max: 100 }).map((n) => 36.81 + n / 10_000) })
    const ways = ['duty', 'community01', 'grid001'].flatMap((as) => [9, 14].flatMap((z) => ['', '?only=走到了'].map((only) => ({ as, z, only }))))
    const onMap = async (shapes: readonly object[]) => {
      const onTiles = await Promise.all(ways.map(async ({ as, z, only }) => (await drawn(as, 'people', tileOf(AT_BUILDING_12, z), only)).map(({ id, count }): readonly [string, unknown] => [String(id), count])))
      const inShapes = await Promise.all(shapes.flatMap((ring) => ['duty', 'grid001'].map(async (as) => ((await inside(as, { ring, layers: [{ id: 'people' }] })).layers ?? []).flatMap(({ things }) => things.map(({ id, title }): readonly [string, unknown] => [id, /：(\d+) 人$/u.exec(title)?.[1]])))))
      return [...onTiles, ...inShapes].flat().map(([id, count]): Told => [`all ${pathOf[id.slice(-6)]}`, count === undefined ? null : Number(count)])
    }
    const elsewhere = async () => {
      const told: Told[] = []
      for (const area of places) {
        for (const [kind, id] of [['all', 'pool.residents'], ['floating', 'pool.floating']] as const) {
          const { body: { state, value } } = await app().request<AnswerOf<typeof showIndicator>>('GET', `indicators/${id}?area=${area}`, { as: 'duty' })
          told.push([`${kind} ${area}`, state === 'measured' ? value : null])
        }
        const { body: { total, rows, columns } } = await app().request<AnswerOf<typeof personFigures>>('GET', `persons/figures?area=${area}&by=residence`, { as: 'duty' })
        told.push([`all ${area}`, total], ...columns.map(({ key, count }): Told => [`${key} ${area}`, count]))
        for (const row of rows.filter(({ path }) => path !== area)) told.push([`all ${row.path}`, row.total], ...row.cells.map(({ key, count }): Told => [`${key} ${row.path}`, count]))
      }
      return told
    }
    type Told = readonly [key: string, count: number | null]
    await fc.assert(fc.asyncProperty(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)), fc.integer({ min: 1, max: 4 }), fc.array(fc.array(corner, { minLength: 3, maxLength: 5 }), { minLength: 1, maxLength: 2 }), async (people, each, shapes) => {
      await sql`delete from person`.execute(app().context.db.owner)
      for (const [at, grid] of grids.entries()) await sql`insert into person (id, area_path, sealed, residence, batch_id, created_at, changed_at) select gen_random_uuid(), ${`d370305.s002.${grid}`}::ltree, '\\x00', case when n % ${each}::int = 0 then 'floating' else 'local' end, gen_random_uuid(), now(), now() from generate_series(1, ${people[at] ?? 0}::int) n`.execute(app().context.db.owner)
      app().clock.advance(61_000)
      const truth = (key: string): number => {
        const [kind, path = ''] = key.split(' ')
        return grids.reduce((sum, grid, at) => { const all = people[at] ?? 0; const floating = Math.floor(all / each); return `d370305.s002.${grid}`.startsWith(path) ? sum + (kind === 'all' ? all : kind === 'floating' ? floating : all - floating) : sum }, 0)
      }
      const known = new Map<string, number>()
      for (const [key, told] of Map.groupBy([...(await onMap(shapes)), ...(await elsewhere())], ([one]) => one)) {
        const different = new Set(told.map(([, count]) => count))
        expect([...different], `${key}: one number, wherever and however it is asked for`).toHaveLength(1)
        const [count = null] = different
        if (count !== null) known.set(key, count)
      }
      const lines = [...places.map((path) => ['all', 'floating', 'local'].map((kind) => `${kind} ${path}`)), ...['all', 'floating', 'local'].flatMap((kind) => [[0, 1, 2], [1, 3, 4], [2, 5]].map((line) => line.map((at) => `${kind} ${places[at]}`)))]
      for (let before = -1; before < known.size;) {
        before = known.size
        for (const line of lines) {
          const gaps = line.filter((key) => !known.has(key) && (truth(key) > 0 || (key.startsWith('local') && !known.has(key.replace('local', 'floating')))))
          for (const key of gaps.length === 1 ? gaps : []) known.set(key, truth(key))
        }
      }
      for (const [key, count] of known) expect([count, count === 0 || count >= 10], `${key} of ${String(people)}`).toEqual([truth(key), true])
    }), { numRuns: 6 })
    await sql`delete from person`.execute(app().context.db.owner)
  })

  it('居民人数：不足十人的网格没有数，也推不出来；换级别、换人看，都是同样的数', async () => {
    const settle = async (grid: string, people: number) => {
      await sql`insert into person (id, area_path, sealed, batch_id, created_at, changed_at) select gen_random_uuid(), ${`d370305.s002.${grid}`}::ltree, '\\x00', gen_random_uuid(), now(), now() from generate_series(1, ${people}::int)`.execute(app().context.db.owner)
      app().clock.advance(61_000)
    }
    const counts = async (as: string, z: number) => Object.fromEntries((await drawn(as, 'people', tileOf(AT_BUILDING_12, z))).map(({ id, count }) => [String(id).slice(-6), count]))
    await settle('c01.g001', 12)
    await settle('c01.g002', 3)
    await settle('c02.g003', 25)
    const told = { '001001': undefined, '001002': undefined, '002001': 25 }
    for (const z of [9, 12]) expect(await counts('duty', z), `zoom ${z}: twelve would give away the three`).toEqual(told)
    expect([await counts('community01', 12), await counts('grid001', 12), await counts('grid003', 12)]).toEqual([{ '001001': undefined, '001002': undefined }, { '001001': undefined }, { '002001': 25 }])
    await settle('c01.g002', 20)
    expect([await counts('duty', 12), await counts('grid001', 12)]).toEqual([{ '001001': 12, '001002': 23, '002001': 25 }, { '001001': 12 }])
  })

  it('一片里多得画不下的，说请放大，不悄悄少画', async () => {
    await sql`insert into part (code, class_code, name, path, lon, lat, recorded_on, source)
      select to_char(n, 'FM0000000000000000'), '0101', '路灯', 'd370305.s002.c01', 118.302, 36.812, '2026-01-01', '实测' from generate_series(1, 30001) n`.execute(app().context.db.owner)
    expect(await refusal('duty', `/api/v1/tiles/parts/${WIDE}.mvt`)).toEqual([422, 'layer-too-dense'])
    const { layers } = (await app().request<AnswerOf<typeof listLayers>>('GET', 'layers', { as: 'duty' })).body
    expect(layers.find(({ id }) => id === 'parts')?.count).toBeNull()
  })
})

describe('影像底图', () => {
  const about = `name=${encodeURIComponent('正射影像')}&source=${encodeURIComponent('无人机航拍')}&asOf=2026-04-01`
  const bring = (bytes: Uint8Array, as = 'admin') => app().upload<RasterInfo & { error?: { code: string } }>({ bytes, name: 'ortho' }, { as, url: `rasters?${about}` })
  const tile = async (colour: string) => sharp({ create: { width: 8, height: 8, channels: 3, background: colour } }).png().toBuffer()

  it('压缩包和 MBTiles 都能导入，谁的、哪天的写着，登录的人都能看，缓存一周；删了就没有了，都有记录', async () => {
    const [green, blue] = [await tile('#282'), await tile('#228')]
    const zipped = (await bring(zipByHand([{ name: 'ortho/16/54300/25500.png', content: green }, { name: 'ortho/15/27150/12750.png', content: blue }, { name: 'ortho/15/27152/12750.png', content: blue }, { name: 'readme.txt', content: Buffer.from('x') }]))).body
    expect(zipped).toMatchObject({ name: '正射影像', source: '无人机航拍', asOf: '2026-04-01', minZoom: 15, maxZoom: 16, tiles: 3, addedBy: expect.any(String) })
    expect(zipped.bounds[0]).toBeCloseTo((54_300 / 2 ** 16) * 360 - 180, 9)
    expect(zipped.bounds[2], '浅一级的也算，只要那里没有更深的').toBeCloseTo((27_153 / 2 ** 15) * 360 - 180, 9)
    app().clock.advance(1000)
    const db = new DatabaseSync(':memory:')
    db.exec('create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)')
    db.prepare('insert into tiles values (?, ?, ?, ?)').run(16, 54_300, 2 ** 16 - 1 - 25_500, blue)
    const folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-mbtiles-'))
    db.exec(`vacuum into '${path.join(folder, 'a.mbtiles')}'`)
    db.close()
    const mbtiles = (await bring(await readFile(path.join(folder, 'a.mbtiles')))).body
    await rm(folder, { recursive: true })
    const look = (id: string, at: string) => fetchAs('grid001', `/api/v1/rasters/${id}/${at}`)
    const seen = await look(zipped.id, '16/54300/25500')
    expect([seen.status, seen.headers.get('content-type'), seen.headers.get('cache-control'), Buffer.from(await seen.arrayBuffer()).equals(green)]).toEqual([200, 'image/png', 'private, max-age=604800, immutable', true])
    expect(Buffer.from(await (await look(mbtiles.id, '16/54300/25500')).arrayBuffer()).equals(blue), 'rows of MBTiles count from the south').toBe(true)
    expect([(await look(zipped.id, '16/54300/25501')).status, (await look(zipped.id, '24/1/1')).status, (await fetch(`${base}/api/v1/rasters/${zipped.id}/16/54300/25500`)).status]).toEqual([404, 404, 401])
    expect((await app().request<{ rasters: RasterInfo[]; outer: unknown[] }>('GET', 'rasters', { as: 'grid001' })).body).toMatchObject({ rasters: [{ id: mbtiles.id }, { id: zipped.id }], outer: [] })
    expect([(await app().request('DELETE', `rasters/${zipped.id}`, { as: 'grid001' })).status, (await app().request('DELETE', `rasters/${zipped.id}`, { as: 'admin' })).status, (await look(zipped.id, '16/54300/25500')).status]).toEqual([403, 204, 404])
    const { rows } = await sql<{ action: string }>`select action from audit_row where action like 'map.raster%' order by action`.execute(app().context.db.owner)
    expect(rows.map(({ action }) => action)).toEqual(['map.raster', 'map.raster', 'map.raster-drop'])
  })

  it('不是影像的、位置不对的、里面不是图片的，说得清楚，什么也不留下；没有权限的进不来', async () => {
    const png = await tile('#333')
    const code = async (bytes: Uint8Array, as?: string) => (await bring(bytes, as)).body.error?.code
    expect([
      await code(Buffer.from('PNG')), await code(zipByHand([{ name: 'a.txt', content: Buffer.from('a') }])), await code(zipByHand([{ name: '3/8/0.png', content: png }])), await code(zipByHand([{ name: '3/0/0.png', content: Buffer.from('<html>') }])),
      await code(Buffer.concat([Buffer.from('SQLite format 3\u0000'), Buffer.alloc(200)])), await code(zipByHand([{ name: '3/0/0.png', content: png }]), 'grid001'),
    ]).toEqual(['raster-unreadable', 'raster-unreadable', 'raster-unreadable', 'raster-unreadable', 'raster-unreadable', 'permission-missing'])
    expect((await app().request<{ rasters: RasterInfo[] }>('GET', 'rasters', { as: 'duty' })).body.rasters).toHaveLength(1)
  })

  it('天地图、高德没有配置就没有；配了才列出，页面只许连到配置的主机', () => {
    const setting = { tianditu: { url: 'https://t0.tianditu.gov.cn', key: 'k&1' }, amap: 'https://wprd01.is.autonavi.com/appmaptile?x={x}&y={y}&z={z}' }
    expect(originsOf(setting)).toEqual(['https://t0.tianditu.gov.cn', 'https://wprd01.is.autonavi.com'])
    expect(originsOf({ tianditu: undefined, amap: undefined })).toEqual([])
    offerOuterBases(app().context, setting)
    return app().request<{ outer: { id: string; crs: string; tiles: string[] }[] }>('GET', 'rasters', { as: 'duty' }).then(({ body: { outer } }) => {
      expect(outer.map(({ id, crs }) => [id, crs])).toEqual([['tianditu', 'WGS-84'], ['tianditu-image', 'WGS-84'], ['amap', 'GCJ-02']])
      expect(outer[0]?.tiles[0]).toContain('tk=k%261')
      offerOuterBases(app().context, { tianditu: undefined, amap: undefined })
    })
  })
})
