/**
 * Checks: checklists with versions, filled sheets, hidden dangers (排查—整改—复查). Owns `checklist`, `checklist_version`,
 * `check_sheet`, `check_photo`, `check_danger`, `check_refusal`, `check_sanction`. A danger is a case by the door of all signals and is rectified and checked
 * again on that case alone. Raises `check.filled`, `check.published`, `check.danger`, `check.sanctioned`; hears `case.moved`, `case.closed`.
 */
import { defineModule } from '../../kernel/module.ts'
import { fillAction } from './fill-action.ts'
import { hearCase } from './hear.ts'
import { indicators } from './indicators.ts'
import { routes } from './routes.ts'

export { shippedChecklist } from './shipped.ts'
export { fill } from './fill.ts'
export { checkBurden, checkQuestions } from './burden.ts'
export type { CheckBurden } from './burden.ts'
export { sheetTimes } from './repo-burden.ts'
export { filledIn } from './repo-sheet.ts'

/** Manifest of the module. */
export const checks = defineModule({
  id: 'checks',
  name: '检查',
  permissions: { 'check.read': '查看检查表和隐患', 'check.fill': '填检查表', 'check.edit': '编写检查表', 'check.publish': '发布检查表', 'check.sanction': '处理隐患的责任单位' },
  routes,
  indicators,
  actions: [fillAction],
  handlers: { 'case.moved': hearCase, 'case.closed': hearCase },
})
