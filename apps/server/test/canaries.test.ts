import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { createClient } from '@yihu/client'
import { listCare, listCases, listDevices, listMediations, listOrganisations, listPersons, listUsers, listVehicles, searchAll, showAppeal, showOwnData, suggestAddresses, suggestClass } from '@yihu/contracts'
import type { Register } from '@yihu/domain'
import { systemScope } from '../src/kernel/db/index.ts'
import { createLog } from '../src/kernel/log.ts'
import { addEntries, closeBatch, openBatch } from '../src/platform/pool/index.ts'
import type { NewEntry } from '../src/platform/pool/index.ts'
import { openTestApp, useApp } from './app.ts'
import { AT_BUILDING_12, tileOf } from './street.ts'

const app = useApp()
const B12 = 'd370305.s002.c01.g001.e01.b012'
/**
 * Every canary carries these in its name, telephone, number and address; nothing else anywhere does. Long enough that
 * no ciphertext has one by chance, as megabytes of it have any three bytes.
 */
const MARKS = { name: '龘靐齉', phone: '10059930', idNumber: '99999918120', domicile: '金丝雀胡同' }
/** A shop of a canary's, whose name is no secret: shows that the tiles looked at have what is there. */
const SHOP = '金丝雀鸟店'
/** Written in clear on purpose: shows that the search below finds what is there. */
const DECOY = '诱鸟在此明文'
const CANARIES = 200

it('二百个有记号的居民：登记、修改、查看、合并、列表以后，数据库文件、预写日志、数据库日志、系统的文件夹里都没有明文', async () => {
  const { context, request, place } = app()
  const ids = await bringIn('person', Array.from({ length: CANARIES }, (_, at) => {
    const no = String(at).padStart(3, '0')
    return { areaPath: B12, values: { name: `${MARKS.name}${'甲乙丙丁戊己庚辛壬癸'.charAt(at % 10)}${no}`, phone: `${MARKS.phone}${no}`, idNumber: `${MARKS.idNumber}1010${no}`, domicile: `${MARKS.domicile}${no}号` } }
  }))
  const [first, second, third] = ids
  const change = { version: 1, source: 'visit', values: { phone: `${MARKS.phone}771`, name: `${MARKS.name}改名` } }
  expect((await request('PATCH', `pool/person/${first}`, { as: 'grid001', body: change })).status).toBe(200)
  const { body: seen } = await request<{ values: { phone: string } }>('POST', `persons/${first}/reveal`, { as: 'grid001', body: { fields: ['name', 'phone'], purpose: 'visit' } })
  expect(seen.values.phone).toBe(`${MARKS.phone}771`)
  expect((await request('POST', `persons/${second}/merge`, { as: 'community01', body: { intoId: third, reason: '同一人' } })).status).toBe(200)
  const { body: found } = await request<{ persons: unknown[] }>('POST', 'persons/find', { body: { q: `${MARKS.name}改名` }, as: 'grid001' })
  expect(found.persons).toHaveLength(1)
  const { body: desk } = await request<{ revision: number; fields: string[] }>('GET', 'me/desk', { as: 'duty' })
  expect((await request('PUT', 'me/desk', { as: 'duty', body: { ...desk, views: [{ name: '老户', desk: 'all', search: { due: 'soon', q: `${MARKS.name}甲000` } }] } })).status).toBe(200)
  const { body: taken } = await request<{ id: string; filterText: string }>('POST', 'exports', { as: 'duty', body: { query: { q: `${MARKS.name}甲000` }, format: 'csv', purpose: '金丝雀' } })
  await expect.poll(async () => (await request<{ state: string }>('GET', `exports/${taken.id}`, { as: 'duty' })).body.state).toBe('done')
  expect(taken.filterText).toBe('另按输入的关键词')
  await request('PUT', 'pool-tags/decoy', { as: 'admin', body: { register: 'house', name: '诱鸟', note: DECOY } })
  await sql`checkpoint`.execute(context.db.owner)
  const { rows: [where] } = await sql<{ folder: string; oid: string }>`select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`.execute(context.db.owner)
  if (!where) throw new Error('the database does not say where it lies')
  const marks = [...Object.values(MARKS), DECOY]
  const inDatabase = await findIn([path.join(where.folder, 'base', where.oid)], marks)
  const around = await findIn([path.join(where.folder, 'pg_wal'), path.join(where.folder, 'log'), path.join(where.folder, 'pg_stat'), place.home], marks)
  expect(inDatabase).toEqual(new Set([DECOY]))
  expect(around).toEqual(new Set([DECOY]))
}, 60_000)

