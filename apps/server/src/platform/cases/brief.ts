import type { CaseRow } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { findCases } from './repo.ts'

/** A case as other modules show it beside their own things. */
export interface CaseBrief {
  readonly row: CaseRow
  readonly text: string
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly registeredAt: Date
  readonly closedAt: Date | null
  readonly isSolved: boolean
}

/** Those of these cases that lie within the scope, by id. */
export async function briefsOf(tx: Tx, ids: readonly string[], { ground, now }: { ground: Ground; now: number }): Promise<Map<string, CaseBrief>> {
  const records = ids.length > 0 ? await findCases(tx, ids) : []
  return new Map(records.map((record) => [record.id, {
    row: rowOf(record, { ground, now }),
    text: record.text,
    point: record.lon === null || record.lat === null ? null : { lon: record.lon, lat: record.lat },
    registeredAt: record.registered_at,
    closedAt: record.core.closedAt === null ? null : new Date(record.core.closedAt),
    isSolved: record.core.outcome === 'solved',
  }]))
}
