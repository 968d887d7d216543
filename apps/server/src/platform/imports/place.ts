import type { Crs } from '@yihu/contracts'
import { isPlausibleChina } from '@yihu/domain'
import type { z } from 'zod'
import { CRS_OF_WIRE, labelPoint, parseShape, toWgs84 } from '../areas/index.ts'
import type { FieldTable } from './fields.ts'
import { GEOMETRY } from './sheet/geojson.ts'

/** A point in degrees, WGS-84. */
export interface RowPoint {
  readonly lon: number
  readonly lat: number
}

/** Columns that say where something stands. */
export const PLACE_FIELDS: FieldTable = {
  lon: { label: '经度', names: ['经度', 'lon', 'lng', 'longitude'] },
  lat: { label: '纬度', names: ['纬度', 'lat', 'latitude'] },
  geometry: { label: GEOMETRY, names: [GEOMETRY, '图形', 'geometry'] },
}

/** A place that cannot be read, and by which column. */
export interface PlaceProblem {
  readonly field: 'lon' | 'lat' | 'geometry'
  readonly message: string
}

const SHOWN = 40
const MOST_DEGREES = 180

/** Where the cells of a row say that it is: a geometry (of a face a point inside it), else longitude and latitude; null: nowhere. */
export function placeOf(cell: (field: string) => string, crs: z.infer<typeof Crs>): RowPoint | null | PlaceProblem {
  const said = cell('geometry') === '' ? fromNumbers(cell) : fromGeometry(cell('geometry'), crs)
  if (said === null || 'message' in said) return said
  const point = said.isWgs84 ? said : toWgs84(said, crs)
  if (isPlausibleChina(point)) return { lon: point.lon, lat: point.lat }
  return { field: cell('geometry') === '' ? 'lon' : 'geometry', message: abroad(said) }
}

type Said = (RowPoint & { readonly isWgs84: boolean }) | null | PlaceProblem

function fromNumbers(cell: (field: string) => string): Said {
  if (cell('lon') === '' && cell('lat') === '') return null
  const [lon, lat] = [Number(cell('lon') || Number.NaN), Number(cell('lat') || Number.NaN)]
  if (Number.isNaN(lon)) return { field: 'lon', message: `经度不是数字：${cell('lon').slice(0, SHOWN)}` }
  if (Number.isNaN(lat)) return { field: 'lat', message: `纬度不是数字：${cell('lat').slice(0, SHOWN)}` }
  return { lon, lat, isWgs84: false }
}

function fromGeometry(text: string, crs: z.infer<typeof Crs>): Said {
  const geometry = read(text)
  const type = geometry?.type
  if (typeof type !== 'string') return { field: 'geometry', message: `图形读不懂：${text.slice(0, SHOWN)}` }
  if (type === 'Point') return pointOf(geometry?.coordinates) ?? { field: 'geometry', message: '点的坐标不是两个数字' }
  if (type !== 'Polygon' && type !== 'MultiPolygon') return { field: 'geometry', message: `图形是 ${type.slice(0, SHOWN)}，只能是点或面` }
  const parsed = parseShape(geometry, CRS_OF_WIRE[crs])
  const inside = 'shape' in parsed ? labelPoint(parsed.shape) : null
  if (inside) return { ...inside, isWgs84: true }
  return { field: 'geometry', message: 'problem' in parsed ? parsed.problem : '面没有面积' }
}

function read(text: string): { readonly type?: unknown; readonly coordinates?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

function pointOf(coordinates: unknown): Said {
  if (!Array.isArray(coordinates)) return null
  const [lon, lat] = coordinates as readonly unknown[] // isArray gives any[]
  return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat, isWgs84: false } : null
}

/** What is probably wrong with coordinates that lie nowhere in the country. */
function abroad({ lon, lat }: RowPoint): string {
  const where = `坐标（${lon}, ${lat}）不在国内`
  if (Math.abs(lon) > MOST_DEGREES || Math.abs(lat) > MOST_DEGREES) return `${where}，像是投影坐标（米），请先转换成经纬度`
  return isPlausibleChina({ lon: lat, lat: lon }) ? `${where}，经度和纬度像是写反了` : `${where}，请检查坐标系`
}
