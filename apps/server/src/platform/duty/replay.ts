import type { DutyChoice, UnitBook } from './choose.ts'
import type { DutyTable } from './current.ts'
import type { PastCase } from './past.ts'

/** A case for which the two sets of rules name different units. */
export interface Diverted {
  readonly past: PastCase
  readonly before: Decided | null
  readonly after: Decided | null
}

interface Decided {
  readonly unitId: string
  readonly ruleId: string
}

/** How often something was named before and after. */
export interface Tally {
  readonly id: string
  readonly before: number
  readonly after: number
}

export interface Replay {
  readonly diverted: readonly Diverted[]
  readonly units: readonly Tally[]
  readonly rules: readonly Tally[]
  /** Finished cases, and how many of them went at once to the unit that finished them. */
  readonly right: { readonly of: number; readonly before: number; readonly after: number }
  readonly auto: { readonly before: number; readonly after: number }
}

interface Replaying {
  readonly before: DutyTable
  readonly after: DutyTable
  readonly units: UnitBook
  /** Whether an instant lies in service hours. */
  readonly isServiceTime: (at: number) => boolean
  /** Waited for now and then, so that others are served meanwhile. */
  readonly pause: () => Promise<unknown>
}

const AT_A_TIME = 1000

/** Dispatches past cases again by two sets of rules, each at the time it was first dispatched. */
export async function replay(cases: readonly PastCase[], { before, after, units, isServiceTime, pause }: Replaying): Promise<Replay> {
  const diverted: Diverted[] = []
  const byUnit = new Map<string, { before: number; after: number }>()
  const byRule = new Map<string, { before: number; after: number }>()
  const right = { of: 0, before: 0, after: 0 }
  const auto = { before: 0, after: 0 }
  for (const [at, past] of cases.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) await pause()
    const question = { classCode: past.classCode, path: past.path, isServiceTime: isServiceTime(past.at), units }
    const decided = { before: before.choose(question), after: after.choose(question) }
    for (const side of ['before', 'after'] as const) {
      count(byUnit, decided[side]?.unitId, side)
      count(byRule, decided[side]?.ruleId, side)
      if (decided[side]?.isAuto) auto[side] += 1
      if (past.finished !== null && decided[side]?.unitId === past.finished) right[side] += 1
    }
    if (past.finished !== null) right.of += 1
    if (decided.before?.unitId !== decided.after?.unitId) diverted.push({ past, before: brief(decided.before), after: brief(decided.after) })
  }
  return { diverted, units: talliesOf(byUnit), rules: talliesOf(byRule), right, auto }
}

function brief(choice: DutyChoice | null): Decided | null {
  return choice ? { unitId: choice.unitId, ruleId: choice.ruleId } : null
}

function count(sums: Map<string, { before: number; after: number }>, id: string | undefined, side: 'before' | 'after'): void {
  if (id === undefined) return
  const sum = sums.get(id) ?? { before: 0, after: 0 }
  sum[side] += 1
  sums.set(id, sum)
}

/** The largest change first. */
function talliesOf(sums: ReadonlyMap<string, { before: number; after: number }>): Tally[] {
  return [...sums].map(([id, sum]) => ({ id, ...sum })).toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.after - a.after || (a.id < b.id ? -1 : 1))
}
