import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AnswerOf, AppealProgress, Booking, CaseDetail, listHelpedReports, listSlots, openResidentSession, recordPaperConsent, SentCode, showFamily, showResidentMe } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { replied, STALL } from '../../../test/steps.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { signInByWechat, sweepResidents, tellByWechat, tellWishes } from './index.ts'

const app = useApp()
type Refusal = { error?: { code: string; message: string; fields?: Record<string, string> } }
type Sent = SentCode & Refusal & { id: string }
type Me = AnswerOf<typeof showResidentMe> & Refusal
type Family = AnswerOf<typeof showFamily> & Refusal
type Receipt = { number: string; queryCode: string } & Refusal

const post = <T>(url: string, body: object = {}, token?: string, headers: Record<string, string> = {}) =>
  app().request<T & Refusal>('POST', url, { body, headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers } })
const get = <T>(url: string, token?: string) => app().request<T & Refusal>('GET', url, token ? { headers: { authorization: `Bearer ${token}` } } : {})
const codeIn = ({ standIn }: SentCode) => /\d{6}/u.exec(standIn?.replace(/尾号 \d+/u, '').replaceAll(/\d{4}-\d\d-\d\d/gu, '') ?? '')?.[0] ?? ''
const askCode = async (phone: string) => (await post<Sent>('resident-codes', { phone })).body
const later = (ms = 61_000) => { app().clock.advance(ms) }
const me = async (token: string) => (await get<Me>('resident-me', token)).body
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function signIn(phone: string): Promise<string> {
  const code = codeIn(await askCode(phone))
  return (await post<AnswerOf<typeof openResidentSession>>('resident-sessions', { phone, code })).body.token
}

/** What WeChat's server is asked, and answers in turn. */
async function tencent(answers: readonly string[]) {
  const heard: { readonly url: string; readonly body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() })
    request.on('end', () => {
      heard.push({ url: request.url ?? '', body })
      response.end(answers[heard.length - 1] ?? '<html>')
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo // listens on a port
  return { heard, origin: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => { server.close(resolve) }) }
}

