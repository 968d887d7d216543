/**
 * Community (智慧社区): so far the files of people's mediation (调解卷宗) and the five steps of deliberation (五步议事法) with its halls.
 * Owns `mediation_…` and `deliberation_…` tables. Raises `mediation.changed`, `deliberation.changed`, `deliberation.closed`; hears `case.closed` and
 * `case.moved` of cases that a decision is done by. A mediation may stem from a case; a decision becomes cases; neither moves one.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Context } from '../../kernel/context.ts'
import type { Router } from '../../kernel/http/index.ts'
import { hearCase } from './deliberation/assign.ts'
import { indicators } from './deliberation/indicators.ts'
import { phoneData } from './deliberation/own.ts'
import { personData } from './deliberation/person-data.ts'
import { deliberationRoutes } from './deliberation/routes.ts'
import { remindPerformance } from './mediation/remind.ts'
import { mediationRoutes } from './mediation/routes.ts'

export { bringInDeliberations } from './deliberation/bring-in.ts'
export type { PastDeliberation } from './deliberation/bring-in.ts'
export { bringInMediations } from './mediation/bring-in.ts'
export type { PastMediation } from './mediation/bring-in.ts'
export { remindPerformance }

function routes(router: Router, context: Context): void {
  mediationRoutes(router, context)
  deliberationRoutes(router, context)
}

/** Manifest of the module. */
export const community = defineModule({
  id: 'community',
  name: '智慧社区',
  permissions: {
    'mediation.read': '查看调解卷宗', 'mediation.write': '办理调解', 'mediation.reveal': '查看调解当事人',
    'deliberation.read': '查看五步议事', 'deliberation.write': '办理五步议事', 'deliberation.count': '录入纸质票', 'deliberation.reveal': '查看提议人',
  },
  routes,
  phoneData,
  personData,
  indicators,
  handlers: { 'case.closed': hearCase, 'case.moved': hearCase },
  jobs: [{ name: 'mediation.remind', cron: '5 9 * * *', run: remindPerformance }],
})
