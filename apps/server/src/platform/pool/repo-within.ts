import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/**
 * At or below an area, as a span of the order of paths: labels are letters, digits and underscores, so `0` is what comes
 * next after a whole label. A page then begins where the area does; asked by containment, it is looked for from the first community on.
 */
export function within(area: string, column = 't.area_path'): RawBuilder<unknown> {
  return sql`(${sql.ref(column)} >= ${area}::ltree and ${sql.ref(column)} < ${`${area}0`}::ltree)`
}