describe('居民登录', () => {
  test('验证码谁要回答都一样，一分钟一次；错五次就作废，对的也不行；过十分钟作废；库里没有电话也没有验证码', async () => {
    const sent = await askCode('+86 100-6000-0001')
    expect(sent).toMatchObject({ sentTo: '100****0001', minutes: 10, standIn: expect.stringContaining('谁来要都不要给') as string })
    expect((await post('resident-codes', { phone: '10060000001' })).body.error).toMatchObject({ code: 'code-too-soon', message: expect.stringContaining('60 秒') as string })
    const open = async (code: string) => (await post('resident-sessions', { phone: '10060000001', code })).body.error?.code
    const code = codeIn(sent)
    const answers = await Promise.all(Array.from({ length: 5 }, () => open(wrongOf(code))))
    expect(answers.toSorted()).toEqual(['code-over', 'code-wrong', 'code-wrong', 'code-wrong', 'code-wrong'])
    expect(await open(code)).toBe('code-over')
    expect((await post('resident-sessions', { phone: '10060000009', code })).body.error?.code).toBe('code-over')
    later()
    const late = codeIn(await askCode('10060000001'))
    later(10 * 60_000)
    expect(await open(late)).toBe('code-over')
    expect((await post('resident-codes', { phone: '0533-1234567' })).body.error?.fields).toHaveProperty('phone')
    const [{ owner }, now] = [app().context.db, new Date(app().clock.now())]
    await sql`insert into resident_code (id, purpose, phone_index, code_index, tries, sent_at, expires_at) select gen_random_uuid(), 'login', sha256(n::text::bytea), '\\x00', 0, ${now}, ${now} from generate_series(1, 300) n`.execute(owner)
    expect((await post('resident-codes', { phone: '10060000021' })).body.error?.code, '一小时里全街道发多少条也有个数').toBe('codes-too-many-now')
    await sql`delete from resident_code where code_index = '\\x00'`.execute(owner)
    const { rows } = await sql<{ text: string }>`select to_jsonb(t)::text as text from resident_code t union all select to_jsonb(a)::text from resident_account a`.execute(app().context.db.owner)
    expect(rows.some(({ text }) => text.includes('10060000001') || text.includes(`"${code}"`))).toBe(false)
  })

  test('登录后在哪个手机都看得到自己电话名下的报事和预约；没留电话的凭查询码加进来，别人的查询码加不进来；别人看不到；退出、过期、注销都不再能看', async () => {
    const phone = '10060000002'
    const mine = await app().appeal({ text: '五号楼电梯异响', ...AT_BUILDING_12, contact: { name: '王小明', phone: `+86 ${phone}` } })
    const anonymous = await app().appeal({ text: '北门路灯不亮', ...AT_BUILDING_12 })
    const { body: { days } } = await get<AnswerOf<typeof listSlots>>('service-items/senior-card/slots')
    await post('service-items/senior-card/bookings', { startsAt: days.at(-1)?.slots[0]?.startsAt, name: '王小明', phone, clientId: 'residents-1' })
    const token = await signIn(phone)
    expect(await me(token)).toMatchObject({ phone: '100****0002', reports: [{ ...mine, title: '五号楼电梯异响', through: null }], bookings: [{ itemName: '老年人优待证办理', contact: { through: null } }] })
    expect((await post('resident-me/reports', { number: anonymous.number, queryCode: mine.queryCode }, token)).body.error?.code).toBe('query-code-wrong')
    expect((await post('resident-me/reports', anonymous, token)).body).toMatchObject(anonymous)
    expect((await me(token)).reports.map(({ number }) => number).toSorted()).toEqual([mine.number, anonymous.number].toSorted())
    const other = await signIn('10060000003')
    expect(await me(other)).toMatchObject({ reports: [], bookings: [] })

    expect([(await get('cases', token)).status, (await get('resident-me', await app().tokenOf('duty'))).body.error?.code]).toEqual([401, 'resident-login-needed'])
    const cookie = { cookie: `yihu_i=${token}` }
    expect((await post('resident-me/logout', {}, undefined, { ...cookie, origin: 'https://elsewhere.example' })).body.error?.code).toBe('origin-refused')
    expect((await post('resident-me/logout', {}, undefined, cookie)).status).toBe(204)
    expect((await me(token)).error?.code).toBe('resident-login-needed')
    later(31 * 86_400_000)
    expect((await me(other)).error?.code).toBe('resident-login-needed')
    const again = await signIn(phone)
    expect((await post('resident-me/erasure', {}, again)).status).toBe(204)
    expect((await me(again)).error?.code).toBe('resident-login-needed')
    const { reports } = await me(await signIn('10060000002'.replace('0002', '0004')))
    expect(reports).toEqual([])
    expect((await get<AppealProgress>(`appeals/${anonymous.number}?queryCode=${anonymous.queryCode}`)).status).toBe(200)
  })

  test('微信登录的人绑定了手机号，两个登录就是一个人，没绑以前不能替家人办；微信不认的、连不上的都说明白；真街道没有开通短信和微信，就不登录，不拿演示的办法代替', async () => {
    const wechat = async (code: string) => (await post<{ token: string }>('resident-sessions/wechat', { code })).body
    const anonymous = await app().appeal({ text: '西门井盖响', ...AT_BUILDING_12 })
    const { token } = await wechat('wang')
    expect(await me(token)).toMatchObject({ phone: null, reports: [] })
    await post('resident-me/reports', anonymous, token)
    expect((await post('resident-me/helpings', { phone: '10060000006', name: '王桂兰', ownName: '王小明', scopes: ['report'] }, token)).body.error?.code).toBe('phone-needed')
    const phone = '10060000005'
    const bound = await post<{ token: string }>('resident-sessions', { phone, code: codeIn(await askCode(phone)) }, token)
    const all = { phone: '100****0005', reports: [{ number: anonymous.number }] }
    expect([await me(bound.body.token), await me((await wechat('wang')).token)]).toMatchObject([all, all])

    const setDemo = (isDemo: boolean) => sql`update user_account set is_demo = ${isDemo}`.execute(app().context.db.owner)
    await setDemo(false)
    expect([(await post('resident-codes', { phone: '10060000020' })).body, await wechat('wang')]).toMatchObject([{ error: { code: 'text-off' } }, { error: { code: 'wechat-off' } }])
    await setDemo(true)

    const far = await tencent(['{"openid":"o-li","session_key":"never kept"}', '{"errcode":40029,"errmsg":"invalid code"}'])
    signInByWechat(app().context, { appid: 'wx1', secret: 's', origin: far.origin })
    expect(await me((await wechat('c-1')).token)).toMatchObject({ phone: null, reports: [] })
    expect(far.heard[0]?.url).toBe('/sns/jscode2session?appid=wx1&secret=s&js_code=c-1&grant_type=authorization_code')
    expect([await wechat('c-2'), await wechat('c-3')]).toMatchObject([{ error: { code: 'wechat-refused' } }, { error: { code: 'wechat-unreachable' } }])
    await far.close()
  })
})

