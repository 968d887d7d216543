import { z } from 'zod'
import { createSnapshot } from '../../kernel/db/index.ts'
import type { WithDb } from '../../kernel/db/index.ts'
import { createAreaIndex } from './area-index.ts'
import type { AreaIndex } from './area-index.ts'
import type { NamedPlace } from './address-book.ts'
import { readAreas, readBaseFeatures } from './repo.ts'
import type { BaseFeature } from './repo.ts'

/** What servers hold in memory of this module's tables. */
export interface LoadedAreas {
  readonly index: AreaIndex
  readonly base: readonly BaseFeature[]
}

/** The areas and the base map of a context's database. */
export const loadedAreasOf = createSnapshot({
  name: 'area',
  load: async (db): Promise<LoadedAreas> => {
    const [areas, base] = [await readAreas(db), await readBaseFeatures(db)]
    return { index: createAreaIndex(areas, base.flatMap(namedPlace)), base }
  },
})

/** The area tree of a context's database; never older than the last committed change, the same object until then. */
export async function areasOf(context: WithDb): Promise<AreaIndex> {
  return (await loadedAreasOf(context)).index
}

const NamedFeature = z.object({
  name: z.string().min(2),
  geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
  attrs: z.object({ address: z.string().default(''), areaPath: z.string() }),
})

/** Points of the base map that know their area are places people name. */
function namedPlace(feature: BaseFeature): NamedPlace[] {
  const parsed = NamedFeature.safeParse(feature)
  if (!parsed.success) return []
  const { name, geometry, attrs } = parsed.data
  return [{ name, address: attrs.address, areaPath: attrs.areaPath, point: { lon: geometry.coordinates[0], lat: geometry.coordinates[1] } }]
}
