import { z } from 'zod'

import rows from './gbt30428.json' with { type: 'json' }
import { catalogueClass } from './schema.ts'
import type { CatalogueClass } from './schema.ts'

/**
 * Parts (部件, `B` + major + minor) and events (事件, `S` + major + minor) in the numbering of GB/T 30428.2,
 * edition 2013, with the first-level groups. Major 21 is the local extension the standard leaves open.
 * Filing and closing conditions are our own short wording; `basis` tells sampled limits from defaults.
 */
export const partsAndEvents: readonly CatalogueClass[] = z.array(catalogueClass).parse(rows)
