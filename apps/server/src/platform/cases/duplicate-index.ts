import { setImmediate as nextTurn } from 'node:timers/promises'
import { createMatterIndex, matterPrint } from '@yihu/domain'
import type { Matter, MatterIndex } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { Ground } from './ground.ts'
import { readChanged } from './repo-duplicates.ts'
import type { ChangedCase, Since } from './repo-duplicates.ts'

/** What a slow transaction commits late is read again. */
const OVERLAP_MS = 60_000
const PAGE = 500
/** So many characters are worked out before others get their turn: a few milliseconds. */
const SLICE = 6_000

/** The index as it stands. */
export interface DuplicateIndex {
  readonly index: MatterIndex
  /** How many open cases it holds while the server still reads them after its start; null: all. */
  readonly readSoFar: number | null
}

/** Where cases come from, and how one is compared. */
export interface CaseSource {
  readonly now: () => number
  readonly read: (since: Since) => Promise<readonly ChangedCase[]>
  readonly matterOf: (row: ChangedCase) => Matter
}

interface Keeper {
  current(source: CaseSource): Promise<DuplicateIndex>
}

const held = new WeakMap<Db, Keeper>()

/**
 * The open cases, in memory, one copy per server. Every call first reads what has changed since the
 * last one, so that no server answers with what another has closed or merged. It holds cases of all areas: whoever is
 * shown a candidate must be able to read its row.
 */
export async function duplicateIndexOf({ db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>, ground: Ground): Promise<DuplicateIndex> {
  const known = held.get(db) ?? keepMatters({ onFailure: (error) => log.warn({ err: error }, 'open cases could not all be read for finding duplicates; the next question begins again') })
  held.set(db, known)
  return known.current({ now: () => clock.now(), read: (since) => db.transact(systemScope, (tx) => readChanged(tx, since)), matterOf: (row) => matterOf(row, ground) })
}

interface Kept extends Pick<DuplicateIndex, 'index'> {
  readonly page: number
  upTo: number
  isReading: boolean
  /** Characters worked out since others had their turn. */
  worked: number
}

/**
 * Keeps an index up to date. Open cases that fit one page are there with the first answer; of more the newest page is,
 * the rest is read meanwhile, and answers say how many they know. Reading never holds others up: after each slice comes
 * a turn of the event loop.
 */
export function keepMatters({ page = PAGE, onFailure }: { readonly page?: number; readonly onFailure: (error: unknown) => void }): Keeper {
  const kept: Kept = { index: createMatterIndex(), page, upTo: 0, isReading: false, worked: 0 }
  let renewing = Promise.resolve()
  return {
    async current(source) {
      // Calls at the same moment wait for one another: none reads a page twice.
      renewing = renewing.catch(() => {}).then(() => renew(kept, source, onFailure))
      await renewing
      return { index: kept.index, readSoFar: kept.upTo === 0 ? kept.index.size : null }
    },
  }
}

async function renew(kept: Kept, source: CaseSource, onFailure: (error: unknown) => void): Promise<void> {
  if (kept.isReading) return
  const now = source.now()
  const changed = kept.upTo === 0 ? null : new Date(kept.upTo - OVERLAP_MS)
  const after = await takePage(kept, source, { changed, after: null })
  const rest = takeRest(kept, source, { changed, after }).then(() => { kept.upTo = now })
  if (changed !== null || after === null) return rest
  kept.isReading = true
  void rest.catch(onFailure).finally(() => { kept.isReading = false })
}

type From = Pick<Since, 'changed' | 'after'>

async function takeRest(kept: Kept, source: CaseSource, { changed, after }: From): Promise<void> {
  for (let last = after; last !== null;) last = await takePage(kept, source, { changed, after: last })
}

/** The id behind which the next page begins; null when this was the last. */
async function takePage(kept: Kept, { read, matterOf: asMatter }: CaseSource, from: From): Promise<string | null> {
  const rows = await read({ ...from, limit: kept.page })
  for (const row of rows) {
    if (kept.worked >= SLICE) {
      await nextTurn()
      kept.worked = 0
    }
    kept.worked += row.text.length
    if (row.is_open) kept.index.put(asMatter(row))
    else kept.index.remove(row.id)
  }
  return rows.length < kept.page ? null : (rows.at(-1)?.id ?? null)
}

/**
 * A case as the rule compares it; a default address (the middle of an estate, an office) is no place. Who told it is known
 * by the blind index of the telephone alone, and not at all of those who asked for secrecy.
 */
export function matterOf(row: Omit<ChangedCase, 'is_open'>, ground: Ground): Matter {
  const point = row.lon === null || row.lat === null || row.place_source === 'none' ? null : { lon: row.lon, lat: row.lat }
  return {
    id: row.id, classCode: row.class_code, point: point && !ground.isDefaultPoint(point) ? point : null, at: row.registered_at.getTime(),
    by: row.phone_index?.toString('base64') ?? null, print: matterPrint(`${row.title}\n${row.text}`, ground.estates),
  }
}
