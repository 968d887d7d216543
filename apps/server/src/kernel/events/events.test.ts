import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { openDb, systemScope } from '../db/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { silentLog } from '../log.ts'
import { emit, OVERFLOW, startDispatcher, sweepOutbox } from './index.ts'
import type { Consumer, Dispatcher, Event } from './index.ts'

let database: TestDatabase
let db: Db
const running: Dispatcher[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url, { poolSize: 20 })
  await sql`create table seen (consumer text, n int)`.execute(db.owner)
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop()))
  await sql`truncate seen, outbox, outbox_consumer, outbox_failure`.execute(db.owner)
})

afterAll(async () => {
  await db.close()
  await database.drop()
})

async function start(consumers: readonly Consumer[] = [], pollMs = 60_000): Promise<Dispatcher> {
  const dispatcher = await startDispatcher({ db, url: database.url, log: silentLog, consumers, pollMs })
  running.push(dispatcher)
  return dispatcher
}

const announce = (n: number, topic = 'case.closed') => ({ topic, scopePath: 'd.s1', payload: { n } })
const say = (...numbers: number[]): Promise<void> => db.transact(systemScope, (tx) => emit(tx, numbers.map((n) => announce(n))))
const numbersOf = (events: readonly Event[]) => events.map((event) => event.payload['n'])

/** A consumer that writes what it takes into a table, in its transaction. */
function noting(name: string, before: (tx: Tx, event: Event) => Promise<void> = () => Promise.resolve()): Consumer {
  return {
    name,
    topics: ['case.closed'],
    handle: async (tx, events) => {
      for (const event of events) {
        await before(tx, event)
        await sql`insert into seen values (${name}, ${event.payload['n']})`.execute(tx)
      }
    },
  }
}

