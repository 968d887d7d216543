/**
 * Duty: who is responsible for which class where; the dispatch explains itself, and returned cases teach the rules.
 * Owns `duty_rule`, `duty_rule_count`. Raises and hears nothing; servers notice changes by the table's revision.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { learnCounts } from './current.ts'
import { routes } from './routes.ts'
import type { DutyPorts } from './routes.ts'

export type { UnitBook } from './choose.ts'
export { countReturn, countUse, dutyOf, importRules } from './current.ts'
export type { DutyPorts } from './routes.ts'

/** Manifest of the module, given what it must ask of the units. */
export function duty(ports: DutyPorts): Module {
  return defineModule({
    id: 'duty',
    name: '派遣规则',
    permissions: { 'duty.read': '查看派遣规则' },
    routes: routes(ports),
    jobs: [{ name: 'duty.learn-counts', cron: '7 * * * *', run: learnCounts }],
  })
}
