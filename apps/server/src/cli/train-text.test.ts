import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../test/app.ts'
import type { TestApp } from '../../test/app.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  S0103: ['瓷砖碎块', '旧门板', '沙袋没拉走', '腻子粉洒了', '拆下的吊顶', '水泥疙瘩', '地板条', '砸墙的砖'],
  S0504: ['学位不够', '补课收费', '幼儿园涨价', '老师布置作业', '食堂饭菜差', '校车停开', '学区划分', '入园摇号'],
}

let app: TestApp
let folder = ''
beforeAll(async () => {
  app = await openTestApp()
  folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-train-'))
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

async function yihu(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], DATABASE_URL: app.place.database.url, YIHU_HOME: app.place.home }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'train', 'text', ...args], { env })
  child.stdin.end()
  const ended = new Promise<number | null>((resolve) => { child.on('close', resolve) })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}

async function file(name: string, rows: readonly object[]): Promise<string> {
  const place = path.join(folder, name)
  await writeFile(place, rows.map((row) => JSON.stringify(row)).join('\n'))
  return place
}

const rows = Object.entries(PHRASES).flatMap(([label, phrases]) => Array.from({ length: 56 }, (_, at) => (
  { label, title: null, text: `${phrases[at % 8]}，${phrases[(at + 1 + Math.floor(at / 8)) % 8]}，${phrases[(at * 3) % 8]}`, time: '2026-01-02' }
)))

describe('命令行训练分类模型', { timeout: 120_000 }, () => {
  it('用文件训练、列出、启用、停用；页面上看到的是同一个', async () => {
    const trained = await yihu('--from', await file('lessons.jsonl', rows))
    expect(trained).toMatchObject({ code: 0 })
    expect(JSON.parse(trained.out)).toMatchObject({ number: 1, examples: 112, classes: 2, rare: 0 })
    const used = await yihu('--use', '1')
    expect(JSON.parse(used.out)).toMatchObject({ number: 1, isCurrent: true, state: 'ready', source: '文件 lessons.jsonl' })
    const { body } = await app.request<{ current: number | null; uses: { by: string }[] }>('GET', 'text-models', { as: 'duty' })
    expect(body).toMatchObject({ current: 1, uses: [{ by: '命令行' }] })
    expect(JSON.parse((await yihu('--off')).out)).toMatchObject({ number: 1, isCurrent: false })
  })

  it('分类不是本街道现行的不学；太少就说清要多少；用错了以 2 退出', async () => {
    const strange = await yihu('--from', await file('strange.jsonl', rows.map((row) => ({ ...row, label: '城乡建设' }))))
    expect(strange.code).toBe(1)
    expect(strange.err).toContain('可学的案件太少：0 件（另有 112 件的分类不在现行目录里）')
    expect((await yihu()).code).toBe(2)
    expect((await yihu('--use', '第一个')).code).toBe(2)
    expect((await yihu('--use', '1', '--off')).code).toBe(2)
    expect((await yihu('--use', '99')).code).toBe(1)
  })
})
