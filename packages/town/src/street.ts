import type { Area, BaseMap } from './area-types.ts'
import { buildAreas } from './areas/build-areas.ts'
import { setParts } from './areas/parts.ts'
import type { TownPart } from './areas/parts.ts'
import { createRandom } from './random.ts'
import type { DutyRule, Unit, User } from './staff-types.ts'
import { buildDutyRules } from './staff/rules.ts'
import { buildUnits } from './staff/units.ts'
import { buildUsers } from './staff/users.ts'

/** The demo street: its division, its map and who works there. */
export interface Street {
  areas: Area[]
  map: BaseMap
  units: Unit[]
  users: User[]
  dutyRules: DutyRule[]
  parts: TownPart[]
}

/** Builds the street without its year of cases; the same seed gives the same street. */
export function buildStreet({ seed = 'xuegong' }: { seed?: string } = {}): Street {
  const random = createRandom(seed)
  const { areas, map } = buildAreas(random.fork('areas'))
  const units = buildUnits(areas)
  const users = buildUsers(areas, units, random.fork('users'))
  const streetPath = areas.find((a) => a.level === 'street')?.path ?? ''
  return { areas, map, units, users, dutyRules: buildDutyRules(streetPath), parts: setParts({ roads: map.roads, areas, random: random.fork('parts') }) }
}
