import type { FastifyRequest } from 'fastify'
import { beforeAll, expect, it } from 'vitest'
import { createAuthenticator } from '../src/platform/identity/index.ts'
import { useApp } from './app.ts'
import { AT_BUILDING_12, tileOf } from './street.ts'

const app = useApp()
const HERE = tileOf(AT_BUILDING_12, 16)
let base = ''

interface Told { readonly status: number; readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> }

async function ask(headers: Record<string, string>, { layer = 'cases', method = 'GET' } = {}): Promise<Told> {
  const answer = await fetch(`${base}/api/v1/tiles/${layer}/${HERE}.mvt`, { method, headers })
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: Object.fromEntries(answer.headers) }
}

const signIn = async (username: string): Promise<string> => (await app().request<{ token: string }>('POST', 'session', { body: { username, password: 'yihu-demo' } })).body.token
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'accept-encoding': 'identity' })
/** Without what is another's for every answer. */
const lasting = ({ 'x-request-id': _id, date: _date, ...rest }: Told['headers']) => rest

beforeAll(async () => {
  base = await app().listen()
  await app().raise({ text: '井盖松动，一踩就响', title: '图甲', ...AT_BUILDING_12 })
  await app().settle()
})

it('同一个人再要同一块瓦片，字节、安全头、缓存头都和第一次一样，编号是新的；只问有没有变、只要头、要压缩的都照样', async () => {
  const asker = bearer(await signIn('duty'))
  const first = await ask(asker)
  const again = await ask(asker)
  expect([first.status, again.status]).toEqual([200, 200])
  expect(again.bytes.equals(first.bytes)).toBe(true)
  expect(lasting(again.headers)).toEqual(lasting(first.headers))
  expect(again.headers['content-security-policy']).toBeDefined()
  expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id'])
  const same = await ask({ ...asker, 'if-none-match': String(first.headers['etag']) })
  expect([same.status, same.bytes.length, same.headers['etag']]).toEqual([304, 0, first.headers['etag']])
  const head = await ask(asker, { method: 'HEAD' })
  expect([head.status, head.bytes.length, head.headers['etag']]).toEqual([200, 0, first.headers['etag']])
  const packed = await ask({ ...asker, 'accept-encoding': 'gzip' }, { layer: 'areas-building' })
  expect((await ask({ ...asker, 'accept-encoding': 'gzip' }, { layer: 'areas-building' })).bytes.equals(packed.bytes)).toBe(true)
  const { body: metrics } = await app().request<string>('GET', '/metrics')
  expect(metrics).toMatch(/route="\/api\/v1\/tiles[^"]*",status="2xx"\} [4-9]/u)
})

it('用浏览器登录的也一样；退出登录、停用账号、改了管的地方，下一次马上按新的来；换一个人要，是他自己那一份', async () => {
  const token = await signIn('duty')
  const cookie = { cookie: `yihu=${token}`, 'accept-encoding': 'identity' }
  const mine = await ask(bearer(token))
  await ask(bearer(token))
  const grid = bearer(await signIn('grid002'))
  expect((await ask(grid)).bytes.equals(mine.bytes), 'another sight').toBe(false)
  expect((await ask({ ...bearer(token), authorization: `Bearer ${'x'.repeat(43)}` })).status).toBe(401)
  const byCookie = await ask(cookie)
  expect((await ask(cookie)).bytes.equals(byCookie.bytes)).toBe(true)
  expect((await app().request('DELETE', 'session', { headers: bearer(token) })).status).toBe(204)
  expect((await ask(bearer(token))).status).toBe(401)

  const worker = bearer(await signIn('grid001'))
  expect([(await ask(worker)).status, (await ask(worker)).status]).toEqual([200, 200])
  const { body: { users } } = await app().request<{ users: { id: string; username: string }[] }>('GET', 'users?limit=200', { as: 'admin' })
  const id = users.find(({ username }) => username === 'grid001')?.id
  const { status, body } = await app().request('PATCH', `users/${id}`, { as: 'admin', body: { isActive: false } })
  expect({ status, body: status < 300 ? null : body }).toEqual({ status, body: null })
  expect((await ask(worker)).status).toBe(401)
})

it('有事变了，下一次就是新的一份；时间一长，登录也重新看过', async () => {
  const asker = bearer(await signIn('duty'))
  const before = await ask(asker)
  await ask(asker)
  await app().raise({ text: '又一处井盖松动', title: '图乙', ...AT_BUILDING_12 })
  await app().settle()
  const after = await ask(asker)
  expect(after.headers['etag']).not.toBe(before.headers['etag'])
  expect((await ask(asker)).headers['etag']).toBe(after.headers['etag'])
  app().clock.advance(13 * 60 * 60 * 1000)
  expect((await ask(asker)).status).toBe(401)
})

it('正在取的时候权限改了：按改之前的权限取到的那一份，改了以后不再给', async () => {
  const token = await signIn('grid003')
  const request = { headers: bearer(token), cookies: {} } as unknown as FastifyRequest // all of a request that names somebody
  const authenticator = createAuthenticator(app().context)
  const before = await authenticator.person(request)
  expect(before && authenticator.holds(request, before)()).toBe(true)
  const { body: { users } } = await app().request<{ users: { id: string; username: string; areas: string[] }[] }>('GET', 'users?limit=200', { as: 'admin' })
  const [worker, other] = ['grid003', 'grid001'].map((name) => users.find(({ username }) => username === name))
  const { status, body } = await app().request('PATCH', `users/${worker?.id}`, { as: 'admin', body: { areas: other?.areas } })
  expect({ status, body: status < 300 ? null : body }).toEqual({ status, body: null })
  const after = await authenticator.person(request)
  expect(after?.scope).not.toEqual(before?.scope)
  expect([before, after].map((actor) => actor && authenticator.holds(request, actor)())).toEqual([false, true])
})
