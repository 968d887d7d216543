import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { fixedClock } from '../../kernel/clock.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import type { Db, Scope } from '../../kernel/db/index.ts'
import { silentLog } from '../../kernel/log.ts'
import { notify } from './notify.ts'
import type { NoticeForm } from './notify.ts'
import { countUnread, markRead, readPage } from './repo.ts'
import { sendOutgoing } from './send-outgoing.ts'

const [worker, chief] = ['019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000002'] as const
const clock = fixedClock('2026-11-20T09:00+08:00')
const log = silentLog

let database: TestDatabase
let db: Db
let robot: Server
let received: string[] = []
let answer = '{"errcode":0}'

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
  robot = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      received.push(body)
      response.end(answer)
    })
  })
  await new Promise<void>((listening) => robot.listen(0, '127.0.0.1', listening))
  const address = robot.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const channels = [{ id: 'duty-group', type: 'wecom', url: `${origin}/send?key=k`, allowedOrigins: [origin], kinds: ['case.card'] }]
  await db.owner.insertInto('setting').values({ key: 'notices.channels', value: channels }).execute()
})

afterAll(async () => {
  robot.closeAllConnections()
  await new Promise((done) => robot.close(done))
  await db.close()
  await database.drop()
})

beforeEach(async () => {
  await db.owner.deleteFrom('notice').execute()
  await db.owner.deleteFrom('notice_outgoing').execute()
  await db.owner.deleteFrom('outbox').execute()
  received = []
  answer = '{"errcode":0}'
  clock.set('2026-11-20T09:00+08:00')
})

function as(userId: string): Scope {
  return { paths: [], units: [], userId }
}

function tell(form: Partial<NoticeForm> = {}, scope: Scope = systemScope): Promise<void> {
  return db.transact(scope, (tx) => notify(tx, { clock, log }, { userIds: [worker, chief], kind: 'case.card', title: '案件快到期了', text: '20261120-001 井盖破损', ...form }))
}

function page(userId: string, scope: Scope = as(userId)) {
  return db.transact(scope, (tx) => readPage(tx, { userId, isUnread: false, before: undefined, limit: 50 }))
}

async function tray() {
  return db.owner.selectFrom('notice_outgoing').select(['state', 'attempts', 'last_error', 'due_at']).orderBy('id').execute()
}

describe('通知', () => {
  it('各人只看到自己的通知', async () => {
    await tell({ userIds: [worker] })
    expect(await page(worker)).toHaveLength(1)
    expect(await page(worker, as(chief))).toHaveLength(0)
  })

  it('同一件事只通知一次，再说也不响', async () => {
    await tell({ dedupeKey: 'e1' })
    await tell({ dedupeKey: 'e1' })
    expect(await page(worker)).toHaveLength(1)
    const heard = await db.owner.selectFrom('outbox').select('payload').where('topic', '=', 'notice.added').execute()
    expect(heard).toHaveLength(2)
  })

  it('在自己的权限里也能通知别人', async () => {
    await tell({ userIds: [chief], dedupeKey: 'e2' }, as(worker))
    expect(await page(chief)).toHaveLength(1)
  })

  it('标为已读只改自己的', async () => {
    await tell()
    const [mine, theirs] = [await page(worker), await page(chief)]
    await db.transact(as(worker), (tx) => markRead(tx, { userId: worker, ids: [...mine, ...theirs].map(({ id }) => id), at: new Date(clock.now()) }))
    expect(await db.transact(as(worker), (tx) => countUnread(tx, worker))).toBe(0)
    expect(await db.transact(as(chief), (tx) => countUnread(tx, chief))).toBe(1)
  })
})

describe('外发消息', () => {
  it('一件事向群里发一条，不论通知了几个人、发送几轮', async () => {
    await tell({ dedupeKey: 'e3' })
    await tell({ dedupeKey: 'e3' })
    await Promise.all([sendOutgoing({ db, clock, log }), sendOutgoing({ db, clock, log })])
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(1)
    expect(await tray()).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  it('没有登记要外发的通知不出门', async () => {
    await tell({ kind: 'case.moved' })
    expect(await tray()).toEqual([])
  })

  it('夜里不紧急的消息留到早上七点，红牌马上发', async () => {
    clock.set('2026-11-20T23:00+08:00')
    await tell({ card: 'yellow', dedupeKey: 'y' })
    await tell({ card: 'red', dedupeKey: 'r', title: '案件已超期' })
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(1)
    expect(received[0]).toContain('案件已超期')
    clock.set('2026-11-21T07:00+08:00')
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(2)
  })

  it('对方忙时过一会儿再发', async () => {
    answer = '{"errcode":45009,"errmsg":"freq"}'
    await tell()
    await sendOutgoing({ db, clock, log })
    expect(await tray()).toMatchObject([{ state: 'waiting', attempts: 1, last_error: '企业微信返回 45009：freq' }])
    answer = '{"errcode":0}'
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(1)
    clock.advance(30_000)
    await sendOutgoing({ db, clock, log })
    expect(await tray()).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('发送的服务器中途停机，一分钟后由另一台接着发', async () => {
    await tell()
    await db.owner.updateTable('notice_outgoing').set({ state: 'sending', attempts: 1, due_at: new Date(clock.now() + 60_000) }).execute()
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(0)
    clock.advance(60_000)
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(1)
  })

  it('每分钟最多二十条，其余下一分钟再发', async () => {
    for (let i = 0; i < 25; i += 1) await tell({ dedupeKey: `n${i}` })
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(20)
    clock.advance(61_000)
    await sendOutgoing({ db, clock, log })
    expect(received).toHaveLength(25)
  })

  it('送不出去的消息留着原因，看得见', async () => {
    answer = '{"errcode":93000,"errmsg":"invalid webhook url"}'
    await tell()
    await sendOutgoing({ db, clock, log })
    expect(await tray()).toMatchObject([{ state: 'failed', last_error: '企业微信返回 93000：invalid webhook url' }])
  })
})
