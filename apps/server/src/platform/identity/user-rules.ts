import { Fault } from '@yihu/contracts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { Areas } from './me.ts'
import { unknownUnit } from './repo-unit.ts'

const PATH = /^\w{1,255}(\.\w{1,255}){0,15}$/u

/**
 * Refuses areas outside the actor's own, areas and units that do not exist.
 * @throws input-invalid, area-unknown, unit-unknown
 */
export async function checkPlaces(tx: Tx, places: { areas: readonly string[] | undefined; units: readonly string[] | undefined }, by: { actor: Actor; tree: Areas }): Promise<void> {
  const { areas = [], units = [] } = places
  for (const path of areas) {
    if (!PATH.test(path)) throw new Fault('area-unknown', { details: { code: path.slice(0, 60) } })
    if (!covers(by.actor.scope, path)) throw new Fault('input-invalid', { fields: { areas: `${path} 不在您的管辖范围` } })
  }
  const unknown = areas.find((path) => !by.tree.byPath(path))
  if (unknown !== undefined) throw new Fault('area-unknown', { details: { code: unknown } })
  const unit = await unknownUnit(tx, units)
  if (unit !== null) throw new Fault('unit-unknown', { details: { unit } })
}

/** What only the security officer may do. @throws permission-missing */
export function needSecurityOfficer(actor: Actor): void {
  if (!actor.permissions.has('security.manage')) throw new Fault('permission-missing', { details: { permission: '安全管理' } })
}
