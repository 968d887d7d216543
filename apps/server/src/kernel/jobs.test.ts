import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import type { TestDatabase } from '../../test/database.ts'
import { openClient } from './db/index.ts'
import { startJobs } from './jobs.ts'
import type { JobRunner } from './jobs.ts'
import { silentLog } from './log.ts'

let database: TestDatabase
const runners: JobRunner[] = []

async function start(): Promise<JobRunner> {
  const runner = await startJobs({ url: database.url, log: silentLog })
  runners.push(runner)
  return runner
}

/** Some twelve hours ago, so that its own time does not come meanwhile. */
const nightly = (): string => `30 ${(new Date().getUTCHours() + 8 + 12) % 24} * * *`

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(async () => {
  await Promise.all(runners.map((runner) => runner.stop()))
  await database.drop()
})

it('两台服务器共用一个队列，每个任务只做一次，很快就做', async () => {
  const [first, second] = await Promise.all([start(), start()])
  const done: number[] = []
  for (const runner of [first, second]) {
    await runner.work('count', async (data) => {
      done.push((data as { n: number }).n)
      await sleep(5)
    })
  }
  for (let n = 0; n < 10; n++) await first.enqueue('count', { n })
  await vi.waitFor(() => { expect(done).toHaveLength(10) }, { timeout: 30_000, interval: 20 })
  await sleep(300)
  expect([...done].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

it('同一个键的任务排队时只留一个', async () => {
  const [runner] = runners
  const later = new Date(Date.now() + 1000)
  for (let n = 0; n < 5; n++) await runner?.enqueue('merge', { n }, { key: 'same', startAfter: later })
  const done: object[] = []
  await runner?.work('merge', async (data) => {
    done.push(data)
    await Promise.resolve()
  })
  await vi.waitFor(() => { expect(done).toEqual([{ n: 0 }]) }, { timeout: 30_000, interval: 50 })
})

it('失败的任务会再来', async () => {
  const [runner] = runners
  let tries = 0
  await runner?.work('shaky', async () => {
    tries += 1
    await Promise.resolve()
    if (tries === 1) throw new Error('first time')
  })
  await runner?.enqueue('shaky', {})
  await vi.waitFor(() => { expect(tries).toBe(2) }, { timeout: 30_000, interval: 100 })
})

it('旧版本留下的定时任务会被忘掉', async () => {
  const [runner] = runners
  await runner?.schedule({ name: 'old', cron: '0 3 * * *' }, () => Promise.resolve())
  const newer = await start()
  await newer.schedule({ name: 'new', cron: '0 4 * * *' }, () => Promise.resolve())
  await newer.forgetOthers()
  await newer.schedule({ name: 'new', cron: '0 5 * * *' }, () => Promise.resolve())
  await expect(newer.schedule({ name: 'wrong', cron: 'not a cron' }, () => Promise.resolve())).rejects.toThrow('Invalid characters')
})

it('夜里关着机，每天该销毁的早上补做，只补一次；做过的、头一回装的、不用补的都不补', async () => {
  const done: string[] = []
  const night = { cron: nightly(), isMadeUp: true } as const
  const morning = async (): Promise<void> => {
    const runner = await startJobs({ url: database.url, log: silentLog, madeUpWithin: 0 })
    runners.push(runner)
    await runner.schedule({ name: 'destroy', ...night }, () => Promise.resolve(void done.push('destroy')))
    await runner.schedule({ name: 'remind', cron: night.cron }, () => Promise.resolve(void done.push('remind')))
    await runner.enqueue('mark', {})
    await runner.work('mark', () => Promise.resolve(void done.push('mark')))
  }
  await morning()
  await vi.waitFor(() => { expect(done).toContain('mark') }, { timeout: 30_000, interval: 20 })
  expect(done, 'installed just now: nothing was missed').toEqual(['mark'])
  await Promise.all([morning(), morning()])
  await vi.waitFor(() => { expect(done).toContain('destroy') }, { timeout: 30_000, interval: 20 })
  await morning()
  await vi.waitFor(() => { expect(done.filter((name) => name === 'mark')).toHaveLength(4) }, { timeout: 30_000, interval: 20 })
  await sleep(1000)
  expect(done.filter((name) => name !== 'mark')).toEqual(['destroy'])
})

it('夜里做到一半断了电的，一开机就排上补做，只排一次；不是每天一次的，不许说要补做', async () => {
  const [runner] = runners
  const killed = { name: 'killed', cron: nightly(), isMadeUp: true } as const
  const client = openClient(database.url, { size: 1, name: 'yihu-test' })
  const states = async () => (await client.unsafe<{ state: string }[]>("select state::text from pgboss.job where name = 'killed' order by created_on")).map(({ state }) => state)
  const begin = async () => {
    const other = await startJobs({ url: database.url, log: silentLog, madeUpWithin: 600 })
    runners.push(other)
    await other.schedule(killed, () => Promise.resolve())
  }
  try {
    await runner?.schedule(killed, () => Promise.resolve())
    await client.unsafe("insert into pgboss.job (name, policy, state, expire_seconds, started_on) values ('killed', 'stately', 'active', 3600, now())")
    await begin()
    expect(await states()).toEqual(['active', 'created'])
    await begin()
    expect(await states()).toEqual(['active', 'created'])
    await expect(runner?.schedule({ ...killed, name: 'hourly', cron: '40 * * * *' }, () => Promise.resolve())).rejects.toThrow('not a daily one')
  } finally {
    await client.end()
  }
})

it('停得下来，而且能停两次', async () => {
  const runner = await start()
  await runner.work('idle', () => Promise.resolve())
  await runner.stop()
  await runner.stop()
})
