import { ancestorAt } from '@yihu/domain'
import type { PoolValues } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { tally } from './batch.ts'
import type { Batch } from './batch.ts'
import { entriesOf, factOf } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { HISTORY_KEYS } from './repo-history.ts'
import { personalOf } from './show-person.ts'
import { applyChange } from './write.ts'

interface Point {
  readonly lon: number
  readonly lat: number
}

/** What a sheet says of a known entry. */
interface KnownRow {
  readonly id: string
  readonly values: PoolValues
  /** Fields of `values` that the sheet leaves blank and its number says: taken only where nothing is kept. */
  readonly filled?: readonly string[]
  readonly tags?: readonly string[]
  readonly row?: number
  readonly point?: Point | null
  /** Where the sheet has it. */
  readonly path?: string
}

interface Refreshing {
  readonly batch: Batch
  readonly register: StoredEntry['register']
  readonly known: readonly KnownRow[]
}

/**
 * Brings known entries up to what a sheet says of them; what it leaves blank stays, a value of a later day than the
 * sheet's stays too, tags are added, and what was gone is back. What was before stays in the history.
 * @returns the ids of those that changed
 */
export async function refreshEntries(tx: Tx, context: Pick<Context, 'vault'>, { batch, register, known }: Refreshing): Promise<Set<string>> {
  const stored = new Map((await entriesOf(tx, register, known.map(({ id }) => id))).map((entry) => [entry.id, entry]))
  const changed = new Set<string>()
  for (const { id, values, filled, tags = [], row, point, path } of known) {
    const entry = stored.get(id)
    if (!entry) continue
    const differing = newsIn(context, entry, { values, filled, asOf: batch.asOf })
    const moved = placeNews(entry, { point, path, asOf: batch.asOf })
    const isBack = entry.state === 'gone'
    const newTags = tags.filter((tag) => !entry.tags.includes(tag))
    batch.places.set(id, moved?.areaPath ?? entry.areaPath)
    if (Object.keys(differing).length === 0 && !moved && !isBack && newTags.length === 0) continue
    const form = {
      version: entry.version, values: differing, source: batch.source, asOf: batch.asOf, verification: batch.state, reason: reasonOf(batch, row), areaPath: moved?.areaPath,
      ...(isBack ? { state: 'active' as const } : {}), ...(newTags.length > 0 ? { tags: [...entry.tags, ...newTags] } : {}),
    }
    await applyChange(tx, context, { entry, form, by: batch.by, at: batch.at, point: moved?.point })
    stored.delete(id)
    changed.add(id)
  }
  tally(batch, `${register}.changed`, changed.size)
  return changed
}

/** Where the sheet has an organisation at another point or in another community, unless something of a later day is known of its place. */
function placeNews({ register, facts, lon, lat, areaPath }: StoredEntry, { point, path, asOf }: { readonly point: Point | null | undefined; readonly path: string | undefined; readonly asOf: string }): { point?: Point; areaPath?: string } | undefined {
  if (register !== 'organisation') return undefined
  const isOlder = (factOf(facts, HISTORY_KEYS.place)?.[1] ?? '') > asOf
  const isAway = path !== undefined && !isOlder && ancestorAt(path, 'community') !== ancestorAt(areaPath, 'community')
  const hasMoved = point !== null && point !== undefined && (lon === null || !isOlder) && (lon !== point.lon || lat !== point.lat)
  return isAway || hasMoved ? { ...(isAway ? { areaPath: path } : {}), ...(hasMoved ? { point } : {}) } : undefined
}

/** «导入居民表（新名册.xlsx 第 12 行）». */
export function reasonOf({ title, file }: Batch, row: number | undefined): string {
  return file ? `${title}（${file.name}${row === undefined ? '' : ` 第 ${row} 行`}）` : title
}

function newsIn(context: Pick<Context, 'vault'>, entry: StoredEntry, { values, filled = [], asOf }: { readonly values: PoolValues; readonly filled: readonly string[] | undefined; readonly asOf: string }): PoolValues {
  const before: PoolValues = { ...entry.plain, ...personalOf(context, entry) }
  const isNewer = (field: string): boolean => (factOf(entry.facts, field)?.[1] ?? '') > asOf
  const isKept = (field: string): boolean => before[field] !== undefined && (filled.includes(field) || isNewer(field))
  return Object.fromEntries(Object.entries(values).filter(([field, value]) => String(before[field] ?? '') !== String(value) && !isKept(field)))
}
