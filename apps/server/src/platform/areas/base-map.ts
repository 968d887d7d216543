import { createHash } from 'node:crypto'
import type { AreaLevel, FeatureCollection } from '@yihu/contracts'
import type { z } from 'zod'
import type { LoadedAreas } from './current.ts'

/** The base map ready to be sent. */
export interface BaseMap {
  readonly features: z.infer<typeof FeatureCollection>
  readonly json: string
  readonly etag: string
}

/** Drawn from coarse to fine, so that the finer lies on top. */
const DRAWN: readonly AreaLevel[] = ['street', 'community', 'grid', 'estate', 'building']

const kept = new WeakMap<LoadedAreas, BaseMap>()

/** Our own vector base: areas, then water, green, roads and places. Made once for each state of the tables. */
export function baseMapOf(loaded: LoadedAreas): BaseMap {
  const known = kept.get(loaded)
  if (known) return known
  const made = make(loaded)
  kept.set(loaded, made)
  return made
}

function make({ index, base }: LoadedAreas): BaseMap {
  const areas = DRAWN.flatMap((level) => index.areas.filter((area) => area.level === level)).flatMap(({ code, level, name, path, geometry, point, attrs: { floors } }) =>
    geometry ? [{ type: 'Feature' as const, id: code, geometry, properties: { kind: level, code, name, path, ...(point ? { lon: point.lon, lat: point.lat } : {}), ...(typeof floors === 'number' ? { floors } : {}) } }] : [],
  )
  const shapes = base.map(({ id, kind, name, geometry, attrs }) => ({ type: 'Feature' as const, id, geometry, properties: { ...attrs, kind, name } }))
  const features = { type: 'FeatureCollection' as const, features: [...areas, ...shapes] }
  const json = JSON.stringify(features)
  return { features, json, etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"` }
}
