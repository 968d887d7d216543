import type { AreaLevel } from '@yihu/contracts'
import type { AreaShape } from '@yihu/domain'

/** A point in degrees, WGS-84. */
export interface LonLat {
  readonly lon: number
  readonly lat: number
}

/** One node of the area tree. */
export interface StoredArea {
  readonly code: string
  readonly level: AreaLevel
  readonly parent: string | null
  /** ltree path from the district down. */
  readonly path: string
  readonly name: string
  readonly address: string | null
  readonly aliases: readonly string[]
  readonly point: LonLat | null
  readonly geometry: AreaShape | null
  readonly attrs: Readonly<Record<string, unknown>>
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
  readonly validTo: string | null
}

/** A link of the chain from the district down to an area. */
export interface ChainLink {
  readonly code: string
  readonly level: AreaLevel
  readonly name: string
}

/** How deep a level lies: district 0 … room 7. */
export const LEVEL_DEPTH: Readonly<Record<AreaLevel, number>> = { district: 0, street: 1, community: 2, grid: 3, estate: 4, building: 5, unit: 6, room: 7 }
