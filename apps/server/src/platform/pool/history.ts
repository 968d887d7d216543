import { Fault } from '@yihu/contracts'
import type { PoolChange } from '@yihu/contracts'
import { fieldsOf, sourceName } from '@yihu/domain'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { changesOf } from './repo-history.ts'
import type { StoredChange } from './repo-history.ts'
import { findEntry } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { textOfValue } from './show-person.ts'

const WHAT = { change: '修改', relate: '建立关系', unrelate: '结束关系', tag: '标签', state: '状态', merge: '合并', unmerge: '撤销合并', erase: '抹去' } as const
const Pairs = z.record(z.string(), z.tuple([z.unknown(), z.unknown()])).catch({})

/** History of an entry in sight, personal values masked unless it is for the person. @throws not-found */
export async function historyOf(tx: Tx, context: Pick<Context, 'vault'>, { register, id, isClear = false }: Pick<StoredEntry, 'register' | 'id'> & { isClear?: boolean }): Promise<PoolChange[]> {
  const entry = await findEntry(tx, { register, id })
  if (!entry) throw new Fault('not-found')
  const rows = await changesOf(tx, id)
  return rows.map((row) => changeShown(context, { row, entry, isClear }))
}

function changeShown(context: Pick<Context, 'vault'>, { row, entry, isClear }: { row: StoredChange; entry: StoredEntry; isClear: boolean }): PoolChange {
  const pairs = { ...Pairs.parse(row.changes), ...Pairs.parse(sealedPairs(context, { row, entry })) }
  return {
    id: row.id, at: row.at.toISOString(), by: row.by_name, what: row.what, whatName: WHAT[row.what as keyof typeof WHAT], // checked by the table
    source: sourceName(row.source),
    reason: row.reason,
    changes: Object.entries(pairs).map(([field, [from, to]]) => ({
      field, label: fieldsOf(entry.register)[field]?.label ?? field, from: textOfValue(entry.register, field, { value: textOf(from), isClear }), to: textOfValue(entry.register, field, { value: textOf(to), isClear }),
    })),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function sealedPairs({ vault }: Pick<Context, 'vault'>, { row, entry }: { row: StoredChange; entry: StoredEntry }): unknown {
  if (!row.sealed) return {}
  if (entry.register !== 'person') return JSON.parse(vault.open('pool.change', row.sealed))
  return entry.salt ? JSON.parse(vault.box('person', entry.salt).open(row.sealed)) : {}
}
