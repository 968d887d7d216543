import { Fault } from '@yihu/contracts'
import type { ParticipantRole } from '@yihu/contracts'
import { DELIBERATION_ACTS, DELIBERATION_STATES, nextDeliberation, VOTE_RULES } from '@yihu/domain'
import type { Consent, DeliberationAct, DeliberationFacts, DeliberationState, VoteRuleName } from '@yihu/domain'

export interface Person {
  readonly role: ParticipantRole
  readonly name: string
  readonly unit?: string | undefined
  readonly conflict?: string | undefined
}

export type MergeSide = 'own' | 'other'

/** Everything a proposal carries beside its words, its supporters and its votes; stored as JSON of one row. Instants are epoch milliseconds. */
export interface DeliberationCore {
  readonly state: DeliberationState
  /** What happened, in words everybody may read; `by` is for the desk alone. */
  readonly history: readonly { readonly at: number; readonly by: string; readonly step: number; readonly title: string; readonly text: string }[]
  readonly merge: { readonly into: string; readonly intoTitle: string; readonly reason: string; readonly own: Consent; readonly other: Consent; readonly notes: readonly string[]; /** Whose author answered in person, online: the desk leaves it. */ readonly inPerson?: readonly MergeSide[] } | null
  readonly meeting: { readonly at: string; readonly place: string; readonly question: string; readonly rule: VoteRuleName; readonly people: readonly Person[] } | null
  readonly voteUntil: number | null
  readonly result: { readonly isCarried: boolean; readonly lines: readonly string[]; readonly minutes: string } | null
}

/** A proposal as it comes in. */
export function newDeliberation({ now, by }: { readonly now: number; readonly by: string }): DeliberationCore {
  return { state: 'received', history: [{ at: now, by, step: 1, title: '收到提议', text: '' }], merge: null, meeting: null, voteUntil: null, result: null }
}

/** What an act makes of the core beside its state. */
export interface Effect {
  readonly change?: Partial<Omit<DeliberationCore, 'state' | 'history'>>
  /** How the timeline calls it, where the act's own name says too little. */
  readonly title?: string
  readonly text?: string
  readonly isCarried?: boolean
}

interface Advance {
  readonly act: DeliberationAct
  readonly now: number
  readonly by: string
  readonly effect?: Effect
  readonly known: Known
}

/** What the tables know: households that may vote, those of them without an area, papers that are not settled. */
export interface Known extends Pick<DeliberationFacts, 'voters' | 'isPaperOpen'> {
  readonly withoutArea: number
}

export function factsOf(core: DeliberationCore, { withoutArea, ...known }: Known): DeliberationFacts {
  return { state: core.state, merge: core.merge, hasMeeting: core.meeting !== null, lacksArea: withoutArea > 0 && isByArea(core), voteUntil: core.voteUntil, ...known }
}

/** The share of area counts beside the number of households. */
export function isByArea({ meeting }: Pick<DeliberationCore, 'meeting'>): boolean {
  return meeting !== null && VOTE_RULES[meeting.rule].byArea
}

/** Checks an act before anything is written. @throws the refusals of the flow */
export function check(core: DeliberationCore, { act, now, known, effect }: Omit<Advance, 'by'>): DeliberationState {
  const next = nextDeliberation(factsOf(core, known), act, { now, ...(effect?.isCarried === undefined ? {} : { isCarried: effect.isCarried }) })
  if (!next.ok) throw new Fault(next.code, { details: { state: DELIBERATION_STATES[core.state].name, act: DELIBERATION_ACTS[act].label } })
  return next.state
}

/** The core after an act, with a line of the timeline. @throws the refusals of the flow */
export function advance(core: DeliberationCore, { act, now, by, effect = {}, known }: Advance): DeliberationCore {
  const state = check(core, { act, now, known, effect })
  const line = { at: now, by, step: DELIBERATION_STATES[state].step, title: effect.title ?? DELIBERATION_ACTS[act].label, text: effect.text ?? '' }
  return { ...core, ...effect.change, state, history: [...core.history, line] }
}
