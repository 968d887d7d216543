import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import type { TestDatabase } from '../../../test/database.ts'
import { checkEngine, migrate, openDb, sqlState, systemScope, withDatabase } from './index.ts'
import type { Db, Scope } from './index.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url, { poolSize: 6 })
  await sql`create table place (id int primary key generated always as identity, path ltree not null, name text not null, state text not null default 'open')`.execute(db.owner)
  await sql`create index place_by_path on place using gist (path)`.execute(db.owner)
  await sql`create index place_by_name on place using gin (name gin_trgm_ops)`.execute(db.owner)
  await sql`alter table place enable row level security`.execute(db.owner)
  await sql`alter table place force row level security`.execute(db.owner)
  await sql`create policy place_scope on place using ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))
    with check ((select yihu_all()) or path <@ any ((select yihu_scope())::ltree[]))`.execute(db.owner)
  await sql`insert into place (path, name, state)
    select text2ltree('d.s' || i % 7 || '.c' || i % 100 || '.g' || i % 1000), '第' || i || '号井盖破损', case when i % 50 = 0 then 'open' else 'closed' end
    from generate_series(1, 50000) i`.execute(db.owner)
  await sql`analyze place`.execute(db.owner)
})

afterAll(async () => {
  await db.close()
  await database.drop()
})

const within = (...paths: string[]): Scope => ({ paths, units: [], userId: null })

async function count(scope: Scope): Promise<number> {
  return db.transact(scope, async (tx) => (await sql<{ n: number }>`select count(*) as n from place`.execute(tx)).rows[0]?.n ?? -1)
}

