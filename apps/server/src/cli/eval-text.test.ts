import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from './command.ts'
import { evaluateHotspots } from './eval-hotspots.ts'
import { evaluateText } from './eval-text.ts'

const data = path.join(process.env['YIHU_DATA'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url)), 'appeals')
const LONG_MS = 300_000

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-eval-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, rows: readonly unknown[]): Promise<string> {
  const place = path.join(folder, name)
  await writeFile(place, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'))
  return place
}

describe('eval text', () => {
  it('learns one file and reads the other, with figures between 0 and 1', async () => {
    const matters = { 环境: ['烧烤店油烟', '施工噪音', '河水发臭'], 教育: ['小学学位', '补课收费', '幼儿园收费'], 交通: ['公交车太少', '出租车拒载', '地铁末班车'] }
    const examples = Object.entries(matters).flatMap(([label, words]) => Array.from({ length: 60 }, (_, at) => ({ label, title: null, text: `反映${words[at % 3]}的问题，第${at}次了，请处理` })))
    const train = await file('train.jsonl', examples.filter((_, at) => at % 4 !== 0))
    const test = await file('test.jsonl', examples.filter((_, at) => at % 4 === 0))
    const found = await evaluateText(['--train', train, '--test', test])
    expect(found).toMatchObject({ n: 45, macroF1: expect.any(Number) as number, accuracy: expect.any(Number) as number, perSecond: expect.any(Number) as number })
    expect((found as { macroF1: number }).macroF1).toBeGreaterThan(0.9) // the keys above are there
  })

  it('names the line that is not a message', async () => {
    const broken = await file('broken.jsonl', [{ label: '甲', text: '路灯' }, '{"label": "甲"'])
    await expect(evaluateText(['--train', broken, '--test', broken])).rejects.toThrow(UsageError)
    await expect(evaluateText(['--train', broken, '--test', broken])).rejects.toThrow('第 2 行')
    await expect(evaluateText(['--train', await file('none.jsonl', []), '--test', broken])).rejects.toThrow(UsageError)
  })

  it('reads real messages far better than chance from 1,200 examples', { timeout: LONG_MS }, async (context) => {
    const source = path.join(data, 'labelled-dev.jsonl')
    if (!existsSync(source)) return context.skip('the shared data are not here (set YIHU_DATA)')
    const rows = (await readFile(source, 'utf8')).trim().split('\n')
    const train = await file('some.jsonl', rows.filter((_, at) => at % 5 === 0))
    const test = await file('others.jsonl', rows.filter((_, at) => at % 12 === 1))
    const { macroF1, ece } = await evaluateText(['--train', train, '--test', test]) as { macroF1: number; ece: number } // printed by our own command
    expect(macroF1).toBeGreaterThan(0.82)
    expect(ece).toBeLessThan(0.08)
  })
})

describe('eval hotspots', () => {
  it('refuses what is not a list of topics', async () => {
    const messages = await file('messages.jsonl', [{ id: 1, text: '路灯' }])
    await expect(evaluateHotspots(['--messages', messages, '--topics', await file('topics.json', ['{"topic": 1}'])])).rejects.toThrow(UsageError)
    expect(await evaluateHotspots(['--messages', messages, '--topics', await file('topics.json', ['[]'])])).toMatchObject({ meanF1: 0, topics: [] })
  })

  it('finds the hot topics of a real year', { timeout: LONG_MS }, async (context) => {
    const messages = path.join(data, 'messages-dev.jsonl')
    if (!existsSync(messages)) return context.skip('the shared data are not here (set YIHU_DATA)')
    const { meanF1 } = await evaluateHotspots(['--messages', messages, '--topics', path.join(data, 'hotspots-dev.json')]) as { meanF1: number } // printed by our own command
    expect(meanF1).toBeGreaterThanOrEqual(0.8)
  })
})
