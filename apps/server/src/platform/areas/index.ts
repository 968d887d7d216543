/**
 * Areas: the tree of places with borders and their history, our own base map, and where a point or an
 * address lies. Owns `area`, `area_history`, `base_feature`. Raises `area.changed`; hears nothing;
 * servers notice changes by the tables' revision. Coordinates inside are WGS-84; `crs.ts` converts at the edge.
 */
import type { WithDb } from '../../kernel/db/index.ts'
import { defineModule } from '../../kernel/module.ts'
import { areasOf } from './current.ts'
import { indicators } from './indicators.ts'
import { drawnAreas, layers } from './layers.ts'
import type { ResolvedAddress } from './address.ts'
import { routes } from './routes.ts'

export { sumsOf, valuesAt } from './at-place.ts'
export { createAreaIndex } from './area-index.ts'
export type { ChainLink } from './area.ts'
export type { AreaIndex } from './area-index.ts'
export { agreeWithCoordinates } from './crs.ts'
export { areasOf } from './current.ts'
export { drawnAreas }
export { importFile as importAreaFile } from './import.ts'
export { placeAt } from './place-at.ts'
export { chainInSight, placeInSight, placeNamed } from './place-in-sight.ts'
export type { PlaceInSight } from './place-in-sight.ts'
export { pointOf } from './point.ts'
export { labelPoint, parseShape } from './shape.ts'
export { importBaseMap, importTown, storedOf } from './town.ts'
export { CRS_OF_WIRE, toWgs84 } from './wire-crs.ts'

/** Below this confidence an address is not taken: ask the person. */
export const SURE_ADDRESS = 0.5

/** Where a text says something is; null when nothing fits. */
export async function resolveAddress(context: WithDb, text: string): Promise<ResolvedAddress | null> {
  return (await areasOf(context)).resolveAddress(text)
}

/** Manifest of the module. */
export const areas = defineModule({
  id: 'areas',
  name: '区域',
  permissions: { 'area.read': '查看区域与边界检查', 'area.edit': '导入和修改区域' },
  routes,
  indicators,
  layers,
})
