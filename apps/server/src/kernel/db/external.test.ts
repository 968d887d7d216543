import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startDispatcher, emit } from '../events/index.ts'
import type { Event } from '../events/index.ts'
import { startJobs } from '../jobs.ts'
import { silentLog } from '../log.ts'
import { checkEngine, migrate, openDb, openKysely, systemScope, withDatabase } from './index.ts'

/** A database as a city's operations team hands it out: an owner without superuser rights. */
const name = `yihu_ext_${randomBytes(4).toString('hex')}`
const admin = () => openKysely(inject('testServer'), { size: 1, name: 'yihu-test', script: true })
let url: string

beforeAll(async () => {
  const server = admin()
  await sql.raw(`create role ${name} login createrole nosuperuser password '${name}'`).execute(server)
  await sql.raw(`create database ${name} owner ${name}`).execute(server)
  await server.destroy()
  const parsed = new URL(withDatabase(inject('testServer'), name))
  parsed.username = name
  parsed.password = name
  url = parsed.toString()
})

afterAll(async () => {
  const server = admin()
  await sql.raw(`drop database ${name} with (force)`).execute(server)
  await sql.raw(`drop owned by ${name}; drop role ${name}`).execute(server)
  await server.destroy()
})

it('缺什么权限，检查时说得清楚', async () => {
  await expect(checkEngine(url)).rejects.toThrow(`grant yihu_app to ${name}`)
  const server = admin()
  await sql.raw(`grant yihu_app to ${name}`).execute(server)
  await server.destroy()
  await expect(checkEngine(url)).rejects.toThrow('create extension earthdistance')
  const inside = openKysely(withDatabase(inject('testServer'), name), { size: 1, name: 'yihu-test', script: true })
  await sql`create extension earthdistance cascade`.execute(inside)
  await inside.destroy()
  await expect(checkEngine(url)).resolves.toBeUndefined()
})

it('没有超级用户权限的外部数据库也能检查、迁移和运行', async () => {
  expect((await migrate(url)).length).toBeGreaterThan(0)
  const db = openDb(url, { poolSize: 2 })
  const heard: Event[] = []
  const dispatcher = await startDispatcher({ db, url, log: silentLog, consumers: [{ name: 'a', topics: ['x.y'], handle: (_, events) => { heard.push(...events); return Promise.resolve() } }] })
  const jobs = await startJobs({ url, log: silentLog })
  try {
    const visible = (scope: string[] | '*') => db.transact({ paths: scope, units: [], userId: null }, async (tx) => {
      await emit(tx, { topic: 'x.y', scopePath: 'd', payload: {} })
      return (await sql<{ n: number }>`select count(*) as n from outbox`.execute(tx)).rows[0]?.n
    })
    expect(await visible([])).toBe(0)
    expect(await visible('*')).toBe(2)
    expect((await sql<{ n: number }>`select count(*) as n from outbox`.execute(db.owner)).rows[0]?.n).toBe(2)
    expect(await db.transact(systemScope, async (tx) => (await sql<{ who: string }>`select current_user as who`.execute(tx)).rows[0]?.who)).toBe('yihu_app')
    await dispatcher.drain()
    expect(heard).toHaveLength(2)
  } finally {
    await jobs.stop()
    await dispatcher.stop()
    await db.close()
  }
})
