import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Role } from '@yihu/contracts'
import { createTestDatabase } from '../../../test/database.ts'
import { fixedClock } from '../../kernel/clock.ts'
import type { Context } from '../../kernel/context.ts'
import { createVault } from '../../kernel/crypto.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import { createRouter, createServer } from '../../kernel/http/index.ts'
import { silentLog } from '../../kernel/log.ts'
import { audit, verifyTrail } from '../audit/index.ts'
import { checkRoles, ROLE_PERMISSIONS } from './roles.ts'
import { sweepSessions } from './sweep-sessions.ts'
import { addApiKey, createAuthenticator, hasDemoAccounts, identity, namesOf, revokeApiKey, unitNames, upsertUnits, upsertUser, usersOf } from './index.ts'

const PASSWORD = 'River-Bridge-26'
const DISTRICT = 'd370303'
const STREET = 'd370303.s001'

let house: House
beforeAll(async () => { house = await openHouse() })
afterAll(() => house.close())
beforeEach(() => { house.clock.advance(60_000) })

const system = <T>(work: Parameters<typeof house.db.transact<T>>[1]) => house.db.transact(systemScope, work)
const person = (username: string, roles: Role[], more: { areas?: string[]; units?: string[] } = {}) =>
  system((tx) => upsertUser(tx, { at: house.clock.now(), username, name: `${username}的人`, roles, areas: more.areas ?? [STREET], units: more.units ?? [], password: PASSWORD }))
const login = (username: string, password = PASSWORD, totp?: string) => house.send('POST', '/session', { body: { username, password, ...(totp ? { totp } : {}) } })
async function tokenOf(username: string): Promise<string> {
  const { status, body } = await login(username)
  expect(status).toBe(201)
  return String(body['token'])
}

