import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestApp, useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN, SMALL_STREET, square } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { importTown } from '../areas/index.ts'
import { addApiKey } from '../identity/index.ts'
import { importParts } from '../pool/index.ts'
import { writeAnswer } from './format.ts'

const app = useApp()
const STREET = 'd370305.s002'
const PART = '3703050101000001'

// Written from the text of GeoReport v2 (wiki.open311.org/GeoReport_v2), field by field; nothing else may stand in an answer.
const instant = z.iso.datetime({ offset: true })
const words = z.string().nullable()
const Service = z.strictObject({ service_code: z.string().min(1), service_name: z.string().min(1), description: words, metadata: z.boolean(), type: z.enum(['realtime', 'batch', 'blackbox']), keywords: words, group: words })
const Definition = z.strictObject({
  service_code: z.string().min(1),
  attributes: z.array(z.strictObject({ variable: z.boolean(), code: z.string().min(1), datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']), required: z.boolean(), datatype_description: words, order: z.int().positive(), description: words })),
})
const Request = z.strictObject({
  service_request_id: z.string().min(1), status: z.enum(['open', 'closed']), status_notes: words, service_name: words, service_code: z.string().min(1), description: z.string().max(4000).nullable(), agency_responsible: words, service_notice: words,
  requested_datetime: instant, updated_datetime: instant.nullable(), expected_datetime: instant.nullable(), address: words, address_id: words, zipcode: words, lat: z.number().nullable(), long: z.number().nullable(), media_url: z.url().nullable(),
})
const Receipt = z.tuple([z.strictObject({ service_request_id: z.string().optional(), token: z.string().optional(), service_notice: words, account_id: words }).refine((one) => (one.token === undefined) !== (one.service_request_id === undefined))])
const Token = z.tuple([z.strictObject({ service_request_id: z.string().optional(), token: z.string() })])
const Errors = z.array(z.strictObject({ code: z.string().regex(/^\d{3}$/u), description: z.string().min(1) })).min(1)
const Discovery = z.strictObject({ changeset: instant, contact: z.string(), key_service: z.string(), endpoints: z.array(z.strictObject({ specification: z.url(), url: z.url(), changeset: instant, type: z.enum(['production', 'test']), formats: z.array(z.enum(['text/xml', 'application/json'])) })) })

let key = ''
let narrow = ''
beforeAll(async () => {
  const { context } = app()
  const keyOf = (name: string, scopePaths: string[], permissions: string[]) => context.db.transact(systemScope, (tx) => addApiKey(tx, { at: context.clock.now(), name, scopePaths, permissions }))
  key = (await keyOf('随手拍', [STREET], ['open311.send'])).key
  narrow = (await keyOf('桑家社区小程序', [`${STREET}.c01`], ['open311.send'])).key
  await context.db.transact(systemScope, (tx) => importParts(tx, [{ code: PART, classCode: 'B0101', name: '上水井盖', path: `${STREET}.c01.g002`, lon: 118.303, lat: 36.817, unitId: null, state: 'good', recordedOn: '2026-01-01', source: '实测' }]))
})

const get = (address: string) => app().request<unknown>('GET', `/open311/v2/${address}`)
const post = (form: Readonly<Record<string, string>>, { format = 'json', headers = {} }: { format?: string; headers?: Record<string, string> } = {}) =>
  app().request<unknown>('POST', `/open311/v2/requests.${format}`, { body: new URLSearchParams({ api_key: key, ...form }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers } })

/** A report that is taken; answers its number. */
async function reported(form: Readonly<Record<string, string>>): Promise<string> {
  const answer = await post(form)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return Receipt.parse(answer.body)[0].service_request_id ?? ''
}

const AT_12 = { lat: String(AT_BUILDING_12.lat), long: String(AT_BUILDING_12.lon) }

/** XML as the Spark convention maps it to JSON: elements to members, children of a list to a list, all values text. */
function spark(xml: string): unknown {
  const LISTS = ['services', 'service_requests', 'attributes', 'endpoints', 'formats', 'errors']
  const stack: { name: string; text: string; list: unknown[]; members: Record<string, unknown> }[] = [{ name: '', text: '', list: [], members: {} }]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => void stack.push({ name, text: '', list: [], members: {} }))
  parser.on('text', (text) => { const top = stack.at(-1); if (top) top.text += text })
  parser.on('closetag', () => {
    const done = stack.pop()
    const above = stack.at(-1)
    if (!done || !above) return
    const value = LISTS.includes(done.name) ? done.list : Object.keys(done.members).length > 0 ? done.members : done.text
    above.list.push(value)
    above.members[done.name] = value
  })
  parser.on('error', (error) => { throw error })
  parser.write(xml).close()
  return stack[0]?.list[0]
}

/** The same of JSON: numbers and truths as text, null as nothing. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asText(one)]))
  return value === null ? '' : String(value)
}

describe('GeoReport v2：看', () => {
  it('发现文件、服务清单、服务定义、诉求清单、单件诉求，JSON 逐项合标准，XML 与 JSON 说的一样', async () => {
    const number = await reported({ service_code: 'S0102', description: '垃圾桶满了', ...AT_12 })
    await reported({ service_code: 'B0101', address_string: '桑家小区12号楼北侧' })
    const resources: readonly (readonly [string, z.ZodType])[] = [
      ['discovery', Discovery], ['services', z.array(Service).min(50)], ['services/B0101', Definition], ['services/S0102', Definition], ['requests', z.array(Request).min(2)], [`requests/${number}`, z.tuple([Request])], ['services/none', Errors],
    ]
    for (const [resource, schema] of resources) {
      const json = await get(`${resource}.json`)
      expect(schema.safeParse(json.body).error, resource).toBeUndefined()
      const xml = await get(`${resource}.xml`)
      expect(String(xml.body).startsWith('<?xml version="1.0" encoding="utf-8"?>\n<'), resource).toBe(true)
      expect(spark(String(xml.body)), resource).toEqual(asText(json.body))
    }
  })

  it('什么文字都写得成 XML，读回来一样（XML 不容的字符除外）', () => {
    const anyText = fc.array(fc.oneof(fc.integer({ min: 0, max: 0x7F }), fc.integer({ min: 0, max: 0x10_FFFF })), { maxLength: 40 }).map((points) => String.fromCodePoint(...points))
    fc.assert(fc.property(anyText, (text) => {
      const kept = text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll(/\r\n?/gu, '\n')
      expect(spark(writeAnswer('discovery', { contact: `一${text}` }, 'xml'))).toEqual({ contact: `一${kept}` })
    }), { numRuns: 40 })
  })

  it('没有一个字是居民写的，没有电话、门牌和准确的点；涉及人的事连网格和类别也没有', async () => {
    const place = await reported({ service_code: 'S0102', description: '王桂兰家门口 3单元101 堆垃圾，电话 10051234567', first_name: '桂兰', last_name: '王', phone: '10051234567', email: 'x@example.org', ...AT_12 })
    const { number: people } = await app().raise({ text: '被拖欠工资，没有签劳动合同', ...AT_BUILDING_12 })
    await app().raise({ text: '路灯不亮', ...AT_BUILDING_12 })
    const { body } = await get('requests.json')
    expect(JSON.stringify(body)).not.toMatch(/王桂兰|单元|1005123|example|12号楼|工资|36\.81175/u)
    expect((await get(`requests/${place}.json`)).body).toMatchObject([{ service_code: 'S0102', address: '桑家社区，雪宫街道', address_id: '370305002001', agency_responsible: null, requested_datetime: '2026-05-07T00:00:00+08:00', updated_datetime: '2026-05-07T00:00:00+08:00' }])
    expect((await get(`requests/${people}.json`)).body).toMatchObject([{ service_code: '000', service_name: '其他诉求', address: '雪宫街道', lat: null, long: null, agency_responsible: null }])
    expect((await app().find(place)).text).toContain('王桂兰')
  })

  it('网格只在公开数据也说到网格的地方说：一个月里同类满三件，第二天起；时间只说到哪一天', async () => {
    const number = await reported({ service_code: 'S0102', description: '第一件', ...AT_12 })
    for (const description of ['第二件', '第三件']) await reported({ service_code: 'S0102', description, ...AT_12 })
    const before = app().clock.now()
    app().clock.set(before + 86_400_000)
    expect((await get(`requests/${number}.json`)).body).toMatchObject([{ address: '桑家社区第1网格，雪宫街道', address_id: '370305002001001', lat: expect.closeTo(36.8125, 9) as number, long: expect.closeTo(118.303, 9) as number }])
    app().clock.set(before)
    expect((await get(`requests/${number}.json`)).body).toMatchObject([{ address_id: '370305002001' }])
  })

  it('按编号、服务、状态、时间筛选，分页；编号优先于其他条件', async () => {
    const list = async (query: string) => z.array(Request).parse((await get(`requests.json?${query}`)).body)
    const [one] = await list('service_code=B0101')
    expect((await list('service_code=B0101')).every(({ service_code: code }) => code === 'B0101')).toBe(true)
    expect((await list('service_code=000')).map(({ service_code: code }) => code)).toContain('000')
    expect(await list('status=closed')).toEqual([])
    expect(await list(`service_request_id=${one?.service_request_id}&status=closed&page=9`)).toHaveLength(1)
    const all = await list('status=open,closed')
    expect((await list('page_size=1&page=2')).map((row) => row.service_request_id)).toEqual([all[1]?.service_request_id])
    expect(await list('start_date=2026-01-01T00:00:00Z&end_date=2026-02-01T00:00:00Z')).toEqual([])
    expect(await list('start_date=2026-05-07T00:00:00%2B08:00')).toHaveLength(all.length)
    expect(await list('service_code=&status=&page=&jurisdiction_id=')).toHaveLength(all.length)
  })
})

describe('GeoReport v2：报', () => {
  it('进的是同一个受理台：一件案件，来源是开放接口；同样的内容再发一遍还是那一件', async () => {
    const form = { service_code: 'S0102', description: '烧烤摊旁垃圾成堆', phone: '10051234567', device_id: 'phone-7', ...AT_12 }
    const number = await reported(form)
    expect(await reported(form)).toBe(number)
    expect(await reported({ ...form, device_id: 'phone-8' })).not.toBe(number)
    const own = { headers: { 'idempotency-key': 'draft-1' } }
    const [first, second] = [await post({ ...form, description: '甲' }, own), await post({ ...form, description: '乙' }, own)]
    expect(second.body).toEqual(first.body)
    expect(await app().find(number)).toMatchObject({ source: 'open311', class: { code: 'S0102' }, areaPath: `${STREET}.c01.g001.e01.b012` })
    expect(Receipt.parse(spark(String((await post(form, { format: 'xml' })).body)))[0].service_request_id).toBe(number)
  })

  it('部件编码就是位置；不知道归哪类的先给凭证，受理以后凭它得到编号', async () => {
    const number = await reported({ service_code: 'B0101', 'attribute[part_code]': PART, description: '井盖松动' })
    expect(await app().find(number)).toMatchObject({ areaPath: `${STREET}.c01.g002` })
    const { token = '' } = Receipt.parse((await post({ service_code: '000', description: '小区里想装个长椅', ...AT_12 })).body)[0]
    expect(Token.parse((await get(`tokens/${token}.json`)).body)).toEqual([{ token }])
    const [waiting] = (await app().request<{ cases: { id: string; number: string }[] }>('POST', 'cases/find', { body: { q: '长椅', source: 'open311', desk: 'accept' }, as: 'duty' })).body.cases
    await app().move('accept', waiting?.id ?? '', { move: 'accept' })
    expect(Token.parse((await get(`tokens/${token}.json`)).body)).toEqual([{ service_request_id: waiting?.number, token }])
  })

  const good = { service_code: 'S0102', ...AT_12 }
  it.each<[string, Record<string, string>, number, string]>([
    ['没有密钥', { ...good, api_key: '' }, 403, '密钥'],
    ['密钥不对', { ...good, api_key: 'x'.repeat(43) }, 403, '密钥'],
    ['没有服务代码', { ...good, service_code: '' }, 400, 'service_code'],
    ['没有的服务', { ...good, service_code: 'Z9' }, 400, 'service_code'],
    ['涉及人的类别不能点名报', { ...good, service_code: 'A050101' }, 400, 'service_code'],
    ['没有位置', { service_code: 'S0102' }, 400, 'lat'],
    ['只有纬度', { service_code: 'S0102', lat: '36.81' }, 400, 'long'],
    ['纬度不是数', { ...good, lat: '三十六' }, 400, 'lat'],
    ['不在本街道', { ...good, lat: '0', long: '0' }, 400, 'lat'],
    ['没有的地点编号', { service_code: 'S0102', address_id: '999' }, 400, 'address_id'],
    ['没有的部件', { service_code: 'B0101', 'attribute[part_code]': '1', ...AT_12 }, 400, 'part_code'],
    ['电话不成样子', { ...good, phone: '打给我' }, 400, 'phone'],
    ['照片不是网址', { ...good, media_url: 'javascript:alert(1)' }, 400, 'media_url'],
    ['说明太长', { ...good, description: '长'.repeat(5001) }, 400, 'description'],
    ['别的街道', { ...good, jurisdiction_id: '110101001' }, 404, 'jurisdiction_id'],
  ])('%s：按标准的代码、按要的格式答', async (_name, form, status, about) => {
    const json = await post(form)
    expect({ status: json.status, code: Errors.parse(json.body)[0]?.code }).toEqual({ status, code: String(status) })
    expect(JSON.stringify(json.body)).toContain(about)
    const xml = await post(form, { format: 'xml' })
    expect(spark(String(xml.body))).toEqual(json.body)
  })

  it('参数重复、日期不对、没有的页和格式、超出密钥的区域，也各有代码', async () => {
    const status = async (address: string) => {
      const answer = await app().request<unknown>('GET', `/open311/${address}`)
      if (address.includes('.json')) expect(Errors.safeParse(answer.body).success, address).toBe(true)
      else expect(spark(String(answer.body)), address).toMatchObject([{ code: String(answer.status) }])
      return answer.status
    }
    for (const query of ['status=open&status=closed', 'status=done', 'start_date=2026-05-07', 'start_date=2026-01-01T00:00:00Z&end_date=2026-05-07T00:00:00Z', 'end_date=2026-01-01T00:00:00Z&start_date=2026-01-02T00:00:00Z', 'page=0', 'page_size=1001', `service_request_id=${Array.from({ length: 101 }, (_, n) => n).join()}`]) {
      expect(await status(`v2/requests.json?${query}`), query).toBe(400)
    }
    for (const address of ['v2/requests/20260507-9999.json', 'v2/tokens/none.xml', 'v2/tokens/01970000-0000-7000-8000-000000000000.json', 'v2/services/Z9.xml', 'v2/requests.json?jurisdiction_id=nowhere', 'v2/requests.csv', 'v2/nothing.xml', 'v2/']) expect(await status(address), address).toBe(404)
    const outside = await post({ service_code: 'S0102', lat: String(IN_SHENGXIN.lat), long: String(IN_SHENGXIN.lon), api_key: narrow })
    expect({ status: outside.status, code: Errors.parse(outside.body)[0]?.code }).toEqual({ status: 403, code: '403' })
  })

  it('每把密钥有自己的限额：一把用完了说等多久，另一把照用', async () => {
    const limited = await openTestApp({ beside: app(), limitRates: true })
    const send = (api_key: string) => limited.request<unknown>('POST', '/open311/v2/requests.json', { body: new URLSearchParams({ api_key }).toString() })
    try {
      // One after the other: the limiter tells those that come in one instant the same count.
      const statuses: number[] = []
      for (let n = 0; n < 120; n += 1) statuses.push((await send(key)).status)
      expect(new Set(statuses)).toEqual(new Set([400]))
      expect(Errors.parse((await send(key)).body)).toMatchObject([{ code: '429', description: expect.stringMatching(/在 \d+ 秒后再试/u) as string }])
      expect((await send(narrow)).status).toBe(400)
    } finally {
      await limited.close()
    }
  })

  it('一个系统里有两个街道时，要说明是哪一个；说了就只看见那个街道的', async () => {
    const street = SMALL_STREET.find(({ level }) => level === 'street')
    if (!street) throw new Error('the small street has no street')
    await app().context.db.transact(systemScope, (tx) => importTown(tx, [{ ...street, code: '370305003', name: '闻韶街道', path: 'd370305.s003', ...square(25, 0, 35, 10) }]))
    const missing = await get('services.json')
    expect({ status: missing.status, about: Errors.parse(missing.body)[0]?.description }).toEqual({ status: 400, about: expect.stringContaining('jurisdiction_id') as string })
    expect((await get('services.json?jurisdiction_id=370305003')).status).toBe(200)
    expect((await get('requests.json?jurisdiction_id=370305003')).body).toEqual([])
    expect(z.array(Request).parse((await get('requests.json?jurisdiction_id=370305002')).body).length).toBeGreaterThan(1)
  })
})
