import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { UsageError } from './command.ts'

/**
 * Reads a JSON file in the form the caller wants.
 * @throws UsageError when it is not
 */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, 'utf8')
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new UsageError(`${file} 的内容不是所要的格式 / not in the expected form`)
  }
}