it('瓦片、圈选、没有批准的导出里没有记号；按姓名、电话、证件号码、住址查找时，网址里没有，服务器的日志里也没有', async () => {
  const { request, clock } = app()
  const lines: string[] = []
  const beside = await openTestApp({ beside: app(), log: createLog({ level: 'trace', to: { write: (line: string) => void lines.push(line) } }) })
  try {
    const origin = await beside.listen()
    const token = await beside.tokenOf('duty')
    const urls: string[] = []
    const client = createClient({ base: `${origin}/api/v1`, token: () => token, fetch: (url, init) => { urls.push(String(url)); return fetch(url, init) } })
    const words = [`${MARKS.name}己005`, `${MARKS.phone}005`, `${MARKS.idNumber}1010005`, `${MARKS.domicile}005号`]
    const found = await Promise.all(words.map(async (q) => (await client.call(listPersons, { query: { q } })).persons.length))
    expect(found.slice(0, 3)).toEqual([1, 1, 1])
    for (const q of words) {
      for (const contract of [searchAll, suggestAddresses, listCases, listVehicles, listOrganisations, listCare, listMediations, listDevices]) await client.call(contract, { query: { q } })
      await client.call(suggestClass, { query: { text: `${q}反映漏水` } })
      // Not the duty chief's to see, asked all the same.
      await client.call(listUsers, { query: { q } }).catch(() => null)
    }
    expect(urls.length).toBe(4 + 4 * 10)
    expect(urls.filter((url) => marksIn(decodeURIComponent(url)).length > 0)).toEqual([])

    const { body: picture } = await app().upload({ bytes: await sharp({ create: { width: 64, height: 48, channels: 3, background: '#39c' } }).jpeg().toBuffer() })
    const receipt = await app().appeal({ text: '井盖破了', ...AT_BUILDING_12, files: [picture.id] })
    const own = { params: { number: receipt.number }, query: { queryCode: receipt.queryCode } }
    const { photos } = await client.call(showAppeal, own)
    await client.call(showOwnData, own)
    expect((await fetch(`${origin}${photos[0]?.url}`)).status).toBe(200)
    expect([...urls, ...photos.map(({ url }) => url), ...lines].filter((text) => text.includes(receipt.queryCode))).toEqual([])

    await bringIn('organisation', [{ areaPath: B12, ...AT_BUILDING_12, values: { kind: 'shop', name: SHOP, contact: `${MARKS.name}店主`, phone: `${MARKS.phone}999` } }])
    await app().settle()
    clock.advance(120_000)
    const drawn: string[] = []
    const { body: { layers } } = await request<{ layers: { id: string; minZoom: number; maxZoom: number }[] }>('GET', 'layers', { as: 'duty' })
    for (const { id, minZoom, maxZoom } of layers) {
      for (let zoom = minZoom; zoom <= maxZoom; zoom += 1) drawn.push(String((await request('GET', `tiles/${id}/${tileOf(AT_BUILDING_12, zoom)}.mvt`, { as: 'duty' })).body))
      const ring = [[-0.01, -0.01], [0.01, -0.01], [0.01, 0.01], [-0.01, 0.01]].map(([x = 0, y = 0]) => ({ lon: AT_BUILDING_12.lon + x, lat: AT_BUILDING_12.lat + y }))
      drawn.push(JSON.stringify((await request('POST', 'layers/inside', { as: 'duty', body: { ring, layers: [{ id }] } })).body))
    }
    expect(drawn.some((text) => text.includes(SHOP))).toBe(true)
    expect(drawn.flatMap(marksIn)).toEqual([])

    const [ward, guardian] = await Promise.all(['己005', '庚006'].map(async (end) => (await request<{ persons: { id: string }[] }>('POST', 'persons/find', { as: 'duty', body: { q: `${MARKS.name}${end}` } })).body.persons[0]?.id))
    expect((await request('POST', 'pool-relations', { as: 'duty', body: { kind: 'guardian', role: 'guardian', fromRegister: 'person', fromId: guardian, to: { register: 'person', id: ward }, source: 'visit' } })).status).toBe(201)
    const care = { kind: 'elder-alone', areaPath: B12, room: '', name: `${MARKS.name}看护`, phone: `${MARKS.phone}888`, note: `${MARKS.domicile}旁边`, consent: { by: 'self', day: '2026-05-01', scopes: ['water'] }, contacts: [{ kind: 'family', name: `${MARKS.name}家属`, phone: `${MARKS.phone}887` }], devices: [] }
    expect((await request('POST', 'care', { as: 'duty', body: care })).status).toBe(201)

    for (const [of, isMasked] of ['person', 'household', 'vehicle', 'organisation', 'relation', 'care'].flatMap((register) => [[register, true], [register, false]] as const)) {
      const { status: asked, body: job } = await request<{ id: string }>('POST', 'exports', { as: 'duty', body: { register: { of, area: 'd370305.s002.c01' }, format: 'csv', isMasked, purpose: '金丝雀' } })
      expect(asked, `${of}：${JSON.stringify(job)}`).toBe(202)
      if (isMasked) await expect.poll(async () => (await request<{ state: string }>('GET', `exports/${job.id}`, { as: 'duty' })).body.state).toBe('done')
      const { status, body } = await request('GET', `exports/${job.id}/file`, { as: 'duty' })
      expect(status === 200, `${of} ${isMasked}`).toBe(isMasked)
      expect(marksIn(JSON.stringify(body)), of).toEqual([])
    }
    expect(lines.flatMap(marksIn)).toEqual([])
  } finally {
    await beside.close()
  }
}, 60_000)

