import type { Selectable } from 'kysely'
import type { PoolValue, RelationEnd } from '@yihu/domain'
import type { Database, Tx } from '../../kernel/db/index.ts'
import { bytesText, insertColumns } from './repo-bulk.ts'
import type { BulkColumn } from './repo-bulk.ts'
import type { PoolTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<PoolTables>()

export type StoredBatch = Selectable<Database['pool_batch']>
export type StoredChange = Selectable<Database['pool_change']>

interface NewBatch {
  readonly id: string
  readonly areaPath: string
  readonly source: string
  readonly asOf: string
  readonly title: string
  readonly by: { readonly userId: string; readonly name: string } | null
  readonly at: Date
  /** The file it is a piece of. */
  readonly file?: { readonly name: string; readonly importId: string } | undefined
}

/** Begins a batch. */
export async function insertBatch(tx: Tx, { id, areaPath, source, asOf, title, by, at, file }: NewBatch): Promise<void> {
  await own(tx).insertInto('pool_batch').values({
    id, area_path: areaPath, source, as_of: asOf, title, by_id: by?.userId ?? null, by_name: by?.name ?? '系统', at, file_name: file?.name ?? null, import_id: file?.importId ?? null,
  }).execute()
}

/** Notes how many entries a batch brought in. */
export async function countBatch(tx: Tx, id: string, counts: Readonly<Record<string, number>>): Promise<void> {
  await own(tx).updateTable('pool_batch').set({ counts }).where('id', '=', id).execute()
}

/** The batch that brought an entry in, whoever may see it. */
export async function findBatch(tx: Tx, id: string): Promise<StoredBatch | undefined> {
  return own(tx).selectFrom('pool_batch').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Keys of history beside the fields of a register, which are also what a person reads. */
export const HISTORY_KEYS = { area: '区域', home: '住处', state: '状态', tags: '标签', place: '位置', verified: '核实情况', class: '类别' } as const

/** Another entry (or, by its path, an area) that a change is about; it is named when the change is read. */
export interface Mention {
  /** In which role. */
  readonly says: string
  readonly register: RelationEnd
  readonly id: string
}

export type ChangeSide = PoolValue | Mention

export interface NewChange {
  readonly id: string
  readonly areaPath: string
  readonly register: string
  /** Of a part its code stands in its place. */
  readonly entryId: string | null
  readonly partCode?: string
  readonly what: 'change' | 'relate' | 'unrelate' | 'move' | 'merge' | 'unmerge' | 'erase'
  readonly at: Date
  readonly by: { readonly userId: string; readonly name: string } | null
  readonly source: string
  readonly reason?: string
  /** Field → [from, to]. */
  readonly changes?: Readonly<Record<string, readonly [ChangeSide, ChangeSide]>>
  readonly sealed?: Buffer | null
}

/** Writes history, by columns: a sheet brings thousands of lines. */
export async function insertChanges(tx: Tx, changes: readonly NewChange[]): Promise<void> {
  const column = (name: string, type: string, pick: (change: NewChange) => string | null): BulkColumn => ({ name, type, texts: changes.map(pick) })
  await insertColumns(tx, 'pool_change', [
    column('id', 'uuid', ({ id }) => id), column('area_path', 'ltree', ({ areaPath }) => areaPath), column('register', 'text', ({ register }) => register), column('entry_id', 'uuid', ({ entryId }) => entryId),
    column('part_code', 'text', ({ partCode }) => partCode ?? null), column('what', 'text', ({ what }) => what), column('at', 'timestamptz', ({ at }) => at.toISOString()), column('by_id', 'uuid', ({ by }) => by?.userId ?? null),
    column('by_name', 'text', ({ by }) => by?.name ?? '系统'), column('source', 'text', ({ source }) => source), column('reason', 'text', ({ reason }) => reason ?? ''),
    column('changes', 'jsonb', ({ changes: fields }) => JSON.stringify(fields ?? {})), column('sealed', 'bytea', ({ sealed }) => bytesText(sealed ?? null)),
  ])
}

interface ChangePage {
  readonly of: 'entry_id' | 'part_code'
  readonly id: string
  /** The id of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

/** History of an entry or a part, the latest first; one more than asked when there are more. */
export async function changesOf(tx: Tx, { of, id, after, limit }: ChangePage): Promise<StoredChange[]> {
  const rows = own(tx).selectFrom('pool_change').selectAll().where(of, '=', id)
  return (after === undefined ? rows : rows.where('id', '<', after)).orderBy('id', 'desc').limit(limit + 1).execute()
}