describe('登录', () => {
  it('用户名和密码对，得到令牌与 cookie，两者都能用', async () => {
    await person('li-lei', ['acceptor'])
    const { status, body, cookie, headers } = await login('Li-Lei')
    expect(status).toBe(201)
    expect(body).toMatchObject({ me: { username: 'li-lei', roleNames: ['受理员'], areas: [{ path: STREET, level: 'street' }], hasTotp: false, isDemo: false } })
    expect(headers['set-cookie']).toMatch(/^yihu=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/u)
    expect((await house.send('GET', '/session', { token: String(body['token']) })).body).toMatchObject({ username: 'li-lei' })
    expect((await house.send('GET', '/session', { cookie })).body).toMatchObject({ username: 'li-lei' })
    expect((await house.send('GET', '/session', {})).body).toMatchObject({ error: { code: 'login-needed' } })
    expect((await house.send('GET', '/session', { token: 'x'.repeat(43) })).status).toBe(401)
  })

  it('墙上的屏登录一次管三十天，停了电也还在；它只看，也不和别的岗位放在一个账号里；人的登录过夜就完', async () => {
    await person('wall', ['screen'])
    await person('sitter', ['acceptor'])
    const { body, headers } = await login('wall')
    const [wall, sitter] = [String(body['token']), await tokenOf('sitter')]
    expect(headers['set-cookie']).toContain('Max-Age=2592000;')
    house.clock.advance(8 * 86_400_000)
    await sweepSessions(house)
    expect((await house.send('GET', '/session', { token: wall })).body).toMatchObject({ username: 'wall', roleNames: ['大屏'] })
    expect((await house.send('GET', '/session', { token: sitter })).status).toBe(401)
    house.clock.advance(23 * 86_400_000)
    expect((await house.send('GET', '/session', { token: wall })).status).toBe(401)
    expect(ROLE_PERMISSIONS.screen.filter((permission) => !permission.endsWith('.read')), 'it changes nothing').toEqual([])
    expect(ROLE_PERMISSIONS.screen, 'nobody’s name stands in a hall').not.toContain('person.read')
    expect(() => { checkRoles(['screen', 'acceptor']) }).toThrow(expect.objectContaining({ code: 'input-invalid' }))
  })

  it('大屏的账号改给人用，或者人的账号改成大屏，开着的登录都结束，要重新登录；岗位没跨过去的不受影响', async () => {
    const [wall, clerk] = [await person('lobby', ['screen']), await person('clerk', ['acceptor'])]
    const [ofWall, ofClerk] = [await tokenOf('lobby'), await tokenOf('clerk')]
    const isOpen = async (token: string) => (await house.send('GET', '/session', { token })).status === 200
    await house.asAdmin('PATCH', `/users/${clerk}`, { roles: ['acceptor', 'dispatcher'] })
    expect(await isOpen(ofClerk)).toBe(true)
    await house.asAdmin('PATCH', `/users/${wall}`, { roles: ['acceptor'] })
    await house.asAdmin('PATCH', `/users/${clerk}`, { roles: ['screen'] })
    expect([await isOpen(ofWall), await isOpen(ofClerk)]).toEqual([false, false])
    const again = await tokenOf('clerk')
    await system((tx) => upsertUser(tx, { at: house.clock.now(), username: 'clerk', name: '张三', roles: ['acceptor'], areas: [STREET], units: [] }))
    house.clock.advance(6000)
    expect(await isOpen(again)).toBe(false)
  })

  it('数据库里没有令牌本身', async () => {
    await person('no-token', ['acceptor'])
    const token = await tokenOf('no-token')
    const { rows } = await sql<{ text: string }>`select string_agg(s::text, ' ') as text from session s`.execute(house.db.owner)
    expect(rows[0]?.text).not.toContain(token)
    expect(rows[0]?.text).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
  })

  it('带 cookie 的提交必须来自本系统页面', async () => {
    await person('page', ['acceptor'])
    const { cookie } = await login('page')
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await house.send('DELETE', '/session', { cookie, headers })).body).toMatchObject({ error: { code: 'origin-refused' } })
    }
    expect((await house.send('DELETE', '/session', { cookie, headers: { origin: 'http://localhost', host: 'localhost' } })).status).toBe(204)
  })

  it('经过 https 网关时，cookie 只在 https 上传', async () => {
    await person('gateway', ['acceptor'])
    const { headers } = await house.send('POST', '/session', { body: { username: 'gateway', password: PASSWORD }, headers: { 'x-forwarded-proto': 'https' } })
    expect(headers['set-cookie']).toContain('; Secure')
  })

  it('连错五次锁十五分钟，到时可再登录；锁着时密码对也不行', async () => {
    await person('forgetful', ['acceptor'])
    for (const left of [4, 3, 2, 1]) expect((await login('forgetful', 'wrong')).body).toMatchObject({ error: { code: 'login-wrong', message: expect.stringContaining(`${left} 次`) } })
    expect((await login('forgetful', 'wrong')).body).toMatchObject({ error: { code: 'login-locked', message: expect.stringContaining('15 分钟') } })
    expect((await login('forgetful')).status).toBe(423)
    house.clock.advance(15 * 60_000 + 1)
    expect((await login('forgetful')).status).toBe(201)
  })

  it('锁过一次又连错五次，锁一小时：一小时最多试十次', async () => {
    await person('attacked', ['acceptor'])
    for (let n = 0; n < 5; n += 1) await login('attacked', 'wrong')
    house.clock.advance(15 * 60_000 + 1)
    for (let n = 0; n < 4; n += 1) await login('attacked', 'wrong')
    expect((await login('attacked', 'wrong')).body).toMatchObject({ error: { message: expect.stringContaining('60 分钟') } })
  })

  it('没有的用户名与密码错的回答一样，也一样会锁', async () => {
    await person('known', ['acceptor'])
    for (let n = 0; n < 6; n += 1) {
      const [known, unknown] = [await login('known', 'wrong'), await login('unknown', 'wrong')]
      expect(unknown.status).toBe(known.status)
      expect(strip(unknown.body)).toEqual(strip(known.body))
    }
  })

  it('没有的用户名花的时间与密码错的相当', async () => {
    await person('timed', ['acceptor'])
    const time = async (username: string) => {
      const start = performance.now()
      await login(username, 'wrong')
      return performance.now() - start
    }
    await time('warm-up')
    let [wrong, unknown] = [Infinity, Infinity]
    for (let n = 0; n < 4; n += 1) {
      wrong = Math.min(wrong, await time('timed'))
      unknown = Math.min(unknown, await time('nobody'))
    }
    expect(unknown).toBeGreaterThan(wrong * 0.5)
    expect(unknown).toBeLessThan(wrong * 2)
  })

  it('同时发来的许多猜测，只有前五个得到答案', async () => {
    await person('flooded', ['acceptor'])
    const answers = await Promise.all(Array.from({ length: 12 }, () => login('flooded', 'wrong')))
    expect(answers.filter(({ body }) => JSON.stringify(body).includes('login-wrong'))).toHaveLength(4)
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(8)
  })

  it('停用的账号进不来，知道密码的人才看到停用', async () => {
    const id = await person('left', ['acceptor'])
    await house.asAdmin('PATCH', `/users/${id}`, { isActive: false })
    expect((await login('left')).body).toMatchObject({ error: { code: 'login-disabled' } })
    expect((await login('left', 'wrong')).body).toMatchObject({ error: { code: 'login-wrong' } })
  })

  it('两小时没有操作，或满十二小时，要重新登录', async () => {
    await person('sleepy', ['acceptor'])
    const idle = await tokenOf('sleepy')
    const busy = await tokenOf('sleepy')
    const alive = async (token: string) => (await house.send('GET', '/session', { token })).status === 200
    for (let hour = 1; hour < 12; hour += 1) {
      house.clock.advance(3_590_000)
      expect(await alive(busy)).toBe(true)
      if (hour > 2) expect(await alive(idle)).toBe(false)
    }
    house.clock.advance(3_711_000)
    expect(await alive(busy)).toBe(false)
  })
})

