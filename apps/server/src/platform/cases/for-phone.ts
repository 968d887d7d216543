import type { BundleCase } from '@yihu/contracts'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import type { Ground } from './ground.ts'
import { keysOf } from './repo-list.ts'
import { openCasesOf } from './repo-phone.ts'

/** So many open cases go with a phone, its own units' first. */
const MOST = 300

/** The open cases somebody takes along, with all the flow decides on: what may be done is worked out on the phone. */
export async function casesForPhone(tx: Tx, { scope, ground }: { scope: Scope; ground: Ground }): Promise<{ cases: BundleCase[]; hasMore: boolean }> {
  const rows = await openCasesOf(tx, { keys: keysOf(scope), units: scope.units, limit: MOST + 1 })
  const cases = rows.slice(0, MOST).map((row): BundleCase => ({
    id: row.id, number: row.number, version: row.version, title: row.title, text: row.text, areaPath: row.area_path, areaName: row.area_name, address: row.address,
    point: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
    classCode: row.core.classCode, className: row.core.classCode ? ground.classRef(row.core.classCode).name : null,
    registeredAt: row.registered_at.toISOString(), dueAt: row.due_at?.toISOString() ?? null,
    unitName: row.core.ownerUnit ? ground.unitName(row.core.ownerUnit) : null, core: { ...row.core },
  }))
  return { cases, hasMore: rows.length > MOST }
}
