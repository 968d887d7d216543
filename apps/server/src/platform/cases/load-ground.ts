import { Fault } from '@yihu/contracts'
import { ancestorAt, isPlausibleChina, isServiceTime, knownEstates } from '@yihu/domain'
import type { KnownEstates } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { areasOf, SURE_ADDRESS } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { calendarOf } from '../calendar/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import { countReturn, countUse, dutyOf, unitBookOf } from '../duty/index.ts'
import type { ClassReason, Ground, Place, Whereabouts } from './ground.ts'
import { unitTableOf } from './units.ts'

/** The reference data as last committed, from the servers' memory. */
export async function groundOf(context: Pick<Context, 'db'>): Promise<Ground> {
  const [areas, calendar, catalogue, duty, units, book] = await Promise.all([
    areasOf(context), calendarOf(context), catalogueOf(context), dutyOf(context), unitTableOf(context), unitBookOf(context),
  ])
  return {
    calendar,
    limitsOf: (code, at) => catalogue.limitsOf(code, at),
    classRef(code) {
      const row = catalogue.find(code)
      return { code, name: row?.name ?? code, fullName: row?.fullName ?? code }
    },
    known: (code) => (code !== undefined && catalogue.find(code)?.validTo === null ? code : undefined),
    requireClass: (code) => void catalogue.require(code),
    suggest: (text) => suggestion(catalogue, text),
    place: (where) => placeIn(areas, where),
    isDefaultPoint: (point) => factsOf(areas).middles.has(keyOf(point)),
    get estates() { return factsOf(areas).estates },
    choose({ classCode, path, at }) {
      const choice = duty.choose({ classCode, path, isServiceTime: isServiceTime(calendar, at), units: book })
      if (!choice) return null
      const { unitId, role, ruleId, ruleVersion, ruleText, confidence, isAuto } = choice
      const alternatives = choice.alternatives.map((other) => ({ unitId: other.unitId, ruleId: other.ruleId, ruleText: other.reason }))
      return { unitId, role, ruleId, ruleVersion, ruleText, confidence, isAuto, alternatives }
    },
    unitName: (id) => units.anyNameOf(id),
    requireUnit(id) {
      if (units.nameOf(id) === null) throw new Fault('unit-unknown', { details: { unit: id.slice(0, 64) } })
    },
    countUse,
    countReturn,
  }
}

function suggestion(catalogue: Catalogue, text: string): ClassReason | null {
  const [best, ...others] = catalogue.suggest(text)
  return best ? { code: best.code, confidence: best.confidence, words: best.words, alternatives: others.map((other) => other.code) } : null
}

const WIDE: readonly string[] = ['district', 'street', 'community', 'grid', 'estate']
interface AreaFacts {
  readonly middles: ReadonlySet<string>
  readonly hasSeveralStreets: boolean
  readonly estates: KnownEstates | null
}

const known = new WeakMap<AreaIndex, AreaFacts>()

/** What is asked for every case, found once for each version of the tree. */
function factsOf(areas: AreaIndex): AreaFacts {
  let facts = known.get(areas)
  if (!facts) {
    facts = {
      middles: new Set(areas.areas.flatMap(({ level, point }) => (point && WIDE.includes(level) ? [keyOf(point)] : []))),
      hasSeveralStreets: areas.areas.filter(({ level }) => level === 'street').length > 1,
      estates: knownEstates(areas.areas.flatMap(({ level, name }) => (level === 'estate' ? [name] : []))),
    }
    known.set(areas, facts)
  }
  return facts
}

/** Equal within a metre. */
function keyOf({ lon, lat }: { lon: number; lat: number }): string {
  return `${lon.toFixed(5)} ${lat.toFixed(5)}`
}

/** Point first, then a known path, then the address; what lies nowhere known belongs to the street as a whole. */
function placeIn(areas: AreaIndex, where: Whereabouts): Place {
  const { point, address } = where
  if (point && !isPlausibleChina(point)) {
    throw new Fault('coordinates-implausible', { details: { lon: point.lon, lat: point.lat }, fields: { lon: '经度不在可能的范围', lat: '纬度不在可能的范围' } })
  }
  const found = point ? areas.locate(point) : null
  const path = where.areaPath ?? (found && found.level !== 'district' ? found.path : null)
  if (path) {
    const area = areas.byPath(path)
    return settled(areas, path, { source: where.placeSource ?? 'point', point: point ?? area?.point ?? null, address: address ?? area?.address ?? null })
  }
  const resolved = address ? areas.resolveAddress(address) : null
  if (resolved && resolved.confidence >= SURE_ADDRESS) {
    return settled(areas, resolved.path, { source: 'address', point: point ?? resolved.point, address: address ?? null })
  }
  const street = areas.areas.find((area) => area.level === 'street')
  return settled(areas, street?.path ?? 'unknown.unknown', { source: 'none', point: point ?? null, address: address ?? null })
}

function settled(areas: AreaIndex, path: string, rest: Pick<Place, 'source' | 'point' | 'address'>): Place {
  const street = ancestorAt(path, 'street')
  return { ...rest, path, street, areaName: areas.fullNameOf(path), numberPrefix: prefixOf(areas, street) }
}

/** Numbers count per street; where one database serves several, the street's code keeps them apart. */
function prefixOf(areas: AreaIndex, street: string): string {
  return factsOf(areas).hasSeveralStreets ? `${areas.byPath(street)?.code ?? '0'}-` : ''
}