describe('退出和改密码', () => {
  it('退出以后令牌立即失效', async () => {
    await person('leaving', ['acceptor'])
    const token = await tokenOf('leaving')
    expect((await house.send('GET', '/session', { token })).status).toBe(200)
    expect((await house.send('DELETE', '/session', { token })).status).toBe(204)
    expect((await house.send('GET', '/session', { token })).status).toBe(401)
  })

  it('在另一台服务器上退出的，五秒以内这里也失效', async () => {
    await person('two-servers', ['acceptor'])
    const token = await tokenOf('two-servers')
    expect((await house.send('GET', '/session', { token })).status).toBe(200)
    await sql`delete from session`.execute(house.db.owner)
    expect((await house.send('GET', '/units', { token })).status).toBe(200) // known without a query
    house.clock.advance(5000)
    expect((await house.send('GET', '/session', { token })).status).toBe(401)
  })

  it('改密码要知道现在的密码，弱密码不收，改后别处的会话都退出', async () => {
    await person('changer', ['acceptor'])
    const [here, there] = [await tokenOf('changer'), await tokenOf('changer')]
    const change = (current: string, next: string) => house.send('POST', '/session/password', { token: here, body: { current, next } })
    expect((await change('wrong', 'Lake-Stone-48')).body).toMatchObject({ error: { code: 'input-invalid', fields: { current: '现在的密码不对' } } })
    expect((await change(PASSWORD, 'changer')).body).toMatchObject({ error: { code: 'password-weak' } })
    expect((await change(PASSWORD, 'yihu-demo')).body).toMatchObject({ error: { code: 'password-weak' } })
    expect((await change(PASSWORD, PASSWORD)).body).toMatchObject({ error: { code: 'password-weak' } })
    expect((await change(PASSWORD, 'Lake-Stone-48')).status).toBe(204)
    expect((await house.send('GET', '/session', { token: here })).status).toBe(200)
    expect((await house.send('GET', '/session', { token: there })).status).toBe(401)
    expect((await login('changer')).status).toBe(401)
    expect((await login('changer', 'Lake-Stone-48')).status).toBe(201)
  })

  it('演示账号改了密码，就不再是演示账号', async () => {
    expect(await hasDemoAccounts(house)).toBe(false)
    await system((tx) => upsertUser(tx, { at: house.clock.now(), username: 'grid001', name: '演示', roles: ['grid-worker'], areas: [STREET], units: [], password: { demo: true } }))
    expect(await hasDemoAccounts(house)).toBe(true)
    const { body } = await login('grid001', 'yihu-demo')
    expect(body).toMatchObject({ me: { isDemo: true } })
    await house.send('POST', '/session/password', { token: String(body['token']), body: { current: 'yihu-demo', next: 'Lake-Stone-48' } })
    expect(await hasDemoAccounts(house)).toBe(false)
  })
})

