import type { ErrorCode, StoryAct, StoryState } from '@yihu/contracts'

/** Who acts: the writer, and what they may do. */
export interface StoryActor {
  readonly isWriter: boolean
  readonly mayEdit: boolean
  readonly mayApprove: boolean
}

interface Rule {
  readonly from: readonly StoryState[]
  readonly to: StoryState
  readonly right: 'mayEdit' | 'mayApprove'
  /** The second pair of eyes is never the writer's own. */
  readonly byAnother?: boolean
}

/** draft → waiting → published, decided by another person. Taking a piece back is open to whoever may write: it tells nobody anything. */
const ACTS: Readonly<Record<StoryAct, Rule>> = {
  submit: { from: ['draft', 'withdrawn'], to: 'waiting', right: 'mayEdit' },
  approve: { from: ['waiting'], to: 'published', right: 'mayApprove', byAnother: true },
  return: { from: ['waiting'], to: 'draft', right: 'mayEdit' },
  withdraw: { from: ['published'], to: 'withdrawn', right: 'mayEdit' },
}

const acts = Object.keys(ACTS) as StoryAct[] // keys of a literal table

/** The next state of a piece, or why not. */
export function nextStory(state: StoryState, act: StoryAct, actor: StoryActor): { readonly to: StoryState } | { readonly code: Extract<ErrorCode, 'permission-missing' | 'approver-is-requester' | 'story-not-now'> } {
  const rule = ACTS[act]
  if (!actor[rule.right]) return { code: 'permission-missing' }
  if (!rule.from.includes(state)) return { code: 'story-not-now' }
  return rule.byAnother && actor.isWriter ? { code: 'approver-is-requester' } : { to: rule.to }
}

/** What somebody may do with a piece now. */
export function possibleActs(state: StoryState, actor: StoryActor): StoryAct[] {
  return acts.filter((act) => 'to' in nextStory(state, act, actor))
}

/** Words are changed before anybody checks them, never after. */
export function mayChange(state: StoryState, { mayEdit }: StoryActor): boolean {
  return mayEdit && (state === 'draft' || state === 'withdrawn')
}
