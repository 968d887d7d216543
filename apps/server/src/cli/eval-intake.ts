import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readCameraMessage } from '../platform/intake/index.ts'
import { need, note, UsageError } from './command.ts'

/** `eval intake --dir DIR`: every file is one message; what is parked is named with its reason on standard error. */
export async function evaluateIntake(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { dir: { type: 'string' } } })
  const folder = need(values.dir, '--dir')
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).toSorted()
  if (files.length === 0) throw new UsageError(`${folder} 里没有文件 / no files`)
  const counts = { parsed: 0, parked: 0, lost: 0 }
  for (const file of files) {
    try {
      const taken = readCameraMessage(await readFile(file))
      counts[taken.state === 'parked' ? 'parked' : 'parsed'] += 1
      if (taken.state === 'parked') note(`${path.relative(folder, file)}: ${taken.reason} ${taken.detail}`)
    } catch (error) {
      counts.lost += 1
      note(`${path.relative(folder, file)}: ${String(error)}`)
    }
  }
  return counts
}
