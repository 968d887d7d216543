/**
 * Duty: who is responsible for which class where; the dispatch explains itself, returned cases teach the rules, and the
 * next set of rules is drafted, judged, tried on past cases and published as a version. Owns `duty_rule`,
 * `duty_rule_count`, `duty_version`, `duty_draft`; reads cases through the views `duty_past_case`, `duty_past_hop`.
 * Raises `duty.published`; hears nothing; servers notice changes by the table's revision.
 */
import { defineModule } from '../../kernel/module.ts'
import { learnCounts } from './current.ts'
import { routes } from './routes.ts'

export { countReturn, countUse, dutyOf, importRules } from './current.ts'
export { unitBookOf } from './unit-book.ts'

/** Manifest of the module. */
export const duty = defineModule({
  id: 'duty',
  name: '派遣规则',
  permissions: { 'duty.read': '查看派遣规则', 'duty.draft': '起草派遣规则', 'duty.edit': '发布派遣规则' },
  routes,
  jobs: [{ name: 'duty.learn-counts', cron: '7 * * * *', run: learnCounts }],
})
