import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemScope } from '../src/kernel/db/index.ts'
import { emit } from '../src/kernel/events/index.ts'
import { turnCards } from '../src/platform/cases/index.ts'
import { MORNING, openTestApp } from './app.ts'
import type { TestApp } from './app.ts'
import { dispatched, filed, handling, STALL } from './steps.ts'
import { IN_SHENGXIN } from './street.ts'

let app: TestApp
let base = ''
beforeAll(async () => {
  app = await openTestApp()
  base = await app.listen()
})
afterAll(() => app.close())
beforeEach(() => { app.clock.set(MORNING) })

interface Heard {
  readonly topic: string
  readonly data: Readonly<Record<string, unknown>>
}

/** An open stream and what came through it. */
interface Ear {
  readonly heard: Heard[]
  /** The first event that fits, or a failure after a second. */
  wait(fits: (event: Heard) => boolean, ms?: number): Promise<Heard>
  close(): void
}

const ears: Ear[] = []
afterEach(() => {
  for (const ear of ears.splice(0)) ear.close()
})

async function listen(as: string, at = { app, base }): Promise<Ear> {
  const heard: Heard[] = []
  const token = await at.app.tokenOf(as)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(`${at.base}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } }, resolve).on('error', reject).end()
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toContain('text/event-stream')
  let rest = ''
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const frames = (rest + chunk).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const line = frame.split('\n').find((one) => one.startsWith('data: {"id"'))
      if (line) heard.push(JSON.parse(line.slice(6)) as Heard) // what our own server wrote
    }
  })
  const ear: Ear = {
    heard,
    close: () => { answer.destroy() },
    async wait(fits, ms = 30_000) {
      const until = performance.now() + ms
      for (;;) {
        const found = heard.find(fits)
        if (found) return found
        if (performance.now() > until) throw new Error(`${as} heard nothing fitting: ${JSON.stringify(heard.map((one) => [one.topic, one.data['number']]))}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
  }
  ears.push(ear)
  return ear
}

const isMove = (id: string, move: string) => (event: Heard) => event.data['id'] === id && event.data['move'] === move

interface Notices {
  readonly notices: readonly { readonly id: string; readonly title: string; readonly card: string | null; readonly case: { readonly id: string } | null }[]
  readonly unread: number
}
async function titles(as: string, id: string): Promise<string[]> {
  await app.settle()
  const { body } = await app.request<Notices>('GET', 'notices?limit=100', { as })
  return body.notices.filter((notice) => notice.case?.id === id).map((notice) => notice.title).toReversed()
}

describe('实时', () => {
  it('同事做的事一秒之内看得到，带着编号和新状态，不带个人信息', async () => {
    const ear = await listen('dispatch')
    const { number } = await app.appeal({ ...STALL, contact: { name: '王小明', phone: '10051234567' } })
    const raised = await ear.wait((event) => event.topic === 'case.raised' && event.data['number'] === number)
    expect(raised.data).toMatchObject({ state: 'registered', version: 1 })
    const { id } = await app.find(number)
    await app.move('accept', id, { move: 'accept' })
    expect((await ear.wait(isMove(id, 'accept'))).data).toMatchObject({ state: 'verifying', from: 'registered', version: 2 })
    expect(JSON.stringify(ear.heard)).not.toMatch(/王小明|10051234567/u)
  })

  it('只听得到自己范围里的事；案子离开手上时，原单位也知道', async () => {
    const [duty, one, two, urban, property, admin, auditor] = await Promise.all(['duty', 'community01', 'community02', 'urban', 'property01', 'admin', 'auditor'].map((as) => listen(as)))
    if (!duty || !one || !two || !urban || !property || !admin || !auditor) throw new Error('seven ears')
    const there = await handling(app)
    await app.move('dispatch', there.id, { move: 'call-all', unitIds: ['property-01'], note: '来' })
    await app.move('dispatch', there.id, { move: 'redispatch', unitId: 'dept-sanitation', reason: '换' })
    const elsewhere = await app.appeal({ text: '路灯不亮', ...IN_SHENGXIN })
    await two.wait((event) => event.data['number'] === elsewhere.number)
    await urban.wait(isMove(there.id, 'redispatch'))
    await property.wait(isMove(there.id, 'call-all'))
    await one.wait(isMove(there.id, 'redispatch'))
    const numbers = (ear: Ear) => new Set(ear.heard.filter((event) => event.topic.startsWith('case.')).map((event) => event.data['number']))
    expect(numbers(one)).toEqual(new Set([there.number]))
    expect(numbers(two)).toEqual(new Set([elsewhere.number]))
    expect(numbers(urban)).toEqual(new Set([there.number]))
    expect(numbers(property)).toEqual(new Set([there.number]))
    for (const officer of [admin, auditor]) expect(numbers(officer), 'an officer').toEqual(new Set())
    expect(numbers(duty)).toEqual(new Set([there.number, elsewhere.number]))
  })

  it('没有登录连不上', async () => {
    expect((await fetch(`${base}/api/v1/events`)).status).toBe(401)
  })

  it('两台服务器用一个数据库：这台做的，那台的人一秒之内看到', async () => {
    const second = await openTestApp({ beside: app })
    try {
      const other = { app: second, base: await second.listen() }
      const [here, there] = [await listen('dispatch'), await listen('duty', other)]
      const { id } = await filed(app)
      await there.wait(isMove(id, 'file'))
      await second.move('dispatch', id, { move: 'dispatch', unitId: 'dept-urban' })
      await here.wait(isMove(id, 'dispatch'))
      for (const server of [app, second]) await server.settle()
      expect(await titles('urban', id), 'told once, not once a server').toEqual(['案件派遣'])
    } finally {
      for (const ear of ears.splice(0)) ear.close()
      await second.close()
    }
  })

  it('读得太慢的连接堆到 256 KB 就断开，不拖累别人', async () => {
    const token = await app.tokenOf('duty')
    const { port } = new URL(base)
    const slow = connect(Number(port), '127.0.0.1')
    let isCut = false
    slow.on('close', () => { isCut = true }).on('error', () => { isCut = true })
    slow.write(`GET /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`)
    await new Promise((resolve) => slow.once('data', resolve))
    slow.pause()
    const quick = await listen('duty')
    const before = process.memoryUsage.rss()
    const filler = '水'.repeat(20_000)
    for (let n = 0; n < 200; n += 1) {
      await app.context.db.transact(systemScope, (tx) => emit(tx, { topic: 'case.moved', scopePath: 'd370305.s002', payload: { id: 'x', move: `n${n}`, filler, by: 'x', unitId: null, number: 'x', title: 'x', state: 'archived' } }))
    }
    await quick.wait((event) => event.data['move'] === 'n199')
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 1024 * 1024)
    const open = await new Promise<number>((resolve) => { slow.resume().on('close', () => resolve(0)); setTimeout(() => resolve(1), 30_000) })
    expect({ isCut, open }).toMatchObject({ open: 0 })
  })
})

