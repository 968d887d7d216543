import { accountOf } from '../staff/users.ts'
import { askExtension, standStill } from './fates.ts'
import type { Course } from './fates.ts'
import { answer, sendTo, startCheck } from './script.ts'
import { remark } from './compose.ts'

/** Where an unfinished appeal stands at `asOf`. */
export type OpenState =
  | 'registered' | 'verifying' | 'filed' | 'dispatched' | 'handling' | 'asking-extension' | 'suspended' | 'escalated' | 'replied' | 'checking'

/** One unfinished appeal: its state and how many working days ago it came in (5 working days are allowed). */
export interface OpenPlan {
  state: OpenState
  daysAgo: number
}

/** The 37 unfinished appeals: three yellow (registered four working days ago), two red (over five). */
export const OPEN_PLANS: readonly OpenPlan[] = [
  ...days('registered', [0, 0, 0, 1]),
  ...days('verifying', [1, 1, 1, 1]),
  ...days('filed', [1, 1, 1]),
  ...days('dispatched', [1, 1, 2, 2, 2]),
  ...days('handling', [1, 2, 2, 2, 3, 3, 4, 4, 6]),
  ...days('asking-extension', [4]),
  ...days('suspended', [8, 11, 15]),
  ...days('escalated', [2, 3]),
  ...days('replied', [2, 3, 7]),
  ...days('checking', [2, 3, 3]),
]

function days(state: OpenState, ago: readonly number[]): OpenPlan[] {
  return ago.map((daysAgo) => ({ state, daysAgo }))
}

/** Plays an unfinished appeal up to its state; quick enough to be there within one working day. */
export function playOpen(state: OpenState, c: Course): void {
  const { script } = c
  if (state === 'registered') return
  script.pass(0.006)
  script.make('accept', { move: 'accept' })
  if (state === 'verifying') {
    script.pass(0.004)
    script.make('accept', { move: 'ask-verification', unitId: c.communityUnit, note: remark('ask', script.random) })
    return
  }
  script.pass(0.008)
  script.make('duty', { move: 'file', classCode: c.classCode })
  if (state === 'filed') return
  if (state === 'escalated') {
    script.pass(0.01)
    script.make('dispatch', { move: 'escalate', unitId: c.unit, question: '管线权属不清，请区级部门到现场明确责任单位' })
    return
  }
  sendTo(script, c.unit)
  if (state === 'dispatched') return
  script.pass(0.02)
  script.make(accountOf(c.unit), { move: 'claim' })
  if (state === 'suspended') standStill(c)
  if (state === 'asking-extension') askExtension(c)
  if (state !== 'replied' && state !== 'checking') return
  answer(script, c.fix, 0.1)
  if (state === 'checking') startCheck(script)
}
