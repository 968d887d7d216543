import type { LonLat } from '../area-types.ts'
import type { Random } from '../random.ts'
import type { Street } from '../street.ts'

/** Where a device may be put. */
export interface Site {
  readonly areaPath: string
  readonly point: LonLat
  readonly name: string
  readonly address: string | null
  readonly unitId: string | null
}

/** The places of the street by what is put there. */
export interface Sites {
  /** One flat of a building, drawn by chance. */
  home(random: Random): Site
  readonly buildings: readonly Site[]
  readonly lifts: readonly Site[]
  readonly estates: readonly Site[]
  readonly covers: readonly Site[]
  readonly hydrants: readonly Site[]
  readonly gratings: readonly Site[]
  readonly bins: readonly Site[]
  readonly river: readonly Site[]
  readonly places: readonly Site[]
}

/** Where things stand in a street. */
export function sitesOf({ areas, parts, map }: Pick<Street, 'areas' | 'parts' | 'map'>): Sites {
  const built = areas.flatMap((area) => (area.level === 'building' ? [area] : []))
  const buildings = built.map(({ path, point, name, attrs }): Site => ({ areaPath: path, point, name, address: attrs.address, unitId: null }))
  const partsOf = (classCode: string): Site[] => parts.filter((part) => part.classCode === classCode)
    .map(({ areaPath, point, name, unitId }) => ({ areaPath, point, name, address: null, unitId }))
  const streetPath = areas.find(({ level }) => level === 'street')?.path ?? ''
  const [river] = map.shapes.filter(({ kind }) => kind === 'river')
  return {
    home(random) {
      const { path, point, attrs } = random.pick(built)
      const room = `${random.int(1, attrs.units)}单元${random.int(1, attrs.floors)}0${random.int(1, Math.min(9, attrs.doorsPerFloor))}`
      return { areaPath: path, point, name: `${attrs.address.replace(/^.*街道/u, '')}${room}`, address: `${attrs.address}${room}`, unitId: null }
    },
    buildings,
    lifts: buildings.filter((_, index) => built[index]?.attrs.hasLift === true),
    estates: areas.flatMap((area) => (area.level === 'estate' ? [{ areaPath: area.path, point: area.point, name: area.name, address: area.attrs.address, unitId: area.attrs.propertyUnitId }] : [])),
    covers: partsOf('B0102'), hydrants: partsOf('B0113'), gratings: partsOf('B0104'), bins: partsOf('B0305'),
    river: (river?.polygon.coordinates[0] ?? []).map((point) => ({ areaPath: streetPath, point, name: river?.name ?? '', address: null, unitId: 'dept-ecology' })),
    places: map.pois.map(({ areaPath, point, name, address }) => ({ areaPath, point, name, address, unitId: null })),
  }
}
