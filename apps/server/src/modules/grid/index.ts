/**
 * Grid (智慧网格): what is done again and again in a grid (五必, campaigns), what came of each visit, who is whose in the network.
 * Owns the tables in `tables.ts`. Raises `grid.visited`; hears nothing. What is due is reckoned, never stored.
 * What a visit verifies goes into the pool, once; nobody is counted or ranked by what they did.
 */
import { defineModule } from '../../kernel/module.ts'
import { destroyEnded } from './destroy.ts'
import { indicators } from './indicators.ts'
import { routes } from './routes.ts'
import { visitAction } from './visit.ts'

export { visitSheet } from './sheet.ts'
export { visitForDemo } from './demo.ts'

/** Manifest of the module. */
export const grid = defineModule({
  id: 'grid',
  name: '智慧网格',
  permissions: { 'grid.read': '查看网格工作', 'grid.visit': '登记巡查和走访', 'grid.routine': '设置五必和走访专项', 'grid.leave': '安排休假顶岗' },
  routes,
  indicators,
  actions: [visitAction],
  jobs: [{ name: 'grid.destroy', cron: '20 4 * * *', run: destroyEnded }],
})
