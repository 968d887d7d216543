/**
 * Community (智慧社区): so far the files of people's mediation (调解卷宗).
 * Owns `mediation_file`, `mediation_party`, `mediation_document`, `mediation_counter`.
 * Raises `mediation.changed`; hears nothing. A file may stem from a case; it never moves one.
 */
import { defineModule } from '../../kernel/module.ts'
import { remindPerformance } from './mediation/remind.ts'
import { mediationRoutes } from './mediation/routes.ts'

export { bringInMediations } from './mediation/bring-in.ts'
export type { PastMediation } from './mediation/bring-in.ts'
export { remindPerformance }

/** Manifest of the module. */
export const community = defineModule({
  id: 'community',
  name: '智慧社区',
  permissions: { 'mediation.read': '查看调解卷宗', 'mediation.write': '办理调解', 'mediation.reveal': '查看调解当事人' },
  routes: mediationRoutes,
  jobs: [{ name: 'mediation.remind', cron: '5 9 * * *', run: remindPerformance }],
})
