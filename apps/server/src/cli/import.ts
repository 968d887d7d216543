import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { importFile } from '../platform/imports/index.ts'
import { need, note, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

const NOTE_EVERY_MS = 1000

/** `yihu import appeals FILE`. */
export const importCommand: Command = {
  usage: 'import appeals 文件.xlsx|.csv|.jsonl [--source import]',
  summary: '导入工单或留言表；同一工单不会导入两次。进度在标准错误，结果是一行 JSON',
  run: ([what, ...args]) => pick({ appeals }, what, 'import')(args),
}

async function appeals(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { source: { type: 'string' } } })
  const [file, another] = positionals
  if (another !== undefined) throw new UsageError(`一次导入一个文件 / one file at a time: ${another}`)
  if (values.source !== undefined && !/^[\w-]{1,40}$/u.test(values.source)) throw new UsageError('--source 只能是字母、数字和连字符 / letters, digits, hyphens')
  const bytes = await readFile(need(file, '文件'))
  const began = performance.now()
  let notedAt = began
  return withHouse(async ({ context }) => {
    const result = await importFile(context, {
      bytes, fileName: path.basename(file ?? ''), source: values.source,
      onProgress({ done, rows }) {
        if (performance.now() - notedAt < NOTE_EVERY_MS) return
        notedAt = performance.now()
        note(`${done} / ${rows} 行`)
      },
    })
    say(JSON.stringify({ ...result, seconds: Math.round(performance.now() - began) / 1000 }))
    return result.state === 'done' ? 0 : 1
  })
}