describe('家人帮办', () => {
  const [child, parent] = ['10060000011', '10060000012']
  const form = { phone: parent, name: '王桂兰', ownName: '王小明', scopes: ['report', 'follow'] }

  test('家人把短信里的验证码告诉了孩子才算同意；替报的写明由谁代办，家人看得到孩子做过看过什么；孩子看不到同意以前的事；没同意的事不能办；撤回后都不行', async () => {
    const before = await app().appeal({ text: '以前报的事', ...AT_BUILDING_12, contact: { phone: parent } })
    const token = await signIn(child)
    expect((await post('resident-me/helpings', { ...form, phone: child }, token)).body.error?.fields).toHaveProperty('phone')
    for (const ownName of ['王小明 t.cn/abc', '中奖了：回电 95588', '王小明，请点链接']) expect((await post('resident-me/helpings', { ...form, ownName }, token)).body.error?.fields, '短信里的姓名只能是姓名').toHaveProperty('ownName')
    const { body: asked } = await post<Sent>('resident-me/helpings', form, token)
    expect(asked.standIn).toContain('王小明（手机尾号 0011）请您同意由 TA 在 i雪宫 替您报事、看进度')
    await askCode(parent) // a login of one's own does not wait for the helper's minute
    const at = `resident-me/helpings/${asked.id}`
    const report = (clientId: string, as = token) => post<Receipt>(`${at}/appeals`, { text: '我妈家楼道灯坏了', ...AT_BUILDING_12, clientId }, as)
    expect((await report('helped-0000')).body.error?.code).toBe('helper-ended')
    expect((await post(`${at}/agreement`, { code: wrongOf(codeIn(asked)) }, token)).body.error?.code).toBe('code-wrong')
    expect((await post<Family>(`${at}/agreement`, { code: codeIn(asked) }, token)).body.helping).toMatchObject([{ name: '王桂兰', phone: '100****0012', state: 'active', way: 'code' }])

    const { body: receipt } = await report('helped-0001')
    expect((await report('helped-0001')).body).toEqual(receipt)
    expect(receipt, '查询码是家人的，替报的人凭同意看').toEqual({ number: receipt.number, queryCode: null })
    later(1000)
    expect((await get<AppealProgress>(`${at}/reports/${receipt.number}`, token)).body.through).toBe('王**')
    expect((await app().find(receipt.number) satisfies CaseDetail).reporter).toEqual({ name: '王**', phone: '100****0012', through: '王**' })
    later(1000)
    const since = await app().appeal({ text: '后来自己报的', ...AT_BUILDING_12, contact: { phone: parent } })
    const { body: seen } = await get<AnswerOf<typeof listHelpedReports>>(`${at}/reports`, token)
    expect(seen.reports.map(({ number, queryCode }) => [number, queryCode]).toSorted()).toEqual([[receipt.number, null], [since.number, null]].toSorted())
    expect((await get<AppealProgress>(`${at}/reports/${since.number}`, token)).body).toMatchObject({ number: since.number, canRate: false })
    expect((await get(`${at}/reports/${before.number}`, token)).status).toBe(404)
    const { body: { days } } = await get<AnswerOf<typeof listSlots>>('service-items/senior-card/slots')
    const book = () => post<Booking>(`${at}/bookings`, { itemId: 'senior-card', startsAt: days.at(-1)?.slots.at(-1)?.startsAt, clientId: 'helped-0002' }, token)
    expect((await book()).body.error).toMatchObject({ code: 'helper-scope', message: expect.stringContaining('预约') as string })

    later()
    const parentToken = await signIn(parent)
    const { body: family } = await get<Family>('resident-me/family', parentToken)
    expect(family).toMatchObject({ helpedBy: [{ name: '王小明', state: 'active' }], looks: [{ by: '王小明', what: `看了编号 ${since.number} 的进度` }, { what: `看了编号 ${receipt.number} 的进度` }, { what: `替您报了一件事，编号 ${receipt.number}` }] })
    expect((await me(parentToken)).reports.find(({ number }) => number === receipt.number)?.through).toBe('王**')
    const stranger = await signIn('10060000013')
    expect([(await post(`${at}/end`, {}, stranger)).status, (await report('helped-0003', stranger)).status]).toEqual([404, 404])
    expect((await post<Family>(`${at}/end`, {}, parentToken)).body.helpedBy).toMatchObject([{ state: 'ended', stateText: '已撤回' }])
    expect([(await report('helped-0004')).body.error?.code, (await get(`${at}/reports`, token)).body.error?.code]).toEqual(['helper-ended', 'helper-ended'])
  })

  test('写在纸上的同意由窗口登记，写明谁签的、哪天签的，最长一年，另一位工作人员核对后才生效；也能替家人请网格员上门；替约的写明由谁代办；到期不能再办，本人到窗口能撤回；别的岗位不能登记；一年后两边的记录都没有了', async () => {
    const paper = { helperPhone: child, helperName: '王小明', parentPhone: '10060000014', parentName: '李秀英', scopes: ['book'], note: '李秀英本人签，今天' }
    const record = (as: string, change: object = {}) => app().request<AnswerOf<typeof recordPaperConsent> & Refusal>('POST', 'helper-consents', { as, body: { ...paper, ...change } })
    expect((await record('community01')).status).toBe(403)
    expect((await record('accept', { until: '2030-01-01', note: '' })).body.error?.fields).toHaveProperty('note')
    expect((await record('accept', { until: '2030-01-01' })).body.error?.fields).toHaveProperty('until')
    const { body: consent } = await record('accept')
    expect(consent).toMatchObject({ helper: '王** 100****0011', parent: '李** 100****0014', state: 'asked', way: 'paper', paperNote: '李秀英本人签，今天', canConfirm: false })
    const confirm = (as: string) => app().request<AnswerOf<typeof recordPaperConsent> & Refusal>('POST', `helper-consents/${consent.id}/confirm`, { as })
    expect((await confirm('accept')).body.error?.code).toBe('approver-is-requester')
    expect((await app().request<{ consents: object[] }>('GET', 'helper-consents', { as: 'duty' })).body.consents).toMatchObject([{ id: consent.id, canConfirm: true, recordedBy: '苏受理' }])
    later()
    const token = await signIn(child)
    const help = (clientId: string) => post<Receipt>(`resident-me/helpings/${consent.id}/help`, { itemId: 'senior-card', address: '桑家小区12号楼', clientId }, token)
    expect((await help('helped-0999')).body.error?.code).toBe('helper-ended')
    expect((await confirm('duty')).body).toMatchObject({ state: 'active', confirmedBy: '汤值班', canConfirm: false })
    expect((await confirm('duty')).body.error?.code).toBe('consent-not-waiting')
    const { body: asked } = await help('helped-1000')
    expect(asked).toEqual({ number: asked.number, queryCode: null })
    expect((await help('helped-1000')).body).toEqual(asked)
    expect(await app().find(asked.number)).toMatchObject({ title: '代办：老年人优待证办理', reporter: { phone: '100****0014' } })
    const { body: { days } } = await get<AnswerOf<typeof listSlots>>('service-items/senior-card/slots')
    const book = (clientId: string) => post<Booking>(`resident-me/helpings/${consent.id}/bookings`, { itemId: 'senior-card', startsAt: days.at(-1)?.slots[0]?.startsAt, clientId }, token)
    expect((await book('helped-1001')).body.contact).toEqual({ name: '李**', phone: '100****0014', through: '王**' })
    const { body: { consents } } = await app().request<{ consents: { id: string }[] }>('POST', 'helper-consents/search', { as: 'accept', body: { phone: '10060000014' } })
    expect(consents.map(({ id }) => id)).toEqual([consent.id])
    const second = (await record('accept')).body
    expect((await app().request<{ state: string }>('POST', `helper-consents/${second.id}/end`, { as: 'accept' })).body.state).toBe('ended')
    later(366 * 86_400_000)
    const again = await signIn(child)
    expect((await post(`resident-me/helpings/${consent.id}/appeals`, { text: '到期以后', clientId: 'helped-1002' }, again)).body.error?.code).toBe('helper-ended')
    later(366 * 86_400_000)
    await sweepResidents(app().context)
    expect((await get<Family>('resident-me/family', await signIn(child))).body.helping).toEqual([])
  })
})

