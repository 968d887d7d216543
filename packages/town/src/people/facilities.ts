import type { TownFacility } from '../people-types.ts'
import type { Random } from '../random.ts'
import { apportion } from '../random.ts'
import type { Street } from '../street.ts'
import { pad } from '../staff/units.ts'
import type { GridSite } from './sites.ts'

/** Public facilities: totals that are met exactly (mission 1.1). */
export const FACILITIES = { carParks: 44, connectedCarParks: 24, wasteHouses: 71, newWasteHouses: 16 } as const

/** Car parks, waste houses and the parks of the map. */
export function buildFacilities({ street, sites, random }: { street: Street; sites: readonly GridSite[]; random: Random }): TownFacility[] {
  const connected = new Set(random.shuffle(Array.from({ length: FACILITIES.carParks }, (_, at) => at)).slice(0, FACILITIES.connectedCarParks))
  const parksIn = random.shuffle(sites).slice(0, FACILITIES.carParks)
  const shares = apportion(FACILITIES.wasteHouses, sites.map((site) => (site.estate ? 1.4 : 0.4)))
  let serial = 0
  return [
    ...parksIn.map((site, at): TownFacility => {
      const { areaPath, point } = site.front(random)
      const near = site.estate?.name ?? site.community.name.replace('社区', '')
      return { key: `car-park-${pad(at + 1, 2)}`, kind: 'car-park', name: `${near}公共停车场${pad(at + 1, 2)}`, areaPath, point, attrs: { spaces: random.int(3, 40) * 5, isConnected: connected.has(at) } }
    }),
    ...sites.flatMap((site, at) => Array.from({ length: shares[at] ?? 0 }, (): TownFacility => {
      serial += 1
      const { areaPath, point } = site.front(random)
      return { key: `waste-house-${pad(serial, 2)}`, kind: 'waste-house', name: `${site.estate?.name ?? site.grid.name}垃圾分类房${pad(serial, 2)}`, areaPath, point, attrs: { isNew: serial <= FACILITIES.newWasteHouses } }
    })),
    ...street.map.shapes.filter(({ kind }) => kind === 'park').map(({ id, name, polygon }): TownFacility => {
      const [point = [0, 0] as const] = polygon.coordinates[0] ?? []
      return { key: id, kind: 'park', name, areaPath: street.areas.find(({ level }) => level === 'street')?.path ?? '', point, attrs: {} }
    }),
  ]
}
