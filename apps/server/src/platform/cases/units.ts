import { createSnapshot } from '../../kernel/db/index.ts'
import { allUnits } from '../identity/index.ts'

/** Units in memory. */
export interface UnitTable {
  /** Name of a unit in service; null otherwise. */
  nameOf(unitId: string): string | null
  /** Name of any unit that ever was, else the id. */
  anyNameOf(unitId: string): string
}

/** The units of a context's database; never older than the last committed change. */
export const unitTableOf = createSnapshot({ name: 'unit', load: async (db) => createUnitTable(await allUnits(db)) })

function createUnitTable(units: Awaited<ReturnType<typeof allUnits>>): UnitTable {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  return {
    nameOf(unitId) {
      const unit = byId.get(unitId)
      return unit?.isActive ? unit.name : null
    },
    anyNameOf: (unitId) => byId.get(unitId)?.name ?? unitId,
  }
}
