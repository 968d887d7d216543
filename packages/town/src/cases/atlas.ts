import type { Area, LonLat } from '../area-types.ts'
import { isInPolygon, distance, toLonLat, toMetres } from '../geometry.ts'
import type { Random } from '../random.ts'
import type { Street } from '../street.ts'
import { communityUnit, pad } from '../staff/units.ts'
import type { Setting } from './theme.ts'

type AreaAt<L extends Area['level']> = Extract<Area, { level: L }>

/** A grid with what stands in it. */
export interface GridPlace {
  grid: AreaAt<'grid'>
  communityName: string
  communityUnit: string
  hall: string
  worker: string
  estate: AreaAt<'estate'> | undefined
  buildings: AreaAt<'building'>[]
}

/** Where a matter is: stored place and the words people use for it. */
export interface Spot {
  gridPlace: GridPlace
  areaPath: string
  point: LonLat
  address: string
  /** As said in a sentence: 桑家小区12号楼3单元. */
  phrase: string
  /** As said in a title: 桑家小区12号楼. */
  short: string
  road: string
}

/** Finds places for cases. */
export interface Atlas {
  grids: GridPlace[]
  anyGrid(random: Random): GridPlace
  spot(gridPlace: GridPlace, setting: Setting, random: Random): Spot
}

/** Prepares the street for picking places. */
export function openAtlas({ areas, map }: Pick<Street, 'areas' | 'map'>): Atlas {
  const communities = areas.filter((a): a is AreaAt<'community'> => a.level === 'community')
  const grids = areas.filter((a): a is AreaAt<'grid'> => a.level === 'grid').map((grid): GridPlace => {
    const index = communities.findIndex((c) => c.code === grid.parentCode)
    const inside = areas.filter((a) => a.path.startsWith(`${grid.path}.`))
    return {
      grid,
      communityName: communities[index]?.name ?? '',
      communityUnit: communityUnit(index + 1),
      hall: communities[index]?.attrs.hall ?? '',
      worker: `grid${pad(grid.attrs.number, 3)}`,
      estate: inside.find((a): a is AreaAt<'estate'> => a.level === 'estate'),
      buildings: inside.filter((a): a is AreaAt<'building'> => a.level === 'building'),
    }
  })
  const lines = map.roads.map((r) => ({ name: r.name, points: r.line.coordinates.map(toMetres) }))
  const nearestRoads = (point: LonLat): string[] => {
    const at = toMetres(point)
    return lines
      .map(({ name, points }) => ({ name, away: Math.min(...points.map((p) => distance(p, at))) }))
      .sort((a, b) => a.away - b.away)
      .slice(0, 3)
      .map((r) => r.name)
  }
  return {
    grids,
    anyGrid: (random) => random.pick(grids),
    spot: (place, setting, random) =>
      setting === 'road' ? roadSpot(place, random, nearestRoads) : buildingSpot(place, setting, random),
  }
}

const YARD_CORNERS = ['楼前', '楼后', '楼东侧', '楼西头', '楼下', '楼拐角处'] as const
const ESTATE_CORNERS = ['南门口', '北门口', '西门里面', '小广场', '车棚旁边', '中心花坛', '垃圾投放点旁', '东墙根'] as const

function buildingSpot(gridPlace: GridPlace, setting: 'home' | 'yard', random: Random): Spot {
  const building = random.pick(gridPlace.buildings)
  const isInEstate = gridPlace.estate !== undefined && building.parentCode === gridPlace.estate.code
  const estateName = isInEstate ? (gridPlace.estate?.name ?? '') : ''
  const base = { gridPlace, areaPath: building.path, point: building.point, road: roadOf(building) }
  if (setting === 'home') {
    const unit = `${random.int(1, building.attrs.units)}单元`
    const floor = random.chance(0.4) ? `${random.int(1, building.attrs.floors)}楼` : ''
    const short = `${estateName}${building.name}`
    return { ...base, short, phrase: `${short}${unit}${floor}`, address: `${building.attrs.address}${unit}` }
  }
  if (isInEstate && random.chance(0.4)) {
    const corner = random.pick(ESTATE_CORNERS)
    const address = `${gridPlace.estate?.attrs.address ?? ''}${corner}`
    return { ...base, short: estateName, phrase: `${estateName}${corner}`, address }
  }
  const corner = random.pick(YARD_CORNERS).slice(1)
  const name = `${estateName}${building.name}`
  return { ...base, short: name, phrase: `${name}${corner}`, address: `${building.attrs.address}${corner}` }
}

function roadOf(building: AreaAt<'building'>): string {
  return /街道(.+?)\d/u.exec(building.attrs.address)?.[1] ?? ''
}

function roadSpot(gridPlace: GridPlace, random: Random, nearestRoads: (point: LonLat) => string[]): Spot {
  const { grid, estate, buildings } = gridPlace
  const point = borderPoint(grid, random)
  const [road = '桓公路', cross = '牛山路'] = nearestRoads(point)
  const near = estate?.name ?? buildings[0]?.name ?? gridPlace.communityName
  const side = random.pick(['东', '西', '南', '北'])
  const phrase = random.pick([
    `${road}与${cross}路口往${side}${random.int(2, 20) * 10}米`,
    `${road}靠近${near}${random.pick(['的地方', '这一段', '门口'])}`,
    `${road}${random.int(10, 380)}号门前`,
    `${road}${side}侧、离${near}不远`,
    `${near}对面的${road}上`,
  ])
  return { gridPlace, areaPath: grid.path, point, road, short: road, phrase, address: `临淄区雪宫街道${phrase}` }
}

/** A point just inside the grid's border, where the roads run. */
function borderPoint(grid: AreaAt<'grid'>, random: Random): LonLat {
  const ring = grid.polygon.coordinates[0] ?? []
  const i = random.int(0, ring.length - 2)
  const a = toMetres(ring[i] ?? grid.point)
  const b = toMetres(ring[i + 1] ?? grid.point)
  const c = toMetres(grid.point)
  const t = random.range(0.2, 0.8)
  const edge = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t] as const
  for (const pull of [0.04, 0.08, 0.15]) {
    const point = toLonLat([edge[0] + (c[0] - edge[0]) * pull, edge[1] + (c[1] - edge[1]) * pull])
    if (isInPolygon(point, grid.polygon)) return point
  }
  return grid.point
}
