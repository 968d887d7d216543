import type { MoveForm } from '@yihu/contracts'
import type { Move } from '@yihu/domain'

/** The wire's form is the flow's move plus evidence files. */
export function splitForm(form: MoveForm): { move: Move; evidence: readonly string[] } {
  if (!('evidence' in form)) return { move: form, evidence: [] }
  const { evidence, ...move } = form
  return { move, evidence }
}
