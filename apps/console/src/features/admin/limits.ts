import type { ClassRow } from '@yihu/contracts'

const UNITS = { 'urgent-hour': '紧急小时', 'working-hour': '工作小时', 'working-day': '个工作日' } as const
const STAGES: Readonly<Record<string, string>> = { handle: '处置', dispatch: '派遣', file: '立案', accept: '受理', check: '核查', verify: '核实' }

/** A class's limits in words: 「处置 5 个工作日」. */
export function limitTexts(limits: ClassRow['limits']): string[] {
  return Object.entries(limits).map(([stage, { amount, unit }]) => `${STAGES[stage] ?? stage} ${amount} ${UNITS[unit]}`.trim())
}

/** The limit that counts for a resident: 「5 个工作日」. */
export function handlingText(limits: ClassRow['limits']): string {
  const { handle } = limits
  return handle ? `${handle.amount} ${UNITS[handle.unit]}` : '5 个工作日（默认）'
}