describe('动态口令', () => {
  const codeAt = (secret: string, timestamp: number) => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp })

  it('确认以后登录要动态口令，同一个口令不能用两次', async () => {
    await person('careful', ['acceptor'])
    const token = await tokenOf('careful')
    const { body } = await house.send('POST', '/session/totp', { token })
    const secret = String(body['secret'])
    expect(body['uri']).toContain('otpauth://totp/')
    expect((await login('careful')).status).toBe(201) // not in force before it is confirmed
    expect((await house.send('POST', '/session/totp/confirm', { token, body: { totp: '000000' } })).body).toMatchObject({ error: { code: 'totp-wrong' } })
    expect((await house.send('POST', '/session/totp/confirm', { token, body: { totp: codeAt(secret, house.clock.now()) } })).status).toBe(204)
    expect((await house.send('GET', '/session', { token })).body).toMatchObject({ hasTotp: true })

    expect((await login('careful')).body).toMatchObject({ error: { code: 'totp-needed' } })
    expect((await login('careful', PASSWORD, codeAt(secret, house.clock.now()))).body).toMatchObject({ error: { code: 'totp-wrong' } }) // used to confirm
    house.clock.advance(30_000)
    const code = codeAt(secret, house.clock.now())
    const answers = await Promise.all([login('careful', PASSWORD, code), login('careful', PASSWORD, code)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401])
    expect((await login('careful', 'wrong', code)).body).toMatchObject({ error: { code: 'login-wrong' } })
  })

  it('密钥在数据库里是密文；已开启的，只能在刚登录后更换', async () => {
    await person('phone', ['acceptor'])
    const token = await tokenOf('phone')
    const { body } = await house.send('POST', '/session/totp', { token })
    await house.send('POST', '/session/totp/confirm', { token, body: { totp: codeAt(String(body['secret']), house.clock.now()) } })
    const { rows } = await sql<{ text: string }>`select encode(totp_secret_cipher, 'escape') as text from user_account where username = 'phone'`.execute(house.db.owner)
    expect(rows[0]?.text).not.toContain(String(body['secret']))
    expect((await house.send('POST', '/session/totp', { token })).status).toBe(201)
    house.clock.advance(11 * 60_000)
    expect((await house.send('POST', '/session/totp', { token })).status).toBe(401)
  })
})

