import type { ApiKeyRow, AnswerOf, listOfficers } from '@yihu/contracts'
import { describe, expect, it } from 'vitest'
import { systemScope } from '../../kernel/db/index.ts'
import { useApp } from '../../../test/app.ts'
import { dispatched } from '../../../test/steps.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { upsertUser } from './index.ts'

const app = useApp()
const STREET = 'd370305.s002'

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly fields?: Record<string, string> }
}
interface Made {
  readonly key: string
  readonly row: ApiKeyRow
}

const form = { name: '水位计网关', permissions: ['signal.send'], areas: [STREET], days: 30 }
const make = <T = Made>(change: object = {}, as = 'admin') => app().request<T>('POST', 'api-keys', { as, body: { ...form, ...change } })
const list = async () => (await app().request<{ keys: ApiKeyRow[] }>('GET', 'api-keys', { as: 'admin' })).body.keys
const signal = { signals: [{ source: 'device', id: 'water-1', at: '2026-05-07T10:00:00+08:00', text: '水位超过警戒', ...AT_BUILDING_12 }] }
const sendWith = (key: string) => app().request<Refusal>('POST', 'signals', { body: signal, headers: { 'x-api-key': key } })
const trail = async (action: string) => (await app().request<{ rows: { actor: string; object: string; purpose: string | null; result: string }[] }>('GET', `audit?action=${action}`, { as: 'auditor' })).body.rows
const userId = async (username: string) => {
  const { body } = await app().request<{ users: { id: string; username: string }[] }>('POST', 'users/find', { body: { q: username }, as: 'admin' })
  return body.users.find((user) => user.username === username)?.id ?? ''
}

describe('接口密钥', () => {
  it('新建时显示一次，列表里再也看不到；用过就知道，停用后马上不能用，都在审计里', async () => {
    const made = await make()
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body.row).toMatchObject({ name: '水位计网关', state: 'active', createdBy: '安管理', lastUsedAt: null, permissions: [{ id: 'signal.send', name: '发送信号' }], areas: [{ path: STREET, name: '雪宫街道' }] })
    expect(JSON.stringify(await list())).not.toContain(made.body.key)
    expect((await sendWith(made.body.key)).status).toBeLessThan(300)
    expect((await list())[0]?.lastUsedAt).toBe('2026-05-07T02:00:00.000Z')
    const ended = await app().request<ApiKeyRow>('DELETE', `api-keys/${made.body.row.id}`, { as: 'admin' })
    expect(ended.body.state).toBe('revoked')
    expect((await sendWith(made.body.key)).body.error.code).toBe('api-key-wrong')
    expect(await trail('key.create')).toMatchObject([{ actor: '安管理（admin）', object: '水位计网关' }])
    expect(await trail('key.revoke')).toMatchObject([{ result: 'done' }])
  })

  it('到期以后自动失效', async () => {
    const { clock } = app()
    const { body } = await make({ name: '短期', days: 1 })
    clock.set('2026-05-08T09:59:00+08:00')
    expect((await sendWith(body.key)).status).toBeLessThan(300)
    clock.set('2026-05-08T10:00:00+08:00')
    expect((await sendWith(body.key)).body.error.code).toBe('api-key-wrong')
    expect((await list()).find(({ name }) => name === '短期')?.state).toBe('expired')
  })

  it('只能给设备权限、自己管的区域；没有用途、别的岗位都不行', async () => {
    expect((await make<Refusal>({ permissions: ['case.read'] })).body.error.fields).toEqual({ permissions: '有的权限不能给设备' })
    expect((await make<Refusal>({ areas: ['d370303.s001'] })).body.error.fields?.['areas']).toContain('不在您的管辖范围')
    expect((await make<Refusal>({ name: ' ', days: 0 })).body.error.fields).toEqual({ name: '请填写用途', days: '至少 1 天' })
    for (const as of ['duty', 'security', 'auditor']) expect((await make({}, as)).status, as).toBe(403)
  })
})

