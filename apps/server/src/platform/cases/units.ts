import { createSnapshot } from '../areas/index.ts'
import { allUnits } from '../identity/index.ts'

/** Units in memory, with who looks after a place. */
export interface UnitTable {
  /** Name of a unit in service; null otherwise. */
  nameOf(unitId: string): string | null
  /** Name of any unit that ever was, else the id. */
  anyNameOf(unitId: string): string
  /** The unit of a kind whose area is the nearest at or above a path. */
  at(kind: string, path: string): string | null
}

/** The units of a context's database; never older than the last committed change. */
export const unitTableOf = createSnapshot({ name: 'unit', load: async (db) => createUnitTable(await allUnits(db)) })

function createUnitTable(units: Awaited<ReturnType<typeof allUnits>>): UnitTable {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const inService = units.filter((unit) => unit.isActive)
  const byPlace = new Map(inService.filter((unit) => unit.areaPath !== null).map((unit) => [`${unit.kind}|${unit.areaPath}`, unit.id]))
  return {
    nameOf(unitId) {
      const unit = byId.get(unitId)
      return unit?.isActive ? unit.name : null
    },
    anyNameOf: (unitId) => byId.get(unitId)?.name ?? unitId,
    at(kind, path) {
      for (let here = path; here; here = here.includes('.') ? here.slice(0, here.lastIndexOf('.')) : '') {
        const found = byPlace.get(`${kind}|${here}`)
        if (found) return found
      }
      return null
    },
  }
}
