/**
 * Grid (智慧网格): what is done again and again in a grid (五必, campaigns), who walks which place when, what came of each visit, who is whose.
 * Owns the tables in `tables.ts`. Raises `grid.visited`, `grid.ruled`; hears `case.moved`, `case.closed` (a task of a plan is a case). What is due is reckoned, never stored.
 * Whoever holds a post knocks as a neighbour and sees doors alone (`doors`). What a visit verifies goes into the pool, once; nobody is counted or ranked by what they did.
 */
import { defineModule } from '../../kernel/module.ts'
import { destroyEnded } from './destroy.ts'
import { keepDoors } from './doors/keep.ts'
import { hearCase } from './give-out.ts'
import { indicators } from './indicators.ts'
import { layers } from './layers.ts'
import { personData } from './person-data.ts'
import { routes } from './routes.ts'
import { visitAction } from './visit.ts'

export { visitSheet } from './sheet.ts'
export { visitForDemo } from './demo.ts'

/** Manifest of the module. */
export const grid = defineModule({
  id: 'grid',
  name: '智慧网格',
  permissions: { 'grid.read': '查看网格工作', 'grid.visit': '登记巡查和走访', 'grid.routine': '设置五必、走访专项和并联计划', 'grid.leave': '安排巡查班次和休假顶岗' },
  routes,
  indicators,
  layers,
  personData,
  handlers: { 'case.moved': hearCase, 'case.closed': hearCase },
  actions: [visitAction],
  jobs: [{ name: 'grid.destroy', cron: '20 4 * * *', isMadeUp: true, run: destroyEnded }, { name: 'grid.doors', cron: '25 4 * * *', isMadeUp: true, run: keepDoors }],
})
