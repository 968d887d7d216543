import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { openDb, systemScope } from '../../kernel/db/index.ts'
import type { Db, Tx } from '../../kernel/db/index.ts'
import { list } from './list.ts'
import { record, recordMany } from './record.ts'
import { headOf } from './repo.ts'
import { seal } from './seal.ts'
import { verifyTrail } from './verify-trail.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const AT = Date.parse('2026-11-20T09:00:00+08:00')
const WANG = { userId: '01970000-0000-7000-8000-000000000001', username: 'accept', name: '王芳' }
const system = <T>(work: (tx: Tx) => Promise<T>) => db.transact(systemScope, work)
const verify = () => system((tx) => verifyTrail(tx))

/** Above row-level security and triggers, as somebody with the superuser's password. */
async function tamper(statement: string): Promise<void> {
  await db.owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(statement).execute(tx)
  })
}

describe('审计', () => {
  it('写下的记录读得到，链核对无误', async () => {
    await system((tx) => record(tx, { at: AT, by: WANG, action: 'case.reveal', object: '20261120-0007', purpose: '回访', result: 'done', ip: '10.0.0.7', detail: { 数: 1.5, 空: undefined, 列: [null, '井盖'] } }))
    await system((tx) => recordMany(tx, Array.from({ length: 30 }, (_, n) => ({ at: AT + n, by: null, action: 'import', result: 'done', detail: { n } }))))
    expect(await verify()).toEqual({ count: 31, isIntact: true, firstFault: null })
    const { rows, next } = await system((tx) => list(tx, { actor: '王', limit: 10 }))
    expect(rows).toMatchObject([{ actor: '王芳（accept）', action: 'case.reveal', object: '20261120-0007', purpose: '回访', result: 'done', ip: '10.0.0.7' }])
    expect(next).toBeNull()
  })

  it('按游标翻页，不重不漏', async () => {
    const ids = new Set<string>()
    for (let cursor: string | undefined, pages = 0; pages < 10; pages += 1) {
      const page = await system((tx) => list(tx, { limit: 7, ...(cursor === undefined ? {} : { cursor }) }))
      for (const row of page.rows) ids.add(row.id)
      if (page.next === null) break
      cursor = page.next
    }
    expect(ids.size).toBe(31)
  })

  it('许多事务同时写，链仍然完整', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => system((tx) => record(tx, { at: AT + n, by: WANG, action: 'login', result: 'done' }))))
    expect(await verify()).toMatchObject({ count: 71, isIntact: true })
  })

  it('回滚的事务不在链上留下空号', async () => {
    await expect(system(async (tx) => {
      await record(tx, { at: AT, by: WANG, action: 'login', result: 'done' })
      throw new Error('rolled back')
    })).rejects.toThrow('rolled back')
    expect(await verify()).toMatchObject({ count: 71, isIntact: true })
  })

  it('应用自己改不了、删不了审计记录，也退不回链头', async () => {
    for (const statement of ["update audit_row set result = 'x'", 'delete from audit_row', 'delete from chain_head', 'update chain_head set seq = 1', 'truncate audit_row']) {
      await expect(system((tx) => sql.raw(statement).execute(tx)), statement).rejects.toMatchObject({ code: '42501' })
    }
    await expect(sql`delete from audit_row`.execute(db.owner)).rejects.toMatchObject({ code: '42501' })
  })

  it.each([
    ["update audit_row set detail = '{}' where seq = 1", 1, '内容被改动'],
    ["update audit_row set at = at + interval '1 second' where seq = 5", 5, '内容被改动'],
    ['delete from audit_row where seq = 9', 9, '记录缺失'],
    ['delete from audit_row where seq > 60', 61, '链尾被截断'],
    ["insert into audit_row select gen_random_uuid(), at, actor_id, actor_name, action, object, purpose, result, ip, detail, 72, prev, hash from audit_row where seq = 71", 72, '记录被插入或次序被打乱'],
  ])('有人用数据库口令动手脚：%s', async (statement, seq, problem) => {
    await tamper('create table if not exists kept as select * from audit_row')
    await tamper(statement)
    expect(await verify()).toMatchObject({ isIntact: false, firstFault: { seq, problem } })
    await tamper('truncate audit_row')
    await tamper('insert into audit_row select * from kept')
    expect(await verify()).toMatchObject({ isIntact: true })
  })

  it('一次封存五千条记录，编号连续，链头随之移动', async () => {
    const records = Array.from({ length: 5000 }, (_, n) => ({ n, text: '路灯不亮'.repeat(20) }))
    const links = await system((tx) => seal(tx, '370303001', records))
    expect(links.map((link) => link.seq)).toEqual(records.map((_, n) => n + 1))
    expect(await system((tx) => headOf(tx, '370303001'))).toEqual({ seq: 5000, hash: links.at(-1)?.hash })
  })
})
