import type { RecordToCheck } from '@yihu/contracts'
import { localDate, qualityRule } from '@yihu/domain'
import type { CheckReason, Judged } from '@yihu/domain'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { wordsOf } from './around.ts'
import type { Words } from './around.ts'
import { readCursor, writeCursor } from './cursor.ts'
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
  const found = await readToCheck(tx, { ...asked, today: localDate(context.clock.now()), after: afterOf(asked.register, cursor) })
  const page = found.slice(0, asked.limit)
  const words = await wordsOf(tx, context)
  const nameOf = await titles(tx, context, { register: asked.register, ids: page.map(({ id }) => id), words })
  const last = page.at(-1)
  return {
    records: page.map((one) => ({ id: one.id, version: one.version, title: nameOf(one.id), areaName: words.areaName(one.areaPath), reasons: reasonsOf(asked.register, one), asOf: one.asOf })),
    total: cursor === undefined ? (found[0]?.total ?? 0) : null,
    next: found.length > asked.limit && last ? writeCursor([last.rank, last.asOf, last.id]) : null,
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

const Rank = z.string().regex(/^\d{1,4}$/u)
/** Parts are known by their code. */
const AFTER = { part: z.tuple([Rank, z.iso.date(), z.string().regex(/^\d{16}$/u)]), entry: z.tuple([Rank, z.iso.date(), z.guid()]) }

function afterOf(register: Judged, cursor: string | undefined): { rank: number; asOf: string; id: string } | undefined {
  const [rank, asOf, id] = readCursor(cursor, register === 'part' ? AFTER.part : AFTER.entry) ?? []
  return asOf === undefined || id === undefined ? undefined : { rank: Number(rank), asOf, id }
}
