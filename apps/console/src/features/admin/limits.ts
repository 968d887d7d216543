import type { ClassRow } from '@yihu/contracts'

const UNITS = { 'urgent-hour': '个紧急工作时', 'working-hour': '个工作时', 'working-day': '个工作日' } as const

/** Units of a limit as options (GB/T 30428.8). */
export const LIMIT_UNITS = [{ value: 'working-day', label: '工作日' }, { value: 'working-hour', label: '工作时' }, { value: 'urgent-hour', label: '紧急工作时' }]

/** What the stages of a case are called. */
export const STAGES = { handle: '处置', dispatch: '派遣', file: '立案', accept: '受理', check: '核查', verify: '核实' } as const

const stageNames: Readonly<Record<string, string>> = STAGES

/** A class's limits in words: 「处置 5 个工作日」. */
export function limitTexts(limits: ClassRow['limits']): string[] {
  return Object.entries(limits).map(([stage, { amount, unit }]) => `${stageNames[stage] ?? stage} ${amount} ${UNITS[unit]}`.trim())
}

/** The limit that counts for a resident: 「5 个工作日」. */
export function handlingText(limits: ClassRow['limits']): string {
  const { handle } = limits
  return handle ? `${handle.amount} ${UNITS[handle.unit]}` : '5 个工作日（默认）'
}
