import type { PoolValues } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { tally } from './batch.ts'
import type { Batch } from './batch.ts'
import { entriesOf } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { personalOf } from './show-person.ts'
import { applyChange } from './write.ts'

interface Point {
  readonly lon: number
  readonly lat: number
}

interface Refreshing {
  readonly batch: Batch
  readonly register: StoredEntry['register']
  readonly known: readonly { readonly id: string; readonly values: PoolValues; readonly row?: number; readonly point?: Point | null }[]
}

/**
 * Brings known entries up to what a sheet says of them; what it leaves blank stays, a value of a later day than the
 * sheet's stays too, and what was gone is back. What was before stays in the history.
 * @returns the ids of those that changed
 */
export async function refreshEntries(tx: Tx, context: Pick<Context, 'vault'>, { batch, register, known }: Refreshing): Promise<Set<string>> {
  const stored = new Map((await entriesOf(tx, register, known.map(({ id }) => id))).map((entry) => [entry.id, entry]))
  const changed = new Set<string>()
  for (const { id, values, row, point } of known) {
    const entry = stored.get(id)
    if (!entry) continue
    batch.places.set(id, entry.areaPath)
    const differing = newsIn(context, entry, { values, asOf: batch.asOf })
    const moved = placeNews(entry, { point, asOf: batch.asOf })
    const isBack = entry.state === 'gone'
    if (Object.keys(differing).length === 0 && !moved && !isBack) continue
    const form = { version: entry.version, values: differing, source: batch.source, asOf: batch.asOf, verification: batch.state, reason: reasonOf(batch, row), ...(isBack ? { state: 'active' as const } : {}) }
    await applyChange(tx, context, { entry, form, by: batch.by, at: batch.at, point: moved })
    stored.delete(id)
    changed.add(id)
  }
  tally(batch, `${register}.changed`, changed.size)
  return changed
}

/** An organisation's place where the sheet has another one, unless something of a later day is known. */
function placeNews({ register, facts, lon, lat }: StoredEntry, { point, asOf }: { readonly point: Point | null | undefined; readonly asOf: string }): Point | undefined {
  if (register !== 'organisation' || !point || (lon === point.lon && lat === point.lat)) return undefined
  return lon !== null && (facts['*']?.[1] ?? '') > asOf ? undefined : point
}

/** «导入居民表（新名册.xlsx 第 12 行）». */
export function reasonOf({ title, file }: Batch, row: number | undefined): string {
  return file ? `${title}（${file.name}${row === undefined ? '' : ` 第 ${row} 行`}）` : title
}

function newsIn(context: Pick<Context, 'vault'>, entry: StoredEntry, { values, asOf }: { values: PoolValues; asOf: string }): PoolValues {
  const before: PoolValues = { ...entry.plain, ...personalOf(context, entry) }
  const isNewer = (field: string): boolean => (entry.facts[field] ?? entry.facts['*'])?.[1] !== undefined && ((entry.facts[field] ?? entry.facts['*'])?.[1] ?? '') > asOf
  return Object.fromEntries(Object.entries(values).filter(([field, value]) => String(before[field] ?? '') !== String(value) && !(before[field] !== undefined && isNewer(field))))
}
