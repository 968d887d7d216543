import type { MoveRight } from './moves.ts'
import type { CaseState, Outcome, RefusalReason, SuspensionReason } from './states.ts'

/** Instants are epoch milliseconds. */
export type Instant = number

export interface Pause {
  readonly from: Instant
  readonly to: Instant | null
  readonly reason: string
}

export interface Extension {
  readonly workingDays: number
  readonly approvedAt: Instant
  readonly reason: string
}

/** A request that a second person must approve (延期、挂账、作废). */
export type Pending =
  | { readonly kind: 'extension'; readonly by: string; readonly at: Instant; readonly workingDays: number; readonly reason: string }
  | { readonly kind: 'suspension'; readonly by: string; readonly at: Instant; readonly reason: SuspensionReason; readonly note: string }
  | { readonly kind: 'void'; readonly by: string; readonly at: Instant; readonly reason: string }

/** Everything the flow decides on. Stored as columns and JSON of one row; no other state exists. */
export interface CaseCore {
  readonly state: CaseState
  readonly outcome: Outcome | null
  readonly mergedInto: string | null
  readonly classCode: string | null
  readonly ownerUnit: string | null
  /** Who of the unit took it on; absent where nobody ever did. */
  readonly handledBy?: string | null
  readonly pending: Pending | null
  readonly startedAt: Instant
  readonly pauses: readonly Pause[]
  readonly extensions: readonly Extension[]
  readonly dispatchedAt: Instant | null
  readonly closedAt: Instant | null
  readonly refusal: RefusalReason | null
  readonly verification: { readonly unitId: string | null; readonly found: boolean | null } | null
  readonly contact: { readonly reached: boolean; readonly solved: boolean | null; readonly satisfied: boolean | null } | null
  readonly rating: { readonly solved: boolean; readonly satisfaction: number } | null
  readonly calledUnits: readonly string[]
  readonly answeredUnits: readonly string[]
  /** Called units that said they come, before they answer; absent on cases nobody ever claimed. */
  readonly claimedUnits?: readonly string[]
  readonly urgedAt: Instant | null
  readonly urges: number
  readonly hops: number
  readonly returns: number
  readonly reworks: number
  readonly reopens: number
  readonly stillThere: number
  readonly isSelfHandled: boolean
}

/** A case as it is registered. */
export function newCase(at: Instant, classCode: string | null): CaseCore {
  return {
    state: 'registered', outcome: null, mergedInto: null, classCode, ownerUnit: null, pending: null,
    startedAt: at, pauses: [], extensions: [], dispatchedAt: null, closedAt: null, refusal: null,
    verification: null, contact: null, rating: null, calledUnits: [], answeredUnits: [],
    urgedAt: null, urges: 0, hops: 0, returns: 0, reworks: 0, reopens: 0, stillThere: 0, isSelfHandled: false,
  }
}

/** Who moves. The system acts with `id: null` and may never approve. */
export interface Actor {
  readonly id: string | null
  readonly rights: ReadonlySet<MoveRight>
  readonly units: readonly string[]
}

/** What a move may look at besides the case itself: facts read under the same row lock. */
export interface MoveContext {
  readonly now: Instant
  readonly actor: Actor
  /** Whole working days from an instant until now, on the street's calendar. */
  readonly workingDaysSince: (from: Instant) => number
  readonly dueAt: Instant | null
  readonly openChildren: number
  readonly children: number
  /** Cases merged into this one. */
  readonly followers: number
  readonly parent: { readonly isOpen: boolean } | null
  /** The case a merge points at. */
  readonly survivor: { readonly isOpen: boolean; readonly isMerged: boolean; readonly isSelf: boolean } | null
}

/** Limits of the flow; Shandong's hotline rule of January 2020 unless noted. */
export const FLOW_LIMITS = {
  returnWithinWorkingDays: 2,
  extensionWorkingDays: 10,
  /** Our own: after that a new appeal is clearer for everybody. */
  reopenWithinWorkingDays: 15,
} as const
