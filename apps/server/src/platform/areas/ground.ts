import { Fault } from '@yihu/contracts'
import type { AreaLevel, GroundMap } from '@yihu/contracts'
import { isPlausibleChina } from '@yihu/domain'
import { z } from 'zod'
import type { LoadedAreas } from './current.ts'

/** Whoever looks for a place sees so much to each side, and has to walk half of it before more is asked for. */
const REACH_METRES = 600
const METRES_PER_DEGREE = 111_320
/** About a metre: a drawing, not a survey. */
const DIGITS = 1e5
/** What is drawn of the tree, from coarse to fine; nothing a person could be told by lies below a house. */
const DRAWN: readonly AreaLevel[] = ['estate', 'building']

type Shape = GroundMap['shapes'][number]
type Line = Shape['lines'][number]

const Place = z.tuple([z.number(), z.number()], z.unknown())
const Places = z.array(Place)
/** Every form of GeoJSON that a base map has; anything else is not drawn. */
const Drawn = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: Place }), z.object({ type: z.literal('LineString'), coordinates: Places }), z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Places) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Places) }), z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Places)) }),
])

interface Boxed {
  readonly shape: Shape
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number]
}

const drawn = new WeakMap<LoadedAreas, readonly Boxed[]>()

/** Our own base map around a place, or around the middle of the street. @throws coordinates-implausible */
export function baseMapAround(loaded: LoadedAreas, asked: { readonly lon?: number | undefined; readonly lat?: number | undefined }): GroundMap {
  const { lon, lat } = asked.lon === undefined || asked.lat === undefined ? middleOf(loaded) : { lon: asked.lon, lat: asked.lat }
  if (!isPlausibleChina({ lon, lat })) throw new Fault('coordinates-implausible', { details: { lon, lat } })
  const high = REACH_METRES / METRES_PER_DEGREE
  const wide = high / Math.cos((lat * Math.PI) / 180)
  const isNear = ({ box: [west, south, east, north] }: Boxed) => west <= lon + wide && east >= lon - wide && south <= lat + high && north >= lat - high
  return { lon, lat, reach: REACH_METRES, shapes: boxedOf(loaded).filter(isNear).map(({ shape }) => shape) }
}

function middleOf({ index }: LoadedAreas): { lon: number; lat: number } {
  const point = index.areas.find(({ level, point: known, validTo }) => level === 'street' && validTo === null && known)?.point ?? index.areas.find(({ point: known, validTo }) => validTo === null && known)?.point
  if (!point) throw new Fault('area-unknown', { details: { code: '' } })
  return point
}

function boxedOf(loaded: LoadedAreas): readonly Boxed[] {
  const known = drawn.get(loaded)
  if (known) return known
  const { index, base } = loaded
  const of = (form: string) => base.filter(({ geometry }) => geometry.type.endsWith(form))
  const houses = DRAWN.flatMap((level) => index.areas.filter((area) => area.level === level && area.validTo === null)).map(({ level, name, geometry }) => ({ kind: level, name, geometry }))
  const boxed = [...of('Polygon'), ...houses, ...of('LineString'), ...of('Point')].flatMap(({ kind, name, geometry }) => boxOf({ kind, name }, geometry))
  drawn.set(loaded, boxed)
  return boxed
}

function boxOf(named: Pick<Shape, 'kind' | 'name'>, geometry: unknown): Boxed[] {
  const parsed = Drawn.safeParse(geometry)
  if (!parsed.success) return []
  const { form, lines } = linesOf(parsed.data)
  const places = lines.flat()
  if (places.length === 0) return []
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)]
  return [{ shape: { ...named, form, lines }, box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] }]
}

function linesOf(geometry: z.infer<typeof Drawn>): Pick<Shape, 'form' | 'lines'> {
  switch (geometry.type) {
    case 'Point': return { form: 'spot', lines: [rounded([geometry.coordinates])] }
    case 'LineString': return { form: 'line', lines: [rounded(geometry.coordinates)] }
    case 'MultiLineString': return { form: 'line', lines: geometry.coordinates.map(rounded) }
    case 'Polygon': return { form: 'surface', lines: geometry.coordinates.map(rounded) }
    case 'MultiPolygon': return { form: 'surface', lines: geometry.coordinates.flat().map(rounded) }
  }
}

function rounded(places: z.infer<typeof Places>): Line {
  const near = (degrees: number) => Math.round(degrees * DIGITS) / DIGITS
  return places.map(([lon, lat]): Line[number] => [near(lon), near(lat)])
}
