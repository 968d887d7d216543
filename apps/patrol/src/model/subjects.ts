import type { DueItem } from '@yihu/contracts'
import type { CheckSubject } from '@yihu/domain'

/** Something of a register that a checklist can be filled for. */
export interface Subject {
  readonly id: string
  readonly label: string
}

/** What of the registers lies in one's own grids, by register. */
export type Subjects = Readonly<Partial<Record<CheckSubject, readonly Subject[]>>>

/** Where a checklist may be filled: what is due first, then everything else of its register that has these words in its name. */
export function subjectsFor(kind: CheckSubject, { due, subjects, q }: { due: readonly DueItem[]; subjects: Subjects | null; q: string }): (Subject & { readonly isDue: boolean })[] {
  const dueOnes = new Map(due.filter(({ subject }) => subject.kind === kind).map(({ subject: { id, label } }) => [id, { id, label, isDue: true }]))
  const others = (subjects?.[kind] ?? []).filter(({ id }) => !dueOnes.has(id)).map((one) => ({ ...one, isDue: false }))
  const words = q.trim()
  return [...dueOnes.values(), ...others].filter(({ id, label }) => label.includes(words) || id === words)
}
