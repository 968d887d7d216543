import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isErrorCode } from '../src/kernel/http/index.ts'
import { openTestApp, useApp } from './app.ts'
import { handling } from './steps.ts'
import { AT_BUILDING_12 } from './street.ts'

const app = useApp()

interface Refused {
  readonly error: { readonly code: string; readonly message: string; readonly requestId: string; readonly fields?: Readonly<Record<string, string>> }
}

/** Every refusal: 4xx, a code of the catalogue, a Chinese sentence, Chinese words beside the fields. */
function expectRefusal({ status, body }: { status: number; body: unknown }, hint: string): Refused['error'] {
  expect({ hint, status, isRefusal: status >= 400 && status < 500 }, JSON.stringify(body)?.slice(0, 300)).toMatchObject({ isRefusal: true })
  const { error } = body as Refused // asserted just below
  expect(isErrorCode(error.code), hint).toBe(true)
  expect(error.message, hint).toMatch(/\p{Script=Han}/u)
  for (const [field, text] of Object.entries(error.fields ?? {})) expect(text, `${hint} ${field}`).toMatch(/\p{Script=Han}/u)
  return error
}

const post = async (url: string, body: unknown, options: { as?: string; headers?: Record<string, string> } = {}) => app().request<Refused>('POST', url, { body, ...options })

describe('报事', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['没有文字', {}, 'text'],
    ['空白文字', { text: ' \u0000\u202E ' }, 'text'],
    ['不是文字', { text: 42 }, 'text'],
    ['十万字', { text: '水'.repeat(100_000) }, 'text'],
    ['标题太长', { text: '路灯', title: '长'.repeat(101) }, 'title'],
    ['只有经度', { text: '路灯', lon: 118.3 }, 'lat'],
    ['只有纬度', { text: '路灯', lat: 36.8 }, 'lon'],
    ['坐标是文字', { text: '路灯', lon: '118.3', lat: '36.8' }, 'lon'],
    ['零坐标', { text: '路灯', lon: 0, lat: 0 }, 'lon'],
    ['经纬度颠倒', { text: '路灯', lon: 36.8, lat: 118.3 }, 'lat'],
    ['天边的坐标', { text: '路灯', lon: 1e308, lat: -1e308, crs: 'GCJ-02' }, 'lon'],
    ['百度的坐标在海外', { text: '路灯', lon: -73.9, lat: 40.7, crs: 'BD-09' }, 'lon'],
    ['没有的坐标系', { text: '路灯', ...AT_BUILDING_12, crs: 'EPSG:4326' }, 'crs'],
    ['电话里有字', { text: '路灯', contact: { phone: '打我电话' } }, 'contact.phone'],
    ['联系人不对', { text: '路灯', contact: '张三' }, 'contact'],
    ['附件编号不对', { text: '路灯', files: ['../../etc/passwd'] }, 'files.0'],
    ['附件太多', { text: '路灯', files: Array.from({ length: 7 }, () => '01970000-0000-7000-8000-000000000000') }, 'files'],
    ['设备编号太短', { text: '路灯', clientId: 'x' }, 'clientId'],
    ['设备编号里有半个字', { text: '路灯', clientId: '\uD800abcdefgh' }, 'clientId'],
    ['设备编号里有空字符', { text: '路灯', clientId: 'abc\u0000defgh' }, 'clientId'],
    ['没有的智慧码', { text: '路灯', code: 'XG-NOWHERE' }, 'code'],
  ])('%s：指出在哪里、怎么改', async (name, body, field) => {
    const error = expectRefusal(await post('appeals', body), name)
    expect(Object.keys(error.fields ?? {}), name).toContain(field)
  })

  it('表情、从右到左的符号、控制字符、半个字都收得下，存下来的是读得通的文字', async () => {
    const { appeal, find } = app()
    const { number } = await appeal({ text: '路灯💡不亮\u202E反过来\u0007响\uD800半个\u0000完\u2066。', title: '👨‍👩‍👧‍👦 全家都看不见' })
    const found = await find(number)
    expect(found).toMatchObject({ text: '路灯💡不亮反过来响\uFFFD半个完。', title: '👨‍👩‍👧‍👦 全家都看不见' })
  })

  it('多出来的字段不起作用', async () => {
    const { request, find } = app()
    const { status, body } = await request<{ number: string }>('POST', 'appeals', { body: { text: '井盖松了', state: 'archived', street: 'x', __proto__: { isAdmin: true }, constructor: 1, isSecret: true } })
    expect(status).toBe(201)
    expect(await find(body.number)).toMatchObject({ state: 'registered', areaPath: 'd370305.s002' })
  })

  it('编号和查询码乱写，一律说不对', async () => {
    for (const number of ["20260507-0001' or 1=1", '%00', '../../x', '🙂', '1'.repeat(190)]) {
      expectRefusal(await app().request('GET', `appeals/${encodeURIComponent(number)}?queryCode=AAAA`), number)
    }
    expectRefusal(await app().request('GET', 'appeals/20260507-0001'), 'no code')
    for (const queryCode of ['\uFFFD', '=', '水'.repeat(40)]) expectRefusal(await app().request('GET', `appeals/20260507-0001?queryCode=${encodeURIComponent(queryCode)}`), queryCode)
  })
})

