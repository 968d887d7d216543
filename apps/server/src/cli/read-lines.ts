import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { UsageError } from './command.ts'

/**
 * The rows of a JSONL file; empty lines and a byte order mark are passed over.
 *
 * @throws UsageError naming the first line that is not of the expected form
 */
export async function readLines<T>(file: string, row: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = []
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1
    const plain = line.replace(/^\uFEFF/u, '').trim()
    if (plain === '') continue
    try {
      rows.push(row.parse(JSON.parse(plain)))
    } catch {
      throw new UsageError(`${file} 第 ${number} 行不是所要的格式 / line not in the expected form`)
    }
  }
  return rows
}