async function seenBy(name: string): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select n from seen where consumer = ${name} order by ctid`.execute(db.owner)
  return rows.map((row) => row.n)
}

it('一台服务器上发生的事，另一台的页面马上听到，先后不乱', async () => {
  const heard: Event[] = []
  const dispatcher = await start()
  const stop = dispatcher.live.subscribe((event) => { heard.push(event) })
  await say(1, 2, 3)
  await say(4)
  await vi.waitFor(() => { expect(numbersOf(heard)).toEqual([1, 2, 3, 4]) }, { timeout: 30_000, interval: 5 })
  expect(heard[0]).toMatchObject({ topic: 'case.closed', scopePath: 'd.s1' })
  stop()
  await say(5)
  await dispatcher.drain()
  expect(heard).toHaveLength(4)
})

it('回滚的事谁也听不到', async () => {
  const heard: Event[] = []
  const dispatcher = await start([noting('a')])
  dispatcher.live.subscribe((event) => { heard.push(event) })
  await db.transact(systemScope, async (tx) => {
    await emit(tx, announce(1))
    throw new Error('no')
  }).catch(() => undefined)
  await dispatcher.drain()
  expect([heard, await seenBy('a')]).toEqual([[], []])
})

it('一个听者出错不影响别的听者', async () => {
  const heard: Event[] = []
  const dispatcher = await start()
  dispatcher.live.subscribe(() => { throw new Error('broken pipe') })
  dispatcher.live.subscribe((event) => { heard.push(event) })
  await say(1)
  await dispatcher.drain()
  expect(numbersOf(heard)).toEqual([1])
})

it('先开始后提交的事不会漏掉，别人的长事务也不挡路', async () => {
  const heard: Event[] = []
  const dispatcher = await start([noting('a')])
  dispatcher.live.subscribe((event) => { heard.push(event) })
  let commit = (): void => undefined
  const gate = new Promise<void>((resolve) => { commit = resolve })
  let isWritten = (): void => undefined
  const written = new Promise<void>((resolve) => { isWritten = resolve })
  const slow = db.transact(systemScope, async (tx) => {
    await emit(tx, announce(1))
    isWritten()
    await gate
  })
  await written
  await say(2, 3)
  await dispatcher.drain()
  expect(numbersOf(heard)).toEqual([2, 3])
  expect(await seenBy('a')).toEqual([2, 3])
  commit()
  await slow
  await dispatcher.drain()
  expect(numbersOf(heard)).toEqual([2, 3, 1])
  expect(await seenBy('a')).toEqual([2, 3, 1])
})

it('许多并发的事务、三台服务器：每件事每个处理程序恰好处理一次', async () => {
  const heard: Event[][] = [[], [], []]
  const servers = [await start([noting('a'), noting('b')], 50), await start([noting('a'), noting('b')], 50), await start([noting('a')], 50)]
  servers.forEach((server, index) => server.live.subscribe((event) => { heard[index]?.push(event) }))
  const all = Array.from({ length: 400 }, (_, n) => n)
  await Promise.all(all.map((n) => db.transact(systemScope, async (tx) => {
    if (n % 3 === 0) await sleep(Math.random() * 20)
    await emit(tx, announce(n))
    if (n % 2 === 0) await sleep(Math.random() * 30)
    if (n % 10 === 9) throw new Error('rolled back')
  }).catch(() => undefined)))
  const kept = all.filter((n) => n % 10 !== 9)
  const sorted = (numbers: readonly unknown[]) => [...numbers].sort((x, y) => Number(x) - Number(y))
  await vi.waitFor(async () => {
    expect((await seenBy('a')).length).toBeGreaterThanOrEqual(kept.length)
    expect((await seenBy('b')).length).toBeGreaterThanOrEqual(kept.length)
  }, { timeout: 30_000, interval: 50 })
  await Promise.all(servers.map((server) => server.drain()))
  expect(sorted(await seenBy('a'))).toEqual(kept)
  expect(sorted(await seenBy('b'))).toEqual(kept)
  for (const list of heard) expect(sorted(numbersOf(list))).toEqual(kept)
})

it('处理程序自己发出的事，它自己也听得到', async () => {
  const echo = noting('echo', async (tx, event) => {
    const n = Number(event.payload['n'])
    await sql`select pg_current_xact_id()`.execute(tx)
    if (n < 5) await emit(tx, announce(n + 1))
  })
  await start([echo])
  await Promise.all([say(1), say(11), say(12)])
  await vi.waitFor(async () => { expect((await seenBy('echo')).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 11, 12]) }, { timeout: 30_000, interval: 20 })
})

it('停机期间发生的事，开机后补上', async () => {
  const first = await start([noting('a')])
  await say(1)
  await first.drain()
  await first.stop()
  await say(2, 3)
  const second = await start([noting('a'), noting('new')])
  await second.drain()
  expect(await seenBy('a')).toEqual([1, 2, 3])
  expect(await seenBy('new')).toEqual([])
})

it('处理一半失败会整件重来，不会做两遍', async () => {
  let failures = 2
  const shaky = noting('shaky', async (tx, event) => {
    await sql`insert into seen values ('trial', ${event.payload['n']})`.execute(tx)
    if (event.payload['n'] === 2 && failures-- > 0) throw new Error('database says no')
  })
  const dispatcher = await start([shaky], 50)
  await say(1, 2, 3)
  await vi.waitFor(async () => { expect(await seenBy('shaky')).toEqual([1, 2, 3]) }, { timeout: 30_000, interval: 50 })
  expect(await seenBy('trial')).toEqual([1, 2, 3])
  await dispatcher.drain()
})

it('总是失败的事放到一边并留下原因，后面的照常处理', async () => {
  const broken = noting('broken', (_, event) => event.payload['n'] === 2 ? Promise.reject(new Error('cannot')) : Promise.resolve())
  await start([broken], 50)
  await say(1, 2, 3)
  await vi.waitFor(async () => { expect(await seenBy('broken')).toEqual([1, 3]) }, { timeout: 30_000, interval: 100 })
  const { rows } = await sql`select consumer, topic, payload, error from outbox_failure`.execute(db.owner)
  expect(rows).toEqual([{ consumer: 'broken', topic: 'case.closed', payload: { n: 2 }, error: 'Error: cannot' }])
})

it('一次涌来太多事时，页面只收到一条“请刷新”，处理程序一件不少', async () => {
  const heard: Event[] = []
  const dispatcher = await start([noting('a')])
  dispatcher.live.subscribe((event) => { heard.push(event) })
  await say(...Array.from({ length: 1500 }, (_, n) => n))
  await dispatcher.drain()
  await vi.waitFor(async () => { expect(await seenBy('a')).toHaveLength(1500) }, { timeout: 30_000, interval: 50 })
  expect(heard.map((event) => event.topic)).toEqual([OVERFLOW])
})

it('过期的事会清掉，还没处理的留着', async () => {
  const dispatcher = await start([noting('a')])
  await say(1)
  await dispatcher.drain()
  await dispatcher.stop()
  await say(2)
  await sql`update outbox set at = now() - interval '40 days'`.execute(db.owner)
  expect(await sweepOutbox(db, { nowMs: Date.now(), days: 30 })).toBeLessThanOrEqual(1)
  const again = await start([noting('a')])
  await again.drain()
  expect(await seenBy('a')).toEqual([1, 2])
})

it('从备份恢复到另一个库之后，没处理的事照样处理，处理过的不重复', async () => {
  const first = await start([noting('a')])
  await say(1)
  await first.drain()
  await first.stop()
  await say(2)
  await sql`update outbox_consumer set seen = '90000000:90000000:'`.execute(db.owner)
  await sql`update outbox set xid = (80000000 + id)::text::xid8`.execute(db.owner)
  const second = await start([noting('a')])
  await second.drain()
  await say(3)
  await second.drain()
  expect(await seenBy('a')).toEqual([1, 2, 3])
})