describe('内容本身', () => {
  const json = { 'content-type': 'application/json' }
  it.each<[string, string, Record<string, string>, string]>([
    ['断掉的 JSON', '{"text":"路灯', json, 'json-invalid'],
    ['空的', '', json, 'json-invalid'],
    ['只有逗号', '{,}', json, 'json-invalid'],
    ['数组', '[]', json, 'input-invalid'],
    ['文字', '"路灯"', json, 'input-invalid'],
    ['空值', 'null', json, 'input-invalid'],
    ['数字太大', '{"text":"路灯","lon":1e999,"lat":1}', json, 'input-invalid'],
    ['原型污染', '{"text":"路灯","__proto__":{"x":1}}', json, 'json-invalid'],
    ['很深的 JSON', `{"text":"路灯","contact":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, json, 'input-invalid'],
    ['太大的 JSON', JSON.stringify({ text: '路灯', address: '水'.repeat(600_000) }), json, 'body-too-large'],
    ['XML', '<text>路灯</text>', { 'content-type': 'application/xml' }, 'media-type-unsupported'],
    ['表单', 'text=路灯', { 'content-type': 'application/x-www-form-urlencoded' }, 'media-type-unsupported'],
    ['说是图片', '路灯', { 'content-type': 'image/png' }, 'media-type-unsupported'],
    ['纯文字', '路灯', { 'content-type': 'text/plain' }, 'media-type-unsupported'],
    ['乱写的类型', '路灯', { 'content-type': ';;;=' }, 'media-type-unsupported'],
    ['错的编码', '{"text":"路灯"}', { 'content-type': 'application/json; charset=utf-7' }, ''],
  ])('%s 用说得清的理由拒收', async (name, body, headers, code) => {
    const answer = await post('appeals', body, { headers })
    if (code === '') expect(answer.status, name).toBeLessThan(500)
    else expect(expectRefusal(answer, name).code, name).toBe(code)
  })

  it('没有的地址、方法、写坏的地址', async () => {
    const { request } = app()
    for (const url of ['nothing', 'appeals/%E0%A4%A', 'cases/%00', `codes/${'x'.repeat(300)}`]) expectRefusal(await request('GET', url, { as: 'duty' }), url)
    expectRefusal(await request('DELETE', 'cases', { as: 'duty' }), 'method')
    expectRefusal(await request('PUT', 'appeals', { body: { text: 'x' } }), 'method')
  })
})

describe('列表的条件', () => {
  it.each([
    'limit=1e9', 'limit=0', 'limit=-1', 'limit=abc', 'limit=1&limit=2', 'limit=1.5', 'step=9', 'due=never', 'sort=random', 'desk=boss', 'source=ufo',
    'q=a', 'classCode=%00', 'unit=%00', 'state=%00',
    'area=.', 'area=a..b', 'area=a-b', "area=x'::ltree;drop table case_file;--", 'area=a.*', 'area=%F0%9F%99%82', 'area=d370305.s002.', 'area=%7Bd%7D', `area=${'a.'.repeat(90)}a%20`,
    'cursor=x', 'cursor=AAAA', `cursor=${Buffer.from('infinity|nobody').toString('base64url')}`,
    `cursor=${Buffer.from('2026-02-30 00:00:00+00|01970000-0000-7000-8000-000000000000').toString('base64url')}`,
    `cursor=${Buffer.from("2026-05-07'; select 1|01970000-0000-7000-8000-000000000000").toString('base64url')}`, `cursor=${'A'.repeat(401)}`,
  ])('%s 说明哪里不对', async (query) => {
    const error = expectRefusal(await app().request('GET', `cases?${query}`, { as: 'duty' }), query)
    expect(error.code).toBe('input-invalid')
  })

  it.each([{ q: '长'.repeat(201) }, { q: '\u0000' }, { q: ['a', 'b'] }, { q: { a: 1 } }, { q: 'a', limit: 1e9 }, { q: 'a', area: 'a..b' }])('查找 %j 说明哪里不对', async (body) => {
    expect(expectRefusal(await app().request('POST', 'cases/find', { as: 'duty', body }), 'find').code).toBe('input-invalid')
  })

  it.each([
    'cases/counts?area=a..b', 'cases/nearby?lon=x&lat=y', 'cases/nearby?lon=118', 'cases/nearby?lon=118.3&lat=36.8&metres=1e9', 'cases/nearby?lon=Infinity&lat=1',
    'areas/locate?lon=x&lat=1', 'areas/nowhere', 'areas?level=moon', 'areas?limit=1e9', 'areas/topology?level=x', 'calendar/due?start=yesterday&amount=1', 'calendar/due?start=2026-05-07T10:00:00Z&amount=-1',
    'calendar/due?start=2026-05-07T10:00:00Z&amount=1e9', 'calendar/due?start=9999-05-07T10:00:00Z&amount=5', 'calendar/due?start=0001-05-07T10:00:00Z&amount=5', 'classes?kind=x', 'classes?at=2026-13-01', 'classes/suggestions', 'notices?cursor=x', 'notices?limit=1e9', 'notices?unread=maybe',
    'cases/not-a-uuid', 'cases/01970000-0000-7000-8000-000000000000', 'cases/x/duplicates', 'imports/x', 'imports/01970000-0000-7000-8000-000000000000', 'codes/%00',
  ])('GET %s', async (url) => {
    expectRefusal(await app().request('GET', url, { as: 'duty' }), url)
  })

  const ID = '01970000-0000-7000-8000-000000000000'
  it.each([
    ...['persons', 'houses', 'households', 'organisations', 'vehicles'].flatMap((list) => ['x', `a..b ${ID}`, `a-b ${ID}`, 'a 01970000-----------------------------', `a ${ID} b`, `${'a'.repeat(61)} ${ID}`, `a|${ID}`].map((place) => [list, place] as const)),
    ...[`1 2026-02-30 ${ID}`, '1 2026-02-28 1234567890123456', `x 2026-02-28 ${ID}`, '1 2026-02-28 01970000-----------------------------'].map((place) => ['quality/work-list', place] as const),
    ...['infinity', `2026-02-30T00:00:00Z|${ID}`, '2026-02-28T00:00:00Z|01970000-----------------------------'].map((place) => ['deliberations', place] as const),
  ])('%s 从别处来的翻页标记（%s）：说明无效，不从头再来', async (list, place) => {
    const error = expectRefusal(await app().request('GET', `${list}?cursor=${Buffer.from(place).toString('base64url')}${list === 'quality/work-list' ? '&register=person' : ''}`, { as: 'duty' }), `${list} ${place}`)
    expect(Object.keys(error.fields ?? {})).toEqual(['cursor'])
  })

  it.each(['audit?cursor=x', 'audit?cursor=1e99', 'audit?cursor=-1', 'audit?from=x', 'audit?limit=1e9', 'audit?actor=%00'])('审计 %s', async (url) => {
    expectRefusal(await app().request('GET', url, { as: 'auditor' }), url)
  })

  it('用户列表的翻页标记不对，不会出错', async () => {
    const { status } = await app().request('GET', 'users?cursor=%00', { as: 'admin' })
    expect(status).toBeLessThan(500)
  })
})

describe('操作', () => {
  it.each<[string, unknown, string]>([
    ['没有的操作', { move: 'explode' }, 'move'],
    ['没说操作', {}, 'move'],
    ['操作是数字', { move: 7 }, 'move'],
    ['居民的操作', { move: 'rate', solved: true, satisfaction: 5 }, 'move'],
    ['不是表单', 'claim', 'body'],
    ['答复是空的', { move: 'reply', text: '' }, 'text'],
    ['答复十万字', { move: 'reply', text: '好'.repeat(100_000) }, 'text'],
    ['延期半天', { move: 'request-extension', workingDays: 0.5, reason: '等' }, 'workingDays'],
    ['延期一百天', { move: 'request-extension', workingDays: 100, reason: '等' }, 'workingDays'],
    ['挂账原因乱写', { move: 'request-suspension', reason: 'lazy', note: '等' }, 'reason'],
    ['证据不是编号', { move: 'reply', text: '好', evidence: ['x'] }, 'evidence.0'],
    ['版本是文字', { move: 'claim', version: '1' }, 'version'],
    ['版本是零', { move: 'claim', version: 0 }, 'version'],
    ['只分成一件', { move: 'split', parts: [{ title: '一', text: '一', classCode: 'S01' }] }, 'parts'],
    ['并入的不是编号', { move: 'merge', into: 'x', consent: '同意' }, 'into'],
    ['派给空单位', { move: 'dispatch', unitId: '' }, 'unitId'],
  ])('%s', async (name, body, field) => {
    const { id } = await handling(app())
    const error = expectRefusal(await post(`cases/${id}/moves`, body, { as: 'duty', ...(typeof body === 'string' ? { headers: { 'content-type': 'application/json' } } : {}) }), name)
    if (error.code === 'input-invalid') expect(Object.keys(error.fields ?? {}), name).toContain(field)
  })

  it('旧版本、没有的单位和分类、没有的案件', async () => {
    const { id } = await handling(app())
    const move = async (body: unknown, to = id) => expectRefusal(await post(`cases/${to}/moves`, body, { as: 'duty' }), JSON.stringify(body)).code
    expect(await move({ move: 'urge', note: '快', version: 1 })).toBe('case-changed')
    expect(await move({ move: 'redispatch', unitId: "x' or 1=1", reason: '改' })).toBe('unit-unknown')
    expect(await move({ move: 'redispatch', unitId: '\u0000', reason: '改' })).toBe('unit-unknown')
    expect(await move({ move: 'amend', classCode: '\uD800', reason: '改' })).toBe('class-unknown')
    expect(await move({ move: 'urge', note: '快' }, '01970000-0000-7000-8000-000000000000')).toBe('not-found')
  })
})

/** JSON as people and machines get it wrong: anything at all, and forms that are almost right. */
const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', '\u0000', '\uD800', '水'.repeat(6000), 'dept-urban', 'S0504', 'accept', 'split', '2026-05-07T10:00:00Z', '01970000-0000-7000-8000-000000000000', 'XG12', 'device', 'd370305.s002'))
const odd = fc.oneof(words, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom(0, -0, 1e308, 118.302, 36.81))
const names = fc.constantFrom('text', 'title', 'lon', 'lat', 'crs', 'address', 'contact', 'code', 'files', 'clientId', 'move', 'version', 'unitId', 'unitIds', 'classCode', 'parts', 'note', 'reason', 'evidence', 'into', 'consent', 'signals', 'id', 'source', 'at', 'kind', 'username', 'password', 'totp', 'current', 'next', 'name', 'roles', 'areas', 'units', 'queryCode', 'solved', 'satisfaction', 'comment', 'ids', 'mapping', 'index', 'field', 'purpose', 'off', 'work', 'isActive', 'found', 'question', 'agreed', 'workingDays', 'measures', 'explanation')
const { form } = fc.letrec<{ form: unknown; value: unknown }>((tie) => ({
  form: fc.oneof({ weight: 8, arbitrary: fc.dictionary(names, tie('value'), { maxKeys: 8 }) }, { weight: 1, arbitrary: fc.anything() }),
  value: fc.oneof({ depthSize: 'small' }, { weight: 5, arbitrary: odd }, { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) }, { weight: 1, arbitrary: tie('form') }),
}))

describe('随便什么内容', () => {
  it('任意 JSON 发到每一个写入的地址，从不出现 5xx', async () => {
    const { routes, request, raise } = app()
    const { id, number } = await raise({ text: '随机测试用的一件事' })
    const fill = (path: string) => path.replace('/cases/:id', `/cases/${id}`).replace(':number', number).replace(':year', '2027').replaceAll(/:\w+/gu, '01970000-0000-7000-8000-000000000000')
    const doors = routes.filter(({ contract }) => contract.method !== 'GET' && contract.method !== 'DELETE' && contract.raw === undefined)
    expect(doors.length).toBeGreaterThan(12)
    const who = ['duty', 'admin', 'security', 'accept', 'urban', undefined] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...doors), fc.constantFrom(...who), form, async ({ contract }, as, body) => {
        if (contract.path === '/session/password') return
        const answer = await request(contract.method, `/api/v1${fill(contract.path)}`, { body: JSON.stringify(body) ?? 'null', headers: { 'content-type': 'application/json' }, ...(as ? { as } : {}) })
        expect(answer.status, `${contract.method} ${contract.path} ${JSON.stringify(answer.body)}`).toBeLessThan(500)
        if (answer.status >= 400) expectRefusal(answer, contract.path)
      }),
      { numRuns: 600 },
    )
  }, 120_000)

  it('任意的查询条件发到每一个读取、查找的地址，从不出现 5xx', async () => {
    const { routes, request, raise } = app()
    const { id } = await raise({ text: '随机测试用的另一件事' })
    const doors = routes.filter(({ contract }) => (contract.method === 'GET' || contract.path.endsWith('/find')) && contract.raw === undefined)
    const asked = fc.constantFrom('limit', 'cursor', 'area', 'q', 'state', 'desk', 'sort', 'due', 'lon', 'lat', 'metres', 'start', 'amount', 'unit', 'text', 'at', 'kind', 'level', 'parent', 'from', 'to', 'actor', 'queryCode', 'crs')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...doors), fc.constantFrom('duty', 'auditor', 'admin'), fc.dictionary(asked, fc.oneof(odd.map(String), fc.constantFrom('1', '5', 'true', 'working-day', 'grid')), { maxKeys: 4 }), async ({ contract }, as, query) => {
        const search = new URLSearchParams(query).toString()
        const path = `/api/v1${contract.path.replace(':id', id).replaceAll(/:\w+/gu, 'x')}`
        const answer = contract.method === 'GET' ? await request('GET', `${path}?${search}`, { as }) : await request('POST', path, { as, body: query })
        expect(answer.status, `${contract.path}?${search} ${JSON.stringify(answer.body)?.slice(0, 300)}`).toBeLessThan(500)
        if (answer.status >= 400) expectRefusal(answer, contract.path)
      }),
      { numRuns: 400 },
    )
  }, 120_000)
})

describe('来得太密', () => {
  it('一分钟内报得太多，先要设备算一道题，再多就说明多久以后再试；换一个地址另算', async () => {
    const busy = await openTestApp({ beside: app(), limitRates: true })
    try {
      const report = (from: string) => busy.request<Refused>('POST', 'appeals', { body: { text: '路灯不亮' }, headers: { 'x-forwarded-for': from } })
      for (let n = 0; n < 30; n += 1) expect((await report('10.0.0.1')).status).toBe(n < 5 ? 201 : 428)
      expect(expectRefusal(await report('10.0.0.1'), 'rate')).toMatchObject({ code: 'too-many-requests', message: expect.stringMatching(/在 \d+ 秒后再试/u) as string })
      expect((await report('10.0.0.2')).status).not.toBe(429)
    } finally {
      await busy.close()
    }
  })
})
