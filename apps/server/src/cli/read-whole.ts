import { readFile, stat } from 'node:fs/promises'
import { Fault } from '@yihu/contracts'

/** The bytes of a file nobody is writing. @throws import-unreadable for one that changed meanwhile: it would come in by half */
export async function readWhole(file: string): Promise<Buffer> {
  const before = await stat(file)
  const bytes = await readFile(file)
  const after = await stat(file)
  if (after.size !== bytes.length || after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new Fault('import-unreadable', { details: { problem: '文件还在变化（读的时候被改写），请等它写完' } })
  return bytes
}
