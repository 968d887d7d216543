import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Context } from '../kernel/context.ts'
import { decidedCases, listModels, startTraining, switchModel } from '../services/intelligence/index.ts'
import type { Labelled } from '../services/intelligence/index.ts'
import { note, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { readLines } from './read-lines.ts'
import { withHouse } from './with-house.ts'

/** `yihu train text`: a model of this street's classes, trained here, switched on and back. */
export const trainCommand: Command = {
  usage: 'train text --from cases|文件.jsonl | --list | --use 号 [--force] | --off',
  summary: '训练分类模型：用本街道已办结的案件，或每行 {"label":分类编码,"title":…,"text":…,"time":…} 的文件；启用前与现用的比较，可随时换回',
  run: ([what, ...args]) => pick({ text }, what, 'train')(args),
}

const OPTIONS = { from: { type: 'string' }, list: { type: 'boolean' }, use: { type: 'string' }, off: { type: 'boolean' }, force: { type: 'boolean' } } as const
const FromFile = z.object({ label: z.coerce.string(), title: z.string().nullish(), text: z.string(), time: z.string().nullish() })

async function text(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const asked = [values.from, values.list, values.use, values.off].filter((one) => one !== undefined)
  if (asked.length !== 1) throw new UsageError('--from、--list、--use、--off 选一个 / choose one of them')
  const { from, use } = values
  if (from !== undefined) return train(from)
  return withHouse(async ({ context }) => {
    if (use !== undefined) await switchModel(context, { number: numberOf(use), isForced: values.force ?? false, by: null })
    if (values.off) await switchModel(context, { number: null, isForced: false, by: null })
    await list(context)
    return 0
  })
}

async function train(from: string): Promise<number> {
  const rows = from === 'cases' ? null : await fromFile(from)
  return withHouse(async ({ context }) => {
    const { number, finished } = await startTraining(context, {
      source: rows ? `文件 ${path.basename(from)}` : '本街道已办结的案件', isOwn: rows === null, by: null, examples: async () => rows ?? decidedCases(context),
    })
    note(`第 ${number} 号正在训练 / training`)
    const { byClass: _byClass, confusions: _confusions, ...figures } = await finished
    say(JSON.stringify({ number, ...figures }))
    note(`要启用：yihu train text --use ${number}`)
    return 0
  })
}

async function fromFile(file: string): Promise<Labelled[]> {
  const rows = await readLines(file, FromFile)
  const now = Date.now()
  return rows.map(({ label, title, text: said, time }) => ({ label, title, text: said, at: timeOf(time) ?? now }))
}

function timeOf(time: string | null | undefined): number | null {
  const ms = Date.parse(time ?? '')
  return Number.isNaN(ms) ? null : ms
}

async function list(context: Context): Promise<void> {
  const { current, models } = await listModels(context)
  for (const { number, state, source, startedAt, problem, figures, worse } of models) {
    say(JSON.stringify({
      number, isCurrent: number === current, state, source, startedAt, problem, worse,
      ...(figures ? { examples: figures.examples, classes: figures.classes, accuracy: figures.blended.accuracy, macroF1: figures.blended.macroF1, ece: figures.blended.ece, lexiconAccuracy: figures.lexicon.accuracy } : {}),
    }))
  }
  if (models.length === 0) note('还没有训练过 / none yet')
}

function numberOf(given: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(given)) throw new UsageError('--use 后面写模型的号 / a model number')
  return Number(given)
}
