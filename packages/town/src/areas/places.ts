import type { MapShape, Poi } from '../area-types.ts'
import { distance, toLonLat, toPolygon } from '../geometry.ts'
import type { Metres } from '../geometry.ts'
import type { Random } from '../random.ts'
import { DISTRICT, PARKS, PLACES, STREET } from './names.ts'
import type { Plot } from './plots.ts'
import { plotCentre, plotRing } from './plots.ts'
import type { AddressBook } from './roads.ts'

/** A free plot with the grid it lies in. */
export interface FreePlot {
  plot: Plot
  gridPath: string
  community: string
}

/** Parks and named places on the plots that hold no buildings. */
export function settlePlaces(free: readonly FreePlot[], book: AddressBook, random: Random): { parks: MapShape[]; pois: Poi[] } {
  const left = random.shuffle(free)
  const take = (near: string, fits: (centre: Metres) => boolean): FreePlot | undefined => {
    const stem = left.findIndex((f) => near.startsWith(f.community.slice(0, 2)))
    const index = stem >= 0 ? stem : left.findIndex((f) => fits(plotCentre(f.plot)))
    return left.splice(Math.max(index, 0), 1)[0]
  }
  const parks: MapShape[] = []
  for (const [i, name] of PARKS.entries()) {
    const spot = take(name, () => true)
    if (spot) parks.push({ id: `park-${i + 1}`, name, kind: 'park', polygon: toPolygon(plotRing(spot.plot)) })
  }
  const pois: Poi[] = []
  for (const [i, [name, kind]] of PLACES.entries()) {
    const spot = take(name, (at) => (kind === 'factory' ? distance(at, [0, 0]) > 1300 : distance(at, [0, 0]) < 1200))
    if (spot) pois.push(makePoi({ id: `poi-${i + 1}`, name, kind }, spot, book))
  }
  return { parks, pois: [...pois, ...communityCentres(left, free, book)] }
}

function communityCentres(left: FreePlot[], all: readonly FreePlot[], book: AddressBook): Poi[] {
  const names = [...new Set(all.map((f) => f.community))]
  return names.flatMap((community, i) => {
    const spot = left.find((f) => f.community === community) ?? all.find((f) => f.community === community)
    if (!spot) return []
    return [makePoi({ id: `poi-centre-${i + 1}`, name: `${community}党群服务中心`, kind: 'community-centre' }, spot, book)]
  })
}

function makePoi(named: Pick<Poi, 'id' | 'name' | 'kind'>, spot: FreePlot, book: AddressBook): Poi {
  const centre = plotCentre(spot.plot)
  const { road, number } = book.numberFor(centre)
  const address = `${DISTRICT.name}${STREET.name}${road}${number}号${named.name}`
  return { ...named, point: toLonLat(centre), address, areaPath: spot.gridPath }
}
