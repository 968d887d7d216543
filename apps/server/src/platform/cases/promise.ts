import type { AnswerOf, promiseCase } from '@yihu/contracts'
import { explainWarning, limitText, newCase } from '@yihu/domain'
import { wholeDeadline, wholeLimit } from './deadline.ts'
import type { Ground } from './ground.ts'

/**
 * When a matter of this class, registered now, has to be answered at the latest: by the same reckoning as the case itself.
 * @throws Fault class-unknown
 */
export function promiseOf(ground: Ground, { classCode, now }: { readonly classCode: string | null; readonly now: number }): AnswerOf<typeof promiseCase> {
  if (classCode !== null) ground.requireClass(classCode)
  const limits = classCode === null ? null : ground.limitsOf(classCode, now)
  const { dueAt, warnings } = wholeDeadline(newCase(now, classCode), limits, ground.calendar)
  return { dueAt: dueAt === null ? null : new Date(dueAt).toISOString(), limitText: limitText(wholeLimit(limits)), warnings: warnings.map((warning) => explainWarning(warning)) }
}