async function plan(scope: Scope, query: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await db.transact(scope, (tx) => sql<Record<'QUERY PLAN', string>>`explain (costs off) ${query}`.execute(tx))
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

it('只看得见自己辖区的行，没有辖区就什么也看不见', async () => {
  expect(await count(systemScope)).toBe(50_000)
  expect(await count(within('d.s1'))).toBe(7143)
  expect(await count(within('d.s1.c1', 'd.s2.c2'))).toBe(144)
  expect(await count(within())).toBe(0)
  expect(await count(within('d.s99'))).toBe(0)
})

it('连接归还后不带走辖区：不经事务的应用角色看不到任何行', async () => {
  await count(systemScope)
  const { rows } = await db.owner.transaction().execute(async (tx) => {
    await sql`select set_config('role', 'yihu_app', true), set_config('yihu.scope', '', true)`.execute(tx)
    return sql<{ n: number }>`select count(*) as n from place`.execute(tx)
  })
  expect(rows[0]?.n).toBe(0)
})

it('不能往辖区之外写', async () => {
  const write = db.transact(within('d.s1'), (tx) => sql`insert into place (path, name) values ('d.s2.c1.g1', '越界')`.execute(tx))
  await expect(write).rejects.toSatisfy((error: unknown) => sqlState(error) === '42501')
})

it('策略里的函数每次查询只算一次', async () => {
  const text = await plan(within('d.s1'), sql`select * from place`)
  expect(text.match(/^ *InitPlan/gm)?.length).toBe(2)
  expect(text).not.toContain('yihu_')
})

it('列表条件用得上空间索引和三字索引', async () => {
  expect(await plan(within('d.s1'), sql`select * from place where path <@ 'd.s1.c1'`)).toContain('place_by_path')
  expect(await plan(within('d.s1'), sql`select * from place where name like '%1234号%'`)).toContain('place_by_name')
})

it('各种类型读写一致', async () => {
  const at = new Date('2026-03-02T01:02:03.456Z')
  const { rows } = await db.transact(systemScope, (tx) => sql`
    select ${at}::timestamptz as at, ${'2026-03-02'}::date as day, ${at}::date as day_of, 9007199254740991::int8 as big, 9007199254740993::int8 as huge,
      1.5::numeric as n, 'a.b'::ltree as path, ${['a.b', 'c']}::ltree[] as paths, ${[true, false]}::bool[] as flags, ${[at]}::timestamptz[] as times,
      ${[1.5, 2]}::float8[] as floats, ${{ a: [1, { b: null }] }}::jsonb as object, ${[1, 'x']}::jsonb as list, ${'文字'}::jsonb as word, ${true}::jsonb as yes,
      ${null}::jsonb as nothing, ${[]}::text[] as none, array['2026-01-01'::date] as days, ${Buffer.from([1, 2])}::bytea as bytes`.execute(tx))
  expect(rows[0]).toEqual({
    at, day: '2026-03-02', day_of: '2026-03-02', big: 9_007_199_254_740_991, huge: 9_007_199_254_740_993n, n: 1.5, path: 'a.b', paths: ['a.b', 'c'],
    flags: [true, false], times: [at], floats: [1.5, 2], object: { a: [1, { b: null }] }, list: [1, 'x'], word: '文字', yes: true, nothing: null,
    none: [], days: ['2026-01-01'], bytes: Buffer.from([1, 2]),
  })
})

it('提交之后才产生外部动作，回滚就不产生', async () => {
  const done: string[] = []
  await db.transact(systemScope, async (tx) => {
    db.afterCommit(tx, () => { done.push('kept') })
    await Promise.resolve()
  })
  await db.transact(systemScope, async (tx) => {
    db.afterCommit(tx, () => { done.push('lost') })
    await sql`select 1 / 0`.execute(tx)
  }).catch(() => undefined)
  expect(done).toEqual(['kept'])
})

it('死锁的事务会自己重来，两边都成功', async () => {
  await sql`create table counter (id int primary key, n int not null)`.execute(db.owner)
  await sql`insert into counter values (1, 0), (2, 0)`.execute(db.owner)
  const both = (first: number, second: number): Promise<void> => db.transact(systemScope, async (tx) => {
    await sql`update counter set n = n + 1 where id = ${first}`.execute(tx)
    await sql`select pg_sleep(0.05)`.execute(tx)
    await sql`update counter set n = n + 1 where id = ${second}`.execute(tx)
  })
  await Promise.all([both(1, 2), both(2, 1)])
  const { rows } = await sql<{ n: number }>`select n from counter order by id`.execute(db.owner)
  expect(rows.map((row) => row.n)).toEqual([2, 2])
})

it('太慢的查询会被掐断', async () => {
  const hurried = openDb(database.url, { poolSize: 1, statementTimeoutMs: 50 })
  try {
    await expect(hurried.transact(systemScope, (tx) => sql`select pg_sleep(2)`.execute(tx))).rejects.toSatisfy((error: unknown) => sqlState(error) === '57014')
  } finally {
    await hurried.close()
  }
})

it.each(['查询进行中', '两条语句之间'])('%s数据库断开连接：这个事务失败，服务不倒，下一个事务照常', async (when) => {
  const cut = openDb(database.url, { poolSize: 1 })
  try {
    const end = () => sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'yihu' and datname = current_database() and state <> 'idle'`.execute(cut.owner)
    const work = cut.transact(systemScope, async (tx) => {
      if (when === '两条语句之间') await end().then(() => new Promise((resolve) => { setTimeout(resolve, 50) }))
      else setTimeout(() => void end(), 50)
      await sql`select pg_sleep(5)`.execute(tx)
    })
    await expect(work).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION|57P01|ECONNRESET/u) as string })
    await expect(cut.transact(systemScope, (tx) => sql<{ n: number }>`select 1 as n`.execute(tx))).resolves.toMatchObject({ rows: [{ n: 1 }] })
  } finally {
    await cut.close()
  }
})

it('关闭时等正在办的事务办完，之后的都拒绝', async () => {
  const closing = openDb(database.url, { poolSize: 1 })
  const running = closing.transact(systemScope, (tx) => sql<{ n: number }>`select 7 as n from pg_sleep(0.05)`.execute(tx))
  await sql`select 1`.execute(closing.owner)
  await closing.close()
  expect((await running).rows).toEqual([{ n: 7 }])
  await expect(closing.transact(systemScope, (tx) => sql`select 1`.execute(tx))).rejects.toThrow(/closed|destroyed/)
})

it('有行级安全的表都强制到属主，视图不越权', async () => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and
      (relkind in ('r', 'p') and relrowsecurity and not relforcerowsecurity
        or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false)
          and not exists (select from pg_depend d where d.objid = pg_class.oid and d.deptype = 'e'))`.execute(db.owner)
  expect(rows).toEqual([])
})

it('再迁移一次什么也不做，自带的引擎通过检查', async () => {
  expect(await migrate(database.url)).toEqual([])
  await expect(checkEngine(database.url)).resolves.toBeUndefined()
})

it('纯 C 区域设置的数据库会被指出：中文搜索不能用', async () => {
  await sql`create database yihu_plain_c template template0 locale 'C'`.execute(db.owner)
  try {
    await expect(checkEngine(withDatabase(database.url, 'yihu_plain_c'))).rejects.toThrow('no trigrams of Chinese')
  } finally {
    await sql`drop database yihu_plain_c`.execute(db.owner)
  }
})

it('closes although one of its connections was lent when it had stood for an hour', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  const old = openDb(database.url, { poolSize: 1 })
  try {
    await old.transact(systemScope, async (tx) => {
      await sql`select 1`.execute(tx)
      vi.advanceTimersByTime(3_600_000)
    })
    await old.close()
    await expect(old.transact(systemScope, (tx) => sql`select 1`.execute(tx))).rejects.toThrow('destroyed')
  } finally {
    vi.useRealTimers()
  }
})