describe('用户管理', () => {
  const form = { name: '赵新', roles: ['community'], areas: [STREET], units: [], password: 'Lake-Stone-47' }

  it('管理员新建的用户可以登录；列表里看得到', async () => {
    const { status, body } = await house.asAdmin('POST', '/users', { ...form, username: 'zhao-xin' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ username: 'zhao-xin', roles: ['community'], areas: [STREET], isActive: true, isLocked: false, lastLoginAt: null })
    expect((await login('zhao-xin', 'Lake-Stone-47')).status).toBe(201)
    const list = await house.asAdmin('POST', '/users/find', { q: '赵新' })
    expect(list.body['users']).toMatchObject([{ username: 'zhao-xin', lastLoginAt: expect.any(String) }])
  })

  it('没有权限的人得到说明', async () => {
    await person('plain', ['acceptor'])
    const { status, body } = await house.send('GET', '/users', { token: await tokenOf('plain') })
    expect(status).toBe(403)
    expect(body).toMatchObject({ error: { code: 'permission-missing', message: '您的岗位没有“用户管理”权限。如工作需要，请联系管理员。' } })
  })

  it.each([
    ['三员兼任', { roles: ['admin', 'auditor'] }, 'roles-conflict'],
    ['管理员自己任命三员', { roles: ['auditor'] }, 'permission-missing'],
    ['弱密码', { password: '12345678' }, 'password-weak'],
    ['用户名重复', { username: 'boss' }, 'input-invalid'],
    ['没有的单位', { units: ['nowhere'] }, 'unit-unknown'],
    ['没有的区域', { areas: [`${STREET}.nowhere`] }, 'area-unknown'],
    ['管辖范围以外的区域', { areas: [DISTRICT] }, 'input-invalid'],
    ['不是路径的区域', { areas: ["'; drop table unit; --"] }, 'area-unknown'],
  ])('不收：%s', async (_name, change, code) => {
    expect((await house.asAdmin('POST', '/users', { ...form, username: 'zhao-yi', ...change })).body).toMatchObject({ error: { code } })
  })

  it('岗位改动对已登录的人立即生效', async () => {
    const id = await person('promoted', ['grid-worker'])
    const token = await tokenOf('promoted')
    expect((await house.send('GET', '/session', { token })).body['permissions']).not.toContain('case.approve')
    await house.asAdmin('PATCH', `/users/${id}`, { roles: ['duty-chief'] })
    expect((await house.send('GET', '/session', { token })).body['permissions']).toContain('case.approve')
    expect((await house.send('GET', '/users', { token })).status).toBe(403)
  })

  it('停用或重置密码，会话立即结束', async () => {
    const id = await person('suspect', ['grid-worker'])
    const first = await tokenOf('suspect')
    await house.asAdmin('PATCH', `/users/${id}`, { password: 'Lake-Stone-49' })
    expect((await house.send('GET', '/session', { token: first })).status).toBe(401)
    const second = String((await login('suspect', 'Lake-Stone-49')).body['token'])
    await house.asAdmin('PATCH', `/users/${id}`, { isActive: false })
    expect((await house.send('GET', '/session', { token: second })).status).toBe(401)
  })

  it('解锁、任免三员、动三员的账号，都要安全保密管理员', async () => {
    const id = await person('locked', ['acceptor'])
    for (let n = 0; n < 5; n += 1) await login('locked', 'wrong')
    expect((await house.asAdmin('POST', '/users/find', { q: 'locked' })).body['users']).toMatchObject([{ isLocked: true }])
    expect((await house.asAdmin('PATCH', `/users/${id}`, { unlock: true })).body).toMatchObject({ error: { code: 'permission-missing' } })
    expect((await house.asSecurity('PATCH', `/users/${id}`, { unlock: true })).body).toMatchObject({ isLocked: false })
    expect((await login('locked')).status).toBe(201)
    const auditor = await person('listener', ['auditor'])
    expect((await house.asAdmin('PATCH', `/users/${auditor}`, { password: 'Lake-Stone-49' })).status).toBe(403)
    expect((await house.asSecurity('PATCH', `/users/${id}`, { roles: ['auditor'] })).body).toMatchObject({ roles: ['auditor'] })
  })

  it('谁都不能改自己的岗位', async () => {
    const [own] = (await house.asAdmin('POST', '/users/find', { q: 'boss' })).body['users'] as { id: string }[]
    expect((await house.asAdmin('PATCH', `/users/${own?.id}`, { roles: ['duty-chief'] })).body).toMatchObject({ error: { code: 'input-invalid' } })
  })

  it('别的街道的人看不到，也改不了', async () => {
    const id = await person('elsewhere', ['grid-worker'], { areas: [`${DISTRICT}.s999`] })
    expect((await house.asAdmin('POST', '/users/find', { q: 'elsewhere' })).body['users']).toEqual([])
    expect((await house.asAdmin('PATCH', `/users/${id}`, { name: 'x' })).status).toBe(404)
  })

  it('列表按游标翻页，不重不漏', async () => {
    const seen: string[] = []
    for (let cursor: unknown = ''; cursor !== null;) {
      const { body } = await house.asAdmin('GET', `/users?limit=3${cursor === '' ? '' : `&cursor=${String(cursor)}`}`)
      seen.push(...(body['users'] as { username: string }[]).map((user) => user.username))
      cursor = body['next'] ?? null
    }
    expect(seen).toEqual([...new Set(seen)].toSorted())
    expect(seen).toContain('boss')
    expect(seen).not.toContain('elsewhere')
  })
})

