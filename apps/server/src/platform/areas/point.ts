import { Fault } from '@yihu/contracts'
import type { Crs } from '@yihu/contracts'
import type { z } from 'zod'
import { toWgs84 } from './wire-crs.ts'

interface Coordinates {
  readonly lon?: number | undefined
  readonly lat?: number | undefined
  readonly crs: z.infer<typeof Crs>
}

/**
 * The point of a request in WGS-84; undefined where none was given.
 * @throws Fault input-invalid when one of the two is missing
 */
export function pointOf({ lon, lat, crs }: Coordinates): { lon: number; lat: number } | undefined {
  if (lon === undefined && lat === undefined) return undefined
  if (lon === undefined) throw new Fault('input-invalid', { fields: { lon: '有纬度没有经度，请一起填写' } })
  if (lat === undefined) throw new Fault('input-invalid', { fields: { lat: '有经度没有纬度，请一起填写' } })
  return toWgs84({ lon, lat }, crs)
}
