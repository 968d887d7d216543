import { Fault } from '@yihu/contracts'
import type { UnitRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { lockUnit, writeUnit } from './repo-unit.ts'

interface Options {
  readonly actor: Pick<Actor, 'userId' | 'username' | 'name' | 'scope'> | null
  readonly unit: UnitRow
  readonly ip?: string
}

/**
 * Adds a unit or changes it. An administrator keeps the units of the own area; one without an area serves everybody, so
 * only who is responsible for all areas keeps it. A unit is never removed, only retired: old cases name it.
 * `actor` null: the system, from the command line.
 * @throws input-invalid
 */
export async function saveUnit(context: Pick<Context, 'db' | 'clock'>, { actor, unit, ip }: Options): Promise<UnitRow> {
  const tree = await areasOf(context)
  const at = context.clock.now()
  const { id, ...now } = unit
  if (now.areaPath !== null && !tree.byPath(now.areaPath)) throw new Fault('input-invalid', { fields: { areaPath: '没有这个区域' } })
  return context.db.transact(systemScope, async (tx) => {
    const before = await lockUnit(tx, id)
    if (before && !mayKeep(actor, before.areaPath)) throw new Fault('input-invalid', { fields: { id: '这个编码的单位归别处管理，请换一个编码' } })
    if (!mayKeep(actor, now.areaPath)) throw new Fault('input-invalid', { fields: { areaPath: '请选择自己管辖范围内的区域' } })
    await writeUnit(tx, unit)
    await record(tx, { at, by: actor, action: before ? 'unit.change' : 'unit.create', object: id, result: 'done', ip: ip ?? null, detail: { ...now, ...(before ? { before } : {}) } })
    return unit
  })
}

function mayKeep(actor: Options['actor'], areaPath: string | null): boolean {
  if (!actor || actor.scope.paths === '*') return true
  return areaPath !== null && covers(actor.scope, areaPath)
}
