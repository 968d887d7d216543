import { Fault } from '@yihu/contracts'
import { z } from 'zod'

/** Where a page of a list by time ended: instant and id. */
export interface ListPlace {
  readonly at: Date
  readonly id: string
}

/** The mark of a page's last row, for whoever asks for the next page. */
export function writeCursor({ at, id }: ListPlace): string {
  return Buffer.from(`${at.toISOString()}|${id}`).toString('base64url')
}

/** Where the page before ended; undefined: there was none. @throws Fault input-invalid: to begin again silently would show the first page twice */
export function readCursor(text: string | undefined): ListPlace | undefined {
  if (text === undefined) return undefined
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { at: new Date(at), id }
}