describe('通知', () => {
  it('轮到谁告诉谁，各一次；自己做的不告诉自己', async () => {
    const { id } = await dispatched(app)
    expect(await titles('accept', id)).toEqual(['有新的诉求'])
    expect(await titles('duty', id)).toEqual(['案件受理'])
    expect(await titles('duty2', id)).toEqual(['案件受理'])
    expect(await titles('dispatch', id)).toEqual(['案件立案'])
    expect(await titles('urban', id)).toEqual(['案件派遣'])
    expect(await titles('sanitation', id)).toEqual([])
    expect(await titles('community02', id)).toEqual([])
    await app.move('urban', id, { move: 'claim' })
    app.clock.advance(1000)
    await app.move('urban', id, { move: 'request-extension', workingDays: 2, reason: '等' })
    expect(await titles('duty2', id)).toEqual(['案件受理', '案件申请延期'])
    app.clock.advance(1000)
    await app.move('duty', id, { move: 'approve' })
    expect(await titles('urban', id)).toEqual(['案件派遣', '案件同意'])
    await app.move('duty', id, { move: 'call-all', unitIds: ['property-01', 'dept-sanitation'], note: '来' })
    expect(await titles('sanitation', id)).toEqual(['案件一呼百应'])
    expect(await titles('property01', id)).toEqual(['案件一呼百应'])
  })

  it('值班长自己登记、自己受理，铃不为自己响', async () => {
    const { body } = await app.request<{ id: string }>('POST', 'cases', { as: 'accept', body: { ...STALL, source: 'phone' } })
    expect(await titles('accept', body.id)).toEqual([])
    await app.move('accept', body.id, { move: 'accept' })
    expect(await titles('duty', body.id)).toEqual(['案件受理'])
    await app.move('duty', body.id, { move: 'file', classCode: 'S0504' })
    expect(await titles('duty', body.id)).toEqual(['案件受理'])
  })

  it('派去核实的社区收到通知；督办只告诉承办单位', async () => {
    const one = await app.raise(STALL)
    await app.move('accept', one.id, { move: 'accept' })
    await app.move('accept', one.id, { move: 'ask-verification', unitId: 'community-01', note: '看' })
    expect(await titles('grid001', one.id)).toEqual(['案件派网格核实'])
    const { id } = await handling(app)
    app.clock.advance(1000)
    await app.move('dispatch', id, { move: 'urge', note: '快' })
    expect((await titles('urban', id)).at(-1)).toBe('案件督办')
    expect(await titles('duty', id)).not.toContain('案件督办')
  })

  it('黄牌、红牌各提醒一次，拨快时钟、多跑几遍、两台服务器都不多', async () => {
    const second = await openTestApp({ beside: app })
    const { id } = await handling(app)
    const at = async (time: string) => {
      app.clock.set(time)
      await Promise.all([turnCards(app.context), turnCards(second.context), turnCards(app.context)])
      await second.settle()
      return (await titles('urban', id)).filter((title) => title.includes('期了') || title.includes('超期'))
    }
    expect(await at('2026-05-11T18:00:00+08:00')).toEqual([])
    expect(await at('2026-05-12T09:00:00+08:00')).toEqual(['案件快到期了'])
    expect(await at('2026-05-13T17:00:00+08:00')).toEqual(['案件快到期了'])
    expect(await at('2026-05-13T17:31:00+08:00')).toEqual(['案件快到期了', '案件已超期'])
    expect(await at('2026-05-20T09:00:00+08:00')).toEqual(['案件快到期了', '案件已超期'])
    expect((await titles('duty', id)).filter((title) => title === '案件已超期')).toHaveLength(1)
    await second.close()
  })

  it('标为已读后未读数减少；别人的通知读不到也标不了', async () => {
    const { id } = await dispatched(app)
    await app.settle()
    const mine = (await app.request<Notices>('GET', 'notices?unread=true&limit=100', { as: 'urban' })).body
    const notice = mine.notices.find((one) => one.case?.id === id)
    const read = async (as: string) => (await app.request<{ unread: number }>('POST', 'notices/read', { as, body: { ids: [notice?.id] } })).body.unread
    await read('sanitation')
    expect((await app.request<Notices>('GET', 'notices?unread=true', { as: 'urban' })).body.unread).toBe(mine.unread)
    expect(await read('urban')).toBe(mine.unread - 1)
  })
})