describe('单位与找人', () => {
  it('通知找得到单位的人、管这个地方的人', async () => {
    await system((tx) => upsertUnits(tx, [{ id: 'c1', name: '一社区', kind: 'community', areaPath: `${STREET}.c1` }, { id: 'dept', name: '区城管局', kind: 'department', areaPath: null }]))
    const one = await person('c1-head', ['community'], { areas: [`${STREET}.c1`], units: ['c1'] })
    const chief = await person('chief', ['duty-chief'])
    const dept = await person('urban', ['department'], { units: ['dept'] })
    expect(await system((tx) => usersOf(tx, { unitId: 'c1' }))).toEqual([one])
    expect(await system((tx) => usersOf(tx, { role: 'duty-chief', path: `${STREET}.c1.g1` }))).toContain(chief)
    expect(await system((tx) => usersOf(tx, { role: 'duty-chief', path: DISTRICT }))).toEqual([])
    expect(await system((tx) => usersOf(tx, { role: 'community', path: `${STREET}.c2` }))).not.toContain(one)
    expect(await system((tx) => namesOf(tx, [one, dept, one]))).toEqual(new Map([[one, 'c1-head的人'], [dept, 'urban的人']]))
    expect((await system(unitNames)).get('dept')).toBe('区城管局')
  })

  it('区级部门只凭单位看案件，不凭区域', async () => {
    const request = { headers: { authorization: `Bearer ${await tokenOf('urban')}` }, cookies: {} }
    const actor = await house.authenticator.person(request as never) // only headers and cookies are read
    expect(actor?.scope).toMatchObject({ paths: [], units: ['dept'] })
    expect((await house.send('GET', '/units', { token: await tokenOf('urban') })).body['units']).toEqual([{ id: 'dept', name: '区城管局', kind: 'department', areaPath: null, isActive: true }])
  })

  it('管理员建自己辖区的单位；别处的、不限区域的不归街道管理员；停用后不再可选，老案件还叫得出名字', async () => {
    const body = { name: '二社区', kind: 'community', areaPath: `${STREET}.c1` }
    expect((await house.asAdmin('PUT', '/units/c2', body)).body).toEqual({ id: 'c2', ...body, isActive: true })
    expect((await house.asAdmin('PUT', '/units/c2', { ...body, isActive: false })).body['isActive']).toBe(false)
    const ids = async (all: string) => ((await house.asAdmin('GET', `/units?all=${all}`)).body['units'] as { id: string }[]).map(({ id }) => id)
    expect(await ids('false')).not.toContain('c2')
    expect(await ids('true')).toContain('c2')
    expect((await system(unitNames)).get('c2')).toBe('二社区')
    for (const refused of [{ ...body, areaPath: null }, { ...body, areaPath: `${STREET}.nowhere` }, { ...body, kind: 'navy' }, { ...body, name: ' ' }]) {
      expect((await house.asAdmin('PUT', '/units/c3', refused)).status).toBe(400)
    }
    expect((await house.asAdmin('PUT', '/units/dept', body)).status).toBe(400)
    expect((await house.send('PUT', '/units/c4', { token: await tokenOf('chief'), body })).status).toBe(403)
  })
})

describe('机器的密钥', () => {
  it('登记后可用，停用后立即不可用，也不能当人用', async () => {
    const { id, key } = await system((tx) => addApiKey(tx, { at: house.clock.now(), name: '水位计网关', scopePaths: [STREET] }))
    const machine = (value: string) => house.authenticator.machine({ headers: { 'x-api-key': value } } as never) // only headers are read
    expect(await machine(key)).toMatchObject({ scope: { paths: [STREET], userId: null }, roles: [] })
    expect([...((await machine(key))?.permissions ?? [])]).toEqual(['signal.send', 'reading.send', 'open311.send'])
    expect(await machine('x'.repeat(43))).toBeNull()
    expect((await house.send('GET', '/session', { token: key })).status).toBe(401)
    await system((tx) => revokeApiKey(tx, id, house.clock.now()))
    house.clock.advance(5000)
    expect(await machine(key)).toBeNull()
  })
})