it('凡是填字查找的地方，字都放在正文里：写在网址里就不答，也不会当没写而全部给出', async () => {
  /** What these are asked for are things: classes, areas, parts, kinds of services, codes, cameras. */
  const OF_THINGS = ['/areas', '/camera-channels', '/classes', '/parts', '/place-codes', '/place-codes/sheet', '/service-items']
  const asked = app().routes.filter(({ contract: { method, query, path } }) => method === 'GET' && query !== undefined && !OF_THINGS.includes(path) && isTyped(query))
  expect(asked.length).toBeGreaterThan(9)
  for (const { contract: { path } } of asked) {
    const { status, body } = await app().request<{ error?: { fields?: Record<string, string> } }>('GET', `/api/v1${path}?q=${encodeURIComponent('某人')}`, { as: 'admin' })
    if (status === 403) continue
    expect([status, Object.keys(body.error?.fields ?? {})], path).toEqual([400, ['q']])
  }
  expect((await app().request('GET', `search?q=${encodeURIComponent('某人')}`, { as: 'duty' })).status).toBe(404)
})

async function bringIn(register: Register, entries: readonly NewEntry[]): Promise<string[]> {
  const { context } = app()
  return context.db.transact(systemScope, async (tx) => {
    const batch = await openBatch(tx, context, { areaPath: 'd370305.s002', source: 'police', asOf: '2026-05-01', title: '记号', by: null })
    const added = await addEntries(tx, context, { batch, register, entries })
    await closeBatch(tx, batch)
    return added.map(({ id }) => id)
  })
}

/** Whether a query has a field that somebody types. */
function isTyped(query: z.ZodType): boolean {
  return query instanceof z.ZodObject && ['q', 'text', 'name', 'phone', 'words'].some((name) => name in query.shape)
}

/** Which marks stand in a text. */
function marksIn(text: string): string[] {
  return Object.values(MARKS).filter((mark) => text.includes(mark))
}

/** Which of the marks stand in the files of these folders, as bytes. */
async function findIn(folders: readonly string[], marks: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries.filter((one) => one.isFile())) {
      const bytes = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))
      marks.filter((mark) => bytes.includes(mark)).forEach((mark) => found.add(mark))
    }
  }
  return found
}
