import type { Crs } from '@yihu/contracts'
import type { CrsName } from '@yihu/domain'
import type { z } from 'zod'
import type { LonLat } from './area.ts'
import { toWgs84 as convert } from './crs.ts'

/** The systems that requests name, as the converter calls them. */
export const CRS_OF_WIRE: Readonly<Record<z.infer<typeof Crs>, CrsName>> = { 'WGS-84': 'WGS84', 'GCJ-02': 'GCJ02', 'BD-09': 'BD09' }

/** A point of a request as WGS-84; exact to 0.5 m. */
export function toWgs84({ lon, lat }: LonLat, crs: z.infer<typeof Crs>): LonLat {
  const [east, north] = convert([lon, lat], CRS_OF_WIRE[crs])
  return { lon: east, lat: north }
}