describe('审计', () => {
  it('登录、失败的登录、用户改动都在审计里，链完整；只有审计员能看', async () => {
    await person('watcher', ['auditor'])
    const token = await tokenOf('watcher')
    for (const [action, result] of [['login', 'done'], ['login', 'refused'], ['user.create', 'done'], ['user.change', 'done'], ['password.change', 'done'], ['logout', 'done'], ['totp.confirm', 'done']]) {
      const { rows } = (await house.send('GET', `/audit?action=${action}&limit=200`, { token })).body as { rows: { result: string; ip: string | null }[] }
      expect(rows.map((row) => row.result), action).toContain(result)
    }
    expect((await house.asAdmin('GET', '/audit')).status).toBe(403)
    expect(await system(verifyTrail)).toMatchObject({ isIntact: true })
  })

  it('审计里没有密码，也没有不存在的用户名', async () => {
    await login('My-Secret-Typed-As-Name', 'x')
    const { rows } = await sql<{ text: string }>`select string_agg(a::text, ' ') as text from audit_row a`.execute(house.db.owner)
    for (const secret of [PASSWORD, 'Lake-Stone', 'my-secret-typed']) expect(rows[0]?.text).not.toContain(secret)
  })
})

/** Without what differs by nature. */
function strip(body: Record<string, unknown>): unknown {
  return { ...(body['error'] as object), requestId: '' }
}


interface Sending {
  readonly token?: string
  readonly cookie?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

type House = Awaited<ReturnType<typeof openHouse>>

/** The two lowest modules behind a real HTTP server on a real database, with an administrator and a security officer. */
async function openHouse() {
  const database = await createTestDatabase()
  const db = openDb(database.url)
  const clock = fixedClock('2026-11-20T08:30:00+08:00')
  const context = { db, clock, log: silentLog, vault: createVault(randomBytes(32)) } as unknown as Context // the modules under test read no more
  const app = await createServer({ log: silentLog, limitRates: false })
  const authenticator = createAuthenticator(context)
  const permissions = new Map(Object.entries({ ...audit.permissions, ...identity.permissions }))
  const router = createRouter(app, { authenticator, permissions, checkAnswers: true, routes: [] })
  for (const module of [audit, identity]) module.routes?.(router, context)
  await addAreas(db)
  for (const [username, role] of [['boss', 'admin'], ['guard', 'security']] as const) {
    await db.transact(systemScope, (tx) => upsertUser(tx, { at: clock.now(), username, name: username, roles: [role], areas: [STREET], units: [], password: PASSWORD }))
  }
  const send = async (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, { token, cookie, body, headers }: Sending = {}) => {
    const answer = await app.inject({
      method, url: `/api/v1${path}`,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const [first] = answer.cookies
    const parsed: Record<string, unknown> = answer.body ? answer.json() : {}
    return { status: answer.statusCode, body: parsed, headers: answer.headers, cookie: first ? `${first.name}=${first.value}` : '' }
  }
  const as = (username: string) => async (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown) => {
    const { body: session } = await send('POST', '/session', { body: { username, password: PASSWORD } })
    return send(method, path, { token: String(session['token']), body })
  }
  const close = async () => {
    await app.close()
    await db.close()
    await database.drop()
  }
  return { db, clock, context, authenticator, send, asAdmin: as('boss'), asSecurity: as('guard'), close }
}

async function addAreas({ owner }: Context['db']): Promise<void> {
  const rows = [[DISTRICT, 'district', '测试区'], [STREET, 'street', '测试街道'], [`${STREET}.c1`, 'community', '一社区']] as const
  await owner.insertInto('area').values(rows.map(([path, level, name]) => ({ code: path, level, path, name, valid_from: '2026-01-01' }))).execute()
}
