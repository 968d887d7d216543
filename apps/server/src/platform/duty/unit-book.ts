import { allUnits } from '../identity/index.ts'
import { createSnapshot } from '../../kernel/db/index.ts'
import type { WithDb } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { UnitBook } from './choose.ts'
import type { Names } from './say.ts'

type Units = Awaited<ReturnType<typeof allUnits>>

/** All reference data that rules stand on, in memory. */
export interface Ledger {
  readonly areas: AreaIndex
  readonly catalogue: Catalogue
  readonly units: UnitBook
  readonly names: Names
  /** Kind of a unit in service, such as `department`; null otherwise. */
  kindOf(unitId: string): string | null
}

const unitsOf = createSnapshot({ name: 'unit', load: allUnits })

const made = new WeakMap<Units, Ledger>()

/** The ledger of a context's database as last committed; made anew only when areas, classes or units have changed. */
export async function ledgerOf(context: WithDb): Promise<Ledger> {
  const [areas, catalogue, units] = await Promise.all([areasOf(context), catalogueOf(context), unitsOf(context)])
  const known = made.get(units)
  if (known?.areas === areas && known.catalogue === catalogue) return known
  const ledger = createLedger({ areas, catalogue, units })
  made.set(units, ledger)
  return ledger
}

/** Who looks after which place, for the choice of a unit. */
export async function unitBookOf(context: WithDb): Promise<UnitBook> {
  return (await ledgerOf(context)).units
}

function createLedger({ areas, catalogue, units }: { areas: AreaIndex; catalogue: Catalogue; units: Units }): Ledger {
  const inService = new Map(units.filter(({ isActive }) => isActive).map((unit) => [unit.id, unit]))
  const everKnown = new Map(units.map(({ id, name, isActive }) => [id, isActive ? name : `${name}（已停用）`]))
  const areaName = (path: string) => areas.nameOf(path)
  const className = (code: string) => catalogue.find(code)?.fullName ?? code
  return {
    areas, catalogue,
    units: { nameOf: (id) => inService.get(id)?.name ?? null, unitAt: keeperOf(units, areas), areaName, className },
    names: { unit: (id) => everKnown.get(id) ?? `${id}（已停用）`, area: areaName, class: className },
    kindOf: (id) => inService.get(id)?.kind ?? null,
  }
}

/** Who looks after a place: the nearest unit of the kind at or above it; an estate names its firm. */
function keeperOf(units: Units, areas: AreaIndex): UnitBook['unitAt'] {
  const byPlace = new Map(units.filter(({ isActive, areaPath }) => isActive && areaPath !== null).map(({ id, kind, areaPath }) => [`${kind}|${areaPath}`, id]))
  const nearest = (kind: string, path: string): string | null => {
    for (let here = path; here !== ''; here = here.slice(0, Math.max(0, here.lastIndexOf('.')))) {
      const found = byPlace.get(`${kind}|${here}`)
      if (found !== undefined) return found
    }
    return null
  }
  return (kind, path) => {
    if (kind !== 'property') return nearest(kind, path) ?? nearest('community', path)
    for (const { code } of areas.chainOf(path)) {
      const firm = areas.byCode(code)?.attrs['propertyUnitId']
      if (typeof firm === 'string') return firm
    }
    return null
  }
}
