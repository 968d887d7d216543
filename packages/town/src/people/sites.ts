import type { Area, LonLat } from '../area-types.ts'
import type { Random } from '../random.ts'
import type { Street } from '../street.ts'
import type { Building } from './houses.ts'

type AreaAt<L extends Area['level']> = Extract<Area, { level: L }>

/** A place at the street side. */
interface Front {
  readonly areaPath: string
  readonly address: string
  readonly point: LonLat
}

/** A grid with its buildings, and its community. */
export interface GridSite {
  readonly grid: AreaAt<'grid'>
  readonly community: AreaAt<'community'>
  readonly estate: AreaAt<'estate'> | undefined
  readonly buildings: readonly Building[]
  /** A shop front: on the ground floor of a building, with the road's number. */
  front(random: Random): Front
}

/** All grids of a street in the order of its tree. */
export function sitesOf({ areas }: Pick<Street, 'areas'>): GridSite[] {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const inGrid = Map.groupBy(areas.filter((area): area is Building => area.level === 'building'), ({ code }) => code.slice(0, 15))
  return areas.flatMap((grid): GridSite[] => {
    if (grid.level !== 'grid') return []
    const community = byCode.get(grid.parentCode ?? '')
    if (community?.level !== 'community') return []
    const estate = byCode.get(`${grid.code}01`)
    const buildings = inGrid.get(grid.code) ?? []
    return [{ grid, community, estate: estate?.level === 'estate' ? estate : undefined, buildings, front: (random) => frontOf(buildings, random) }]
  })
}

function frontOf(buildings: readonly Building[], random: Random): Front {
  const { path, point, attrs } = random.pick(buildings)
  const [, road = '', number = '1'] = /街道(.+?)(\d+)号/u.exec(attrs.address) ?? []
  const prefix = attrs.address.slice(0, attrs.address.indexOf('街道') + 2)
  const shift = (): number => Math.round(random.range(-0.00025, 0.00025) * 1e7) / 1e7
  return {
    areaPath: path, address: `${prefix}${road}${number}号-${random.int(1, 24)}`,
    point: [Math.round((point[0] + shift()) * 1e7) / 1e7, Math.round((point[1] + shift()) * 1e7) / 1e7],
  }
}