describe('以某人身份查看', () => {
  const start = async <T = { name: string; until: string }>(username: string, { as = 'admin', reason = '他说看不到案件' } = {}) =>
    app().request<T>('POST', 'session/seeing', { as, body: { userId: await userId(username), reason } })
  const me = async () => (await app().request<{ name: string; permissions: string[]; seeing: { by: string; until: string } | null }>('GET', 'session', { as: 'admin' })).body

  it('看到的和本人一样，但一步也办不了；开始和结束记入审计，本人收到通知', async () => {
    const { request, refused, settle } = app()
    const open = await dispatched(app())
    expect((await request('GET', `cases/${open.id}`, { as: 'admin' })).status).toBe(403)
    expect((await start('urban')).body).toMatchObject({ name: '王执法' })
    expect(await me()).toMatchObject({ name: '王执法', seeing: { by: '安管理' } })
    expect((await request('GET', `cases/${open.id}`, { as: 'admin' })).status).toBe(200)
    expect(await refused('admin', open.id, { move: 'claim' })).toBe('seeing-only')
    expect((await request<Refusal>('POST', 'notices/read', { as: 'admin', body: { ids: [] } })).body.error.code).toBe('seeing-only')
    expect((await request<Refusal>('POST', 'session/password', { as: 'admin', body: { current: 'x', next: 'y' } })).body.error.code).toBe('seeing-only')
    expect((await request<Refusal>('GET', `exports/${open.id}/file`, { as: 'admin' })).body.error.code, 'files with personal data do not leave this way').toBe('seeing-only')
    expect((await request('DELETE', 'session/seeing', { as: 'admin' })).status).toBe(204)
    expect(await me()).toMatchObject({ name: '安管理', seeing: null })
    expect(await trail('see-as.start')).toMatchObject([{ actor: '安管理（admin）', object: 'urban', purpose: '他说看不到案件' }])
    expect(await trail('see-as.stop')).toMatchObject([{ actor: '安管理（admin）', object: 'urban' }])
    await settle()
    const notices = await request<{ notices: { title: string; text: string }[] }>('GET', 'notices', { as: 'urban' })
    expect(notices.body.notices).toContainEqual(expect.objectContaining({ title: '有人以您的身份查看过', text: expect.stringContaining('安管理') as string }))
  })

  it('十五分钟后自己结束；本人被停用时马上结束', async () => {
    const { clock, request } = app()
    await start('urban')
    clock.advance(14 * 60_000)
    expect((await me()).name).toBe('王执法')
    clock.advance(60_000 + 5000)
    expect(await me()).toMatchObject({ name: '安管理', seeing: null })
    await start('sanitation')
    await request('PATCH', `users/${await userIdAs('security', 'sanitation')}`, { as: 'security', body: { isActive: false } })
    expect((await me()).name).toBe('安管理')
  })

  it('不能看三员、停用的人、管不到的人和自己；要写原因；别的岗位不能', async () => {
    await app().context.db.transact(systemScope, (tx) => upsertUser(tx, { at: app().clock.now(), username: 'outsider', name: '外人', roles: ['community'], areas: ['d370303.s001'], units: [], password: { demo: true } }))
    for (const username of ['auditor', 'security']) expect((await start<Refusal>(username)).body.error.message, username).toContain('三员')
    expect((await start<Refusal>('admin')).body.error.message).toContain('您自己')
    expect((await start<Refusal>('sanitation')).body.error.message).toContain('已停用')
    expect((await start<Refusal>('urban', { reason: ' ' })).body.error.fields).toEqual({ reason: '请填写查看的原因' })
    const far = await app().context.db.owner.selectFrom('user_account').select('id').where('username', '=', 'outsider').executeTakeFirstOrThrow()
    expect((await app().request('POST', 'session/seeing', { as: 'admin', body: { userId: far.id, reason: '试' } })).status).toBe(404)
    for (const as of ['duty', 'security', 'auditor']) expect((await app().request('POST', 'session/seeing', { as, body: { userId: far.id, reason: '试' } })).status, as).toBe(403)
  })

  const userIdAs = async (as: string, username: string) => (await app().request<{ users: { id: string; username: string }[] }>('POST', 'users/find', { body: { q: username }, as })).body.users[0]?.id ?? ''
})

describe('三员', () => {
  const officers = async () => (await app().request<AnswerOf<typeof listOfficers>>('GET', 'officers', { as: 'security' })).body

  it('看得到谁担任哪一员；缺人会提醒', async () => {
    const { body } = await app().request<{ users: { id: string }[] }>('POST', 'users/find', { body: { q: 'auditor' }, as: 'security' })
    expect((await officers()).duties.map(({ name, holders }) => [name, holders.map((one) => one.name)])).toEqual([['系统管理员', ['安管理']], ['安全保密管理员', ['保安全']], ['安全审计员', ['申审计']]])
    expect((await officers()).problems).toEqual([])
    await app().request('PATCH', `users/${body.users[0]?.id}`, { as: 'security', body: { isActive: false } })
    expect((await officers()).problems).toEqual(['没有在岗的安全审计员，请安全保密管理员任命'])
    await app().request('PATCH', `users/${body.users[0]?.id}`, { as: 'security', body: { isActive: true } })
    expect((await app().request('GET', 'officers', { as: 'duty' })).status).toBe(403)
  })

  it('一个人兼任两员会被拒绝，写明理由，并记入审计', async () => {
    const id = await userId('duty2')
    const { status, body } = await app().request<Refusal>('PATCH', `users/${id}`, { as: 'security', body: { roles: ['admin', 'auditor'] } })
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'roles-conflict' })
    expect(body.error.fields?.['roles']).toContain('一个人只能担任一个')
    expect(await trail('roles.conflict')).toMatchObject([{ actor: '保安全（security）', result: 'refused' }])
  })
})
