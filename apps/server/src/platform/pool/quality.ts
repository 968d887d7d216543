import { Fault } from '@yihu/contracts'
import type { RecordToCheck } from '@yihu/contracts'
import { localDate, qualityRule } from '@yihu/domain'
import type { CheckReason, Judged } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { wordsOf } from './around.ts'
import type { Words } from './around.ts'
import { namesOf } from './names.ts'
import { findParts } from './repo.ts'
import { entriesOf } from './repo-entry.ts'
import { readToCheck } from './repo-quality.ts'
import type { FoundToCheck } from './repo-quality.ts'

interface Asked {
  readonly register: Judged
  readonly area: string
  readonly reason: CheckReason | undefined
  readonly cursor: string | undefined
  readonly limit: number
}

/** A page of the records that somebody has to look at, with the reasons in words; people masked. @throws input-invalid */
export async function recordsToCheck(tx: Tx, context: Context, { cursor, ...asked }: Asked): Promise<{ records: RecordToCheck[]; total: number | null; next: string | null }> {
  const found = await readToCheck(tx, { ...asked, today: localDate(context.clock.now()), after: readCursor(cursor) })
  const page = found.slice(0, asked.limit)
  const words = await wordsOf(tx, context)
  const nameOf = await titles(tx, context, { register: asked.register, ids: page.map(({ id }) => id), words })
  const last = page.at(-1)
  return {
    records: page.map((one) => ({ id: one.id, version: one.version, title: nameOf(one.id), areaName: words.areaName(one.areaPath), reasons: reasonsOf(asked.register, one), asOf: one.asOf })),
    total: cursor === undefined ? (found[0]?.total ?? 0) : null,
    next: found.length > asked.limit && last ? Buffer.from(`${last.rank} ${last.asOf} ${last.id}`).toString('base64url') : null,
  }
}

/** What the records of a page are called. */
async function titles(tx: Tx, context: Context, { register, ids, words }: { readonly register: Judged; readonly ids: readonly string[]; readonly words: Words }): Promise<(id: string) => string> {
  if (register === 'part') {
    const names = new Map(ids.length === 0 ? [] : (await findParts(tx, ids)).map(({ code, name }) => [code, name]))
    return (code) => names.get(code) ?? code
  }
  return (await namesOf(tx, context, { words, relations: [], persons: [], own: await entriesOf(tx, register, ids) })).nameOf
}

function reasonsOf(register: Judged, { missing, conflicts, isStale, asOf }: FoundToCheck): RecordToCheck['reasons'] {
  const { needed, conflicts: said } = qualityRule(register)
  return [
    ...conflicts.map((code) => ({ kind: 'conflict' as const, text: said[code] ?? code })),
    ...(missing.length > 0 ? [{ kind: 'missing' as const, text: `没有${missing.map((code) => (needed[code] ?? code).replace(/（.*）/u, '')).join('、')}` }] : []),
    ...(isStale ? [{ kind: 'stale' as const, text: `${asOf} 以后没有核对过` }] : []),
  ]
}

function readCursor(text: string | undefined): { rank: number; asOf: string; id: string } | undefined {
  if (text === undefined) return undefined
  const { rank, asOf, id } = /^(?<rank>\d{1,4}) (?<asOf>\d{4}-\d\d-\d\d) (?<id>[\da-f]{8}-[\da-f-]{27}|\d{16})$/u.exec(Buffer.from(text, 'base64url').toString())?.groups ?? {}
  if (asOf === undefined || id === undefined) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { rank: Number(rank), asOf, id }
}
