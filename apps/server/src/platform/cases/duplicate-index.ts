import { createMatterIndex, matterPrint } from '@yihu/domain'
import type { Matter, MatterIndex } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { Ground } from './ground.ts'
import type { CaseRecord } from './repo.ts'
import { readChanged } from './repo-duplicates.ts'

/** What a slow transaction commits late is read again. */
const OVERLAP_MS = 60_000
const PAGE = 2000

interface Held {
  readonly index: MatterIndex
  upTo: number
  renewing: Promise<void>
}

const held = new WeakMap<Db, Held>()

/**
 * The open cases, in memory, one copy per server. Every call first reads what has changed since the
 * last one, so that no server answers with what another has closed or merged. It holds cases of all areas: whoever is
 * shown a candidate must be able to read its row.
 */
export async function duplicateIndexOf(context: Pick<Context, 'db' | 'clock'>, ground: Ground): Promise<MatterIndex> {
  const known = held.get(context.db) ?? { index: createMatterIndex(), upTo: 0, renewing: Promise.resolve() }
  held.set(context.db, known)
  // Calls at the same moment wait for one another: none reads a page twice.
  const renewing = known.renewing.catch(() => {}).then(() => renew(known, context, ground))
  known.renewing = renewing
  await renewing
  return known.index
}

async function renew(known: Held, { db, clock }: Pick<Context, 'db' | 'clock'>, ground: Ground): Promise<void> {
  const now = clock.now()
  const changed = known.upTo === 0 ? null : new Date(known.upTo - OVERLAP_MS)
  for (let after: string | null = null; ;) {
    const rows = await db.transact(systemScope, (tx) => readChanged(tx, { changed, after, limit: PAGE }))
    for (const row of rows) {
      if (row.is_open) known.index.put(matterOf(row, ground))
      else known.index.remove(row.id)
    }
    after = rows.at(-1)?.id ?? null
    if (rows.length < PAGE) break
  }
  known.upTo = now
}

/** A case as the rule compares it; a default address (the middle of an estate, an office) is no place. */
export function matterOf(row: Pick<CaseRecord, 'id' | 'title' | 'text' | 'class_code' | 'lon' | 'lat' | 'place_source' | 'registered_at'>, ground: Ground): Matter {
  const point = row.lon === null || row.lat === null || row.place_source === 'none' ? null : { lon: row.lon, lat: row.lat }
  return {
    id: row.id, classCode: row.class_code, point: point && !ground.isDefaultPoint(point) ? point : null, at: row.registered_at.getTime(),
    print: matterPrint(`${row.title}\n${row.text}`, ground.estates),
  }
}
