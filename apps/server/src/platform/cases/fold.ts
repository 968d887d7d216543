import { Fault } from '@yihu/contracts'
import { localDate, next, workingDaysBetween } from '@yihu/domain'
import type { CaseCore, Move, MoveContext, MoveRight, WorkCalendar } from '@yihu/domain'

/** Somebody who moves a case, with the name the trace keeps. */
export interface Mover {
  readonly id: string | null
  readonly name: string
  readonly unitId: string | null
  readonly rights: ReadonlySet<MoveRight>
  readonly units: readonly string[]
}

const ALL_RIGHTS: ReadonlySet<MoveRight> = new Set<MoveRight>([
  'case.accept', 'case.verify', 'case.file', 'case.dispatch', 'case.handle', 'case.check', 'case.urge',
])

/** The platform itself: may do what a rule of the street says, never approve. */
export const SYSTEM: Mover = { id: null, name: '系统', unitId: null, rights: ALL_RIGHTS, units: [] }

/** Whoever holds the query code. */
export const REPORTER: Mover = { id: null, name: '报事人', unitId: null, rights: new Set<MoveRight>(['reporter']), units: [] }

/** Whoever holds the query code of a case merged into this one. */
export const FOLLOWER: Mover = { ...REPORTER, rights: new Set<MoveRight>(['follower']) }

export interface CaseStep {
  readonly move: Move
  readonly by: Mover
  readonly at: number
  /** Files shown with the step. */
  readonly evidence?: readonly string[]
  /** What the trace keeps beside the form, e.g. why a unit was chosen. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** One line of the trace before it is sealed. */
export interface TraceLine {
  readonly at: Date
  readonly kind: string
  readonly actorId: string | null
  readonly actorName: string
  readonly unitId: string | null
  readonly from: string | null
  readonly to: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly evidence: readonly string[]
}

/** Facts about other cases that guards look at. */
export type Relatives = Pick<MoveContext, 'children' | 'openChildren' | 'followers' | 'parent' | 'survivor'>

export const NO_RELATIVES: Relatives = { children: 0, openChildren: 0, followers: 0, parent: null, survivor: null }

interface Folded {
  readonly core: CaseCore
  readonly lines: readonly TraceLine[]
  /** When the present stage began. */
  readonly stageFrom: number
}

interface FoldInput {
  readonly core: CaseCore
  readonly steps: readonly CaseStep[]
  readonly relatives: Relatives
  readonly calendar: WorkCalendar
  readonly dueAt: number | null
  readonly stageFrom: number
}

/**
 * Runs moves over a flow state, in order.
 * @throws Fault with the flow's own refusal code; nothing is kept of a refused series.
 */
export function fold({ core, steps, relatives, calendar, dueAt, stageFrom }: FoldInput): Folded {
  let present = core
  let since = stageFrom
  const lines: TraceLine[] = []
  for (const { move, by, at, evidence, extra } of steps) {
    const result = next(present, move, {
      ...relatives,
      now: at,
      dueAt,
      actor: { id: by.id, rights: by.rights, units: by.units },
      workingDaysSince: (from) => workingDaysBetween(calendar, localDate(from), localDate(at)).days,
    })
    if (!result.ok) throw new Fault(result.code, { details: result.details })
    if (result.core.state !== present.state) since = at
    const { move: kind, ...form } = move
    lines.push({
      at: new Date(at), kind, actorId: by.id, actorName: by.name, unitId: by.unitId,
      from: present.state, to: result.core.state, payload: { ...form, ...extra, ...(evidence?.length ? { evidence } : {}) }, evidence: evidence ?? [],
    })
    present = result.core
  }
  return { core: present, lines, stageFrom: since }
}