describe('办完在微信里告诉', () => {
  test('本人同意过的报事一办完就告诉一次，只说编号不说什么事；微信忙就过五分钟再试，凭证作废就换一个；没开通的说明白，查询码不对的不收；告诉过就忘掉', async () => {
    const mine = await replied(app())
    const wish = (code: string, queryCode = mine.queryCode) => post(`appeals/${mine.number}/wish`, { queryCode, code })
    expect(await wish('c')).toMatchObject({ status: 409, body: { error: { code: 'told-off', message: expect.stringContaining('报的事照常办') as string } } })
    const wechat = await tencent(['{"openid":"o-li"}', '{"access_token":"t-1","expires_in":7200}', '{"errcode":40001}', '{"access_token":"t-2","expires_in":7200}', '{"errcode":0}', '{"errcode":43101}'])
    const setting = { appid: 'wx1', secret: 's', origin: wechat.origin }
    signInByWechat(app().context, setting)
    tellByWechat(app().context, { ...setting, template: 'tpl' })
    expect([(await wish('c-1', 'AAAA2222')).body.error?.code, (await wish('c-2')).status]).toEqual(['query-code-wrong', 204])
    const kept = async () => (await sql<{ text: string }>`select to_jsonb(w)::text as text from resident_wish w`.execute(app().context.db.owner)).rows
    expect([(await kept()).length, JSON.stringify(await kept()).includes('o-li')]).toEqual([1, false])
    await tellWishes(app().context)
    expect(wechat.heard.length, '查询码不对的，不去问微信').toBe(1)

    await app().move('accept', mine.id, { move: 'start-check' })
    await app().move('accept', mine.id, { move: 'record-contact', reached: true, note: '电话回访', solved: true, satisfied: true })
    await app().move('duty', mine.id, { move: 'pass-check', note: '现场已清' })
    await app().settle()
    await tellWishes(app().context)
    later(301_000)
    await tellWishes(app().context)
    await tellWishes(app().context)
    expect(wechat.heard.slice(1).map(({ url }) => url)).toEqual(['/cgi-bin/stable_token', '/cgi-bin/message/subscribe/send?access_token=t-1', '/cgi-bin/stable_token', '/cgi-bin/message/subscribe/send?access_token=t-2'])
    const sent = JSON.parse(wechat.heard[4]?.body ?? '{}') as object // what the server wrote
    expect(sent).toMatchObject({ touser: 'o-li', template_id: 'tpl', page: 'pages/mine/index', data: { character_string1: { value: mine.number } } })
    expect(JSON.stringify(sent)).not.toContain('烧烤')
    expect(await kept()).toEqual([])
    await wechat.close()
  })

  test('说“我也遇到”跟着别人那件的、后来被并到别的事里的，那件一办完也告诉；办完以后才说要的，马上告诉', async () => {
    const [first, own] = [await replied(app()), await app().raise({ ...STALL, text: '12号楼前面又有人摆摊烧烤' })]
    const { body: follower } = await post<Receipt>(`appeals/near/${first.id}/join`, { clientId: 'told-follower-1' })
    const wechat = await tencent(['{"openid":"o-zhao"}', '{"openid":"o-qian"}', '{"access_token":"t","expires_in":7200}', '{"errcode":0}', '{"errcode":0}', '{"openid":"o-sun"}', '{"errcode":0}'])
    const setting = { appid: 'wx1', secret: 's', origin: wechat.origin }
    signInByWechat(app().context, setting)
    tellByWechat(app().context, { ...setting, template: 'tpl' })
    const wish = ({ number, queryCode }: { number: string; queryCode: string }, code: string) => post(`appeals/${number}/wish`, { queryCode, code })
    expect([(await wish(follower, 'c-1')).status, (await wish(own, 'c-2')).status]).toEqual([204, 204])
    await app().move('accept', own.id, { move: 'merge', into: first.id, consent: '电话里同意' })
    await app().settle()
    await tellWishes(app().context)
    expect(wechat.heard.length).toBe(2)

    await app().move('accept', first.id, { move: 'start-check' })
    await app().move('accept', first.id, { move: 'record-contact', reached: true, note: '电话回访', solved: true, satisfied: true })
    await app().move('duty', first.id, { move: 'pass-check', note: '现场已清' })
    await app().settle()
    await tellWishes(app().context)
    const told = () => wechat.heard.flatMap(({ url, body }) => (url.includes('subscribe/send') ? [/"character_string1":\{"value":"([^"]+)"/u.exec(body)?.[1]] : []))
    expect(told().toSorted()).toEqual([follower.number, own.number].toSorted())
    await wish(first, 'c-3')
    await tellWishes(app().context)
    expect(told()).toContain(first.number)
    await wechat.close()
  })
})
