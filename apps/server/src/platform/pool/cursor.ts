import { Fault } from '@yihu/contracts'
import type { z } from 'zod'

/** Where a page of a register ended, as whoever asks for the next one hands it back. */
export function writeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(parts.join(' ')).toString('base64url')
}

/** Reads a cursor by what its parts must be. @throws Fault input-invalid: to begin again silently would show the first page twice */
export function readCursor<Parts>(text: string | undefined, parts: z.ZodType<Parts>): Parts | undefined {
  if (text === undefined) return undefined
  const read = parts.safeParse(Buffer.from(text, 'base64url').toString().split(' '))
  if (!read.success) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return read.data
}
