/**
 * Catalogue: classes of cases (GB/T 30428.2 parts and events, the street's appeals) by edition.
 * The next edition is drafted, compared, published and taken back. Owns `class`, `class_version`, `class_draft`. Raises `catalogue.published`; hears nothing; servers notice changes by the table's revision.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export { catalogueOf, readClassesWith } from './current.ts'
export type { Catalogue, ClassReader } from './current.ts'
export { seedCatalogue } from './seed.ts'

/** Manifest of the module. */
export const catalogue = defineModule({
  id: 'catalogue',
  name: '分类目录',
  permissions: { 'catalogue.read': '查看分类目录和工作日历', 'catalogue.edit': '起草和发布案件分类' },
  routes,
})
