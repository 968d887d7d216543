import type { Area, LonLat } from './area-types.ts'
import { DISTRICT, STREET } from './areas/names.ts'
import { populate } from './people/populate.ts'
import type { Population } from './people-types.ts'
import { buildStreet } from './street.ts'

/** An invented street beside the demo street: its areas and who lives there. */
export interface Neighbour {
  readonly areas: Area[]
  readonly population: Population
}

/** Degrees that each further street lies east of the one before. */
const EASTWARD = 0.08

/**
 * Street 1…88 for measuring how a district fares: as large as the demo street (0), with codes, paths and identity numbers
 * of its own. Street 0 is the demo street itself.
 */
export function buildNeighbour(serial: number): Neighbour {
  const street = buildStreet({ seed: serial === 0 ? 'xuegong' : `neighbour-${serial}` })
  if (serial === 0) return { areas: street.areas, population: populate(street) }
  const code = `${DISTRICT.code}${500 + serial}`
  const [path, name] = [`${DISTRICT.label}.s${500 + serial}`, `示例${serial}街道`]
  const areas = street.areas.filter(({ level }) => level !== 'district').map((area) => moved(area, { code, path, name, east: serial * EASTWARD }))
  const population = populate({ ...street, areas }, { seed: `neighbour-${serial}`, region: String(999_999 - serial) })
  return { areas, population }
}

/** The same area in another street. */
function moved(area: Area, to: { code: string; path: string; name: string; east: number }): Area {
  const point = ([lon, lat]: LonLat): LonLat => [lon + to.east, lat]
  const recode = (text: string): string => text.replace(STREET.code, to.code)
  const rename = (text: string): string => text.replace(STREET.name, to.name)
  const address = 'address' in area.attrs ? { address: rename(area.attrs.address) } : {}
  return {
    ...area,
    code: recode(area.code),
    parentCode: area.parentCode && recode(area.parentCode),
    name: rename(area.name),
    path: area.path.replace(`${DISTRICT.label}.${STREET.label}`, to.path),
    polygon: { ...area.polygon, coordinates: area.polygon.coordinates.map((ring) => ring.map(point)) },
    point: point(area.point),
    attrs: { ...area.attrs, ...address } as Area['attrs'], // the level is unchanged, and so is what it carries
  } as Area
}
