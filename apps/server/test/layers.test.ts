import { sql } from 'kysely'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnswerOf, ErrorBody, listLayers } from '@yihu/contracts'
import type { z } from 'zod'
import { modules } from '../src/app.ts'
import { useApp } from './app.ts'
import { closed } from './steps.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from './street.ts'

const app = useApp()
let base = ''

/** The tile of a zoom that holds a point. */
function tileOf({ lon, lat }: { lon: number; lat: number }, z: number): string {
  const across = 2 ** z
  const [x, y] = [((lon + 180) / 360) * across, ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * across]
  return `${z}/${Math.floor(x)}/${Math.floor(y)}`
}

async function fetchAs(as: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${base}${path}`, { headers: { authorization: `Bearer ${await app().tokenOf(as)}`, ...headers } })
}

/** What is in a tile, by its properties. */
async function drawn(as: string, layer: string, tile: string): Promise<Record<string, unknown>[]> {
  const response = await fetchAs(as, `/api/v1/tiles/${layer}/${tile}.mvt`)
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
    expect(await drawn('duty', 'case-days', tileOf(AT_BUILDING_12, 9))).toMatchObject([{ day: 20260507 }, { day: 20260507 }])
  })

  it('办结的案件从在办图层消失，还在热力图层；新来的马上出现', async () => {
    const gone = await closed(app(), { text: '图丙：路灯不亮', ...AT_BUILDING_12 })
    const open = await app().raise({ text: '图丁：垃圾桶满了', ...AT_BUILDING_12 })
    await app().settle()
    const ids = (await drawn('duty', 'cases', HERE)).map(({ id }) => id)
    expect(ids).toContain(open.id)
    expect(ids).not.toContain(gone.id)
    expect((await drawn('duty', 'case-days', HERE)).map(({ id }) => id)).toContain(gone.id)
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
