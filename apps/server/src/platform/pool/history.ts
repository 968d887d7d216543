import { ENTRY_STATES, Fault } from '@yihu/contracts'
import type { PoolChange } from '@yihu/contracts'
import { fieldsOf, sourceName } from '@yihu/domain'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { mayRead, wordsOf } from './around.ts'
import type { Words } from './around.ts'
import { namesOf } from './names.ts'
import type { Names } from './names.ts'
import { changesOf, HISTORY_KEYS } from './repo-history.ts'
import type { StoredChange } from './repo-history.ts'
import { findEntry } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { textOfValue } from './show-person.ts'

const WHAT = { change: '修改', relate: '建立关系', unrelate: '结束关系', tag: '标签', state: '状态', move: '迁居', merge: '合并', unmerge: '撤销合并', erase: '抹去' } as const
const Mentioned = z.object({ says: z.string(), register: z.enum(['person', 'household', 'house', 'organisation', 'vehicle', 'area']), id: z.string() })
type Mentioned = z.infer<typeof Mentioned>
const Side = z.union([z.string(), z.number(), Mentioned]).catch('')
const Pairs = z.record(z.string(), z.tuple([Side, Side])).catch({})
type Pairs = z.infer<typeof Pairs>
/** Nobody reads on further in one go. */
const MOST = 2000

interface Asked extends Pick<StoredEntry, 'register' | 'id'> {
  readonly actor: Pick<Actor, 'permissions'>
  /** For the person themselves. */
  readonly isClear?: boolean
  readonly after?: string | undefined
  readonly limit?: number
}

/** History of an entry in sight, the latest first, personal values masked unless it is for the person; `next`: there is more behind it. @throws not-found */
export async function historyOf(tx: Tx, context: Context, { register, id, actor, isClear = false, after, limit = MOST }: Asked): Promise<{ changes: PoolChange[]; next: string | null }> {
  const entry = await findEntry(tx, { register, id })
  if (!entry) throw new Fault('not-found')
  const found = await changesOf(tx, { of: 'entry_id', id, after, limit })
  const rows = found.slice(0, limit).map((row) => ({ row, pairs: { ...Pairs.parse(row.changes), ...Pairs.parse(sealedPairs(context, { row, entry })) } }))
  const mentioned = rows.flatMap(({ pairs }) => Object.values(pairs).flat()).flatMap((side) => (typeof side === 'object' && side.register !== 'area' ? [{ register: side.register, id: side.id }] : []))
  const words = await wordsOf(tx, context)
  const names = await namesOf(tx, context, { words, relations: [], persons: [], own: [], mentioned: mentioned.filter(({ register: of }) => mayRead(actor, of)) })
  const told = { entry, isClear, words, names, actor }
  return { changes: rows.map(({ row, pairs }) => changeShown(row, pairs, told)), next: found.length > limit ? (rows.at(-1)?.row.id ?? null) : null }
}

interface Told extends Pick<Asked, 'actor'> {
  readonly entry: StoredEntry
  readonly isClear: boolean
  readonly words: Words
  readonly names: Names
}

function changeShown(row: StoredChange, pairs: Pairs, told: Told): PoolChange {
  return {
    id: row.id, at: row.at.toISOString(), by: row.by_name, what: row.what, whatName: WHAT[row.what as keyof typeof WHAT], // checked by the table
    source: sourceName(row.source),
    reason: row.reason,
    changes: Object.entries(pairs).map(([field, [from, to]]) => ({ field, label: fieldsOf(told.entry.register)[field]?.label ?? field, from: sideShown(field, from, told), to: sideShown(field, to, told) })),
  }
}

/** One side of a change as a person reads it: places, states, tags and other entries by their names. */
function sideShown(field: string, side: z.infer<typeof Side>, { entry, isClear, words, names, actor }: Told): string {
  if (typeof side === 'object') return [side.says, side.register === 'area' || mayRead(actor, side.register) ? names.nameOf(side.id) : ''].filter(Boolean).join(' ')
  const value = String(side)
  if (value === '') return ''
  if (field === HISTORY_KEYS.area) return words.areaName(value)
  if (field === HISTORY_KEYS.state) return ENTRY_STATES[entry.register][value] ?? value
  if (field === HISTORY_KEYS.tags) return value.split('、').map(words.tagName).join('、')
  return textOfValue(entry.register, field, { value, isClear })
}

function sealedPairs({ vault }: Pick<Context, 'vault'>, { row, entry }: { row: StoredChange; entry: StoredEntry }): unknown {
  if (!row.sealed) return {}
  if (entry.register !== 'person') return JSON.parse(vault.open('pool.change', row.sealed))
  return entry.salt ? JSON.parse(vault.box('person', entry.salt).open(row.sealed)) : {}
}
