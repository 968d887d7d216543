/**
 * Catalogue: classes of cases (GB/T 30428.2 parts and events, the street's appeals) by edition, and service items.
 * Owns `class`, `service_item`. Raises and hears nothing; servers notice changes by the table's revision.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export { catalogueOf } from './current.ts'
export type { Catalogue } from './current.ts'
export type { StoredClass as CatalogueRow, StoredItem as ServiceItemRow } from './repo.ts'
export { UNIT_KINDS } from './data/schema.ts'
export type { StageLimits, UnitKind } from './data/schema.ts'
export { seedCatalogue } from './seed.ts'
export { createSuggest } from './suggest.ts'
export type { Suggestion } from './suggest.ts'

/** Manifest of the module. */
export const catalogue = defineModule({
  id: 'catalogue',
  name: '分类目录',
  permissions: { 'catalogue.read': '查看分类目录和工作日历' },
  routes,
})
