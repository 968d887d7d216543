/**
 * Command (应急指挥): so far the register of powers delegated to the street (五项权力下放) and the scores it gives under them.
 * Owns `street_power`, `unit_score`. Raises and hears nothing; every change is audited.
 */
import { defineModule } from '../../kernel/module.ts'
import { powerRoutes } from './powers/routes.ts'

/** Manifest of the module. */
export const command = defineModule({
  id: 'command',
  name: '应急指挥',
  permissions: { 'power.read': '查看下放权力与评分', 'power.manage': '登记下放权力', 'power.score': '给区级部门评分' },
  routes: powerRoutes,
})
