import type { AreaLevel } from '@yihu/contracts'
import type { AreaShape } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import type { StoredArea } from './area.ts'
import { writeAreas, writeBaseFeatures } from './repo.ts'
import type { BaseFeature } from './repo.ts'

/** An area as the generator of the demo street and other bulk sources give it. */
export interface TownArea {
  readonly code: string
  readonly level: AreaLevel
  readonly parentCode: string | null
  readonly name: string
  readonly path: string
  readonly polygon: AreaShape
  readonly point: readonly [lon: number, lat: number]
  readonly validFrom: string
  readonly attrs: object
}

/** Loads areas whole, replacing those with the same code; about 0.3 s for a street. Borders are not checked. */
export async function importTown(tx: Tx, areas: readonly TownArea[]): Promise<void> {
  await writeAreas(tx, storedOf(areas))
}

/** Areas as the tree keeps them. */
export function storedOf(areas: readonly TownArea[]): StoredArea[] {
  return areas.map(({ code, level, parentCode, name, path, polygon, point, validFrom, attrs }) => ({
    code, level, parent: parentCode, name, path, geometry: polygon, point: { lon: point[0], lat: point[1] }, validFrom, validTo: null, aliases: [],
    attrs: { ...attrs }, address: 'address' in attrs && typeof attrs.address === 'string' ? attrs.address : null,
  }))
}

/** Loads features of the base map; a point with `areaPath` and `address` in its attributes can be found by name. */
export async function importBaseMap(tx: Tx, features: readonly BaseFeature[]): Promise<void> {
  await writeBaseFeatures(tx, features)
}
