/** The five steps of 五步议事法, in their order. */
export const DELIBERATION_STEPS = ['提事', '定事', '议事', '办事', '评事'] as const

/** Where a proposal stands: the step it is in, and what residents read. */
export const DELIBERATION_STATES = {
  received: { step: 1, name: '社区正在看', next: '社区看过就公开，征求大家支持；不公开的会写明原因。' },
  open: { step: 1, name: '征求支持', next: '大家可以点“我支持”，社区随后决定要不要上会。' },
  merged: { step: 1, name: '已合并', next: '两位提议人都同意，合到另一件里一起议。' },
  withdrawn: { step: 1, name: '提议人撤回', next: '提议人自己撤回了，没有下一步。' },
  refused: { step: 2, name: '没有列入议程', next: '原因写在下面；情况有变时，社区可以重新列入。' },
  scheduled: { step: 3, name: '已列入议程', next: '到日子开议事会，参加的人和怎样算通过会提前公布。' },
  voting: { step: 3, name: '正在表决', next: '一户一票。截止后公布票数，谁投了什么不公开。' },
  failed: { step: 3, name: '没有通过', next: '票数写在下面；可以改一改再议。' },
  passed: { step: 4, name: '议定了，等交办', next: '社区把决定变成要办的事，每件都有承办单位和期限。' },
  doing: { step: 4, name: '正在办', next: '事情都办结以后，请参加和支持过的人来评。' },
  rating: { step: 5, name: '请大家评', next: '参加表决的户和支持过的人可以评：办成了吗，满意吗。' },
  closed: { step: 5, name: '评完了', next: '全部走完，结果写在下面。' },
} as const satisfies Readonly<Record<string, { readonly step: 1 | 2 | 3 | 4 | 5; readonly name: string; readonly next: string }>>
export type DeliberationState = keyof typeof DELIBERATION_STATES

interface Rule {
  readonly label: string
  readonly from: readonly DeliberationState[]
  /** Where it leads; none: the state stays. Of two the count decides. */
  readonly to: readonly DeliberationState[]
}

/** Everything that is done to a proposal: by the desk, by residents, or by its cases. */
export const DELIBERATION_ACTS = {
  publish: { label: '公开征求支持', from: ['received'], to: ['open'] },
  refuse: { label: '不列入议程', from: ['received', 'open'], to: ['refused'] },
  withdraw: { label: '提议人撤回', from: ['received', 'open'], to: ['withdrawn'] },
  'ask-merge': { label: '征求合并', from: ['open'], to: [] },
  'answer-merge': { label: '答复合并', from: ['received', 'open'], to: [] },
  merge: { label: '合并', from: ['received', 'open'], to: ['merged'] },
  support: { label: '支持', from: ['open', 'scheduled'], to: [] },
  schedule: { label: '列入议程', from: ['open', 'refused', 'failed'], to: ['scheduled'] },
  'set-meeting': { label: '安排议事会', from: ['scheduled'], to: [] },
  'set-roll': { label: '确定参加表决的户', from: ['scheduled'], to: [] },
  exclude: { label: '利害关系回避', from: ['scheduled', 'voting'], to: [] },
  'open-vote': { label: '开始表决', from: ['scheduled'], to: ['voting'] },
  vote: { label: '投票', from: ['voting'], to: [] },
  'enter-paper': { label: '录入纸质票', from: ['voting'], to: [] },
  count: { label: '计票', from: ['voting'], to: ['passed', 'failed'] },
  assign: { label: '交办', from: ['passed', 'doing'], to: ['doing'] },
  finish: { label: '办结', from: ['doing'], to: ['rating'] },
  resume: { label: '有事项重新办理', from: ['rating'], to: ['doing'] },
  rate: { label: '评价', from: ['rating'], to: [] },
  conclude: { label: '公布评事结果', from: ['rating'], to: ['closed'] },
} as const satisfies Readonly<Record<string, Rule>>
export type DeliberationAct = keyof typeof DELIBERATION_ACTS

/** What the flow decides on beside the state. */
export interface DeliberationFacts {
  readonly state: DeliberationState
  /** What both authors said of a merge that was asked for. */
  readonly merge: { readonly own: Consent; readonly other: Consent } | null
  readonly hasMeeting: boolean
  /** Households that may vote: on the roll and not excluded. */
  readonly voters: number
  /** The last moment of the vote, epoch milliseconds. */
  readonly voteUntil: number | null
  /** The area counts, and of some household that may vote it is not known: shares of it would be wrong. */
  readonly lacksArea: boolean
  /** Paper votes were entered, but not yet alike by two people. */
  readonly isPaperOpen: boolean
}
export type Consent = 'waiting' | 'agreed' | 'refused'

export type DeliberationRefusal = 'deliberation-not-now' | 'deliberation-consent-missing' | 'deliberation-unready' | 'deliberation-area-missing' | 'deliberation-paper-open' | 'vote-closed' | 'vote-still-open'
export type DeliberationNext = { readonly ok: true; readonly state: DeliberationState } | { readonly ok: false; readonly code: DeliberationRefusal }

interface DeliberationContext {
  readonly now: number
  /** Of a count: whether the proposal was carried. */
  readonly isCarried?: boolean
}

/** The next state of a proposal, or why not: pure, and the only place where it changes. */
export function nextDeliberation(facts: DeliberationFacts, act: DeliberationAct, { now, isCarried = false }: DeliberationContext): DeliberationNext {
  const rule: Rule = DELIBERATION_ACTS[act]
  const code = rule.from.includes(facts.state) ? guard(facts, act, now) : 'deliberation-not-now'
  if (code) return { ok: false, code }
  const [first = facts.state, second] = rule.to
  return { ok: true, state: second === undefined || isCarried ? first : second }
}

function guard(facts: DeliberationFacts, act: DeliberationAct, now: number): DeliberationRefusal | null {
  if (act === 'merge') return facts.merge?.own === 'agreed' && facts.merge.other === 'agreed' ? null : 'deliberation-consent-missing'
  if (act === 'answer-merge') return facts.merge ? null : 'deliberation-not-now'
  if (act === 'open-vote' && facts.lacksArea) return 'deliberation-area-missing'
  if (act === 'open-vote') return facts.hasMeeting && facts.voters > 0 ? null : 'deliberation-unready'
  if (act === 'vote') return facts.voteUntil !== null && now < facts.voteUntil ? null : 'vote-closed'
  if (act === 'count' && facts.voteUntil !== null && now < facts.voteUntil) return 'vote-still-open'
  if (act === 'count') return facts.isPaperOpen ? 'deliberation-paper-open' : null
  return null
}

/** Acts that end nothing by themselves and are made by residents or by cases. */
const NOT_AT_THE_DESK: readonly DeliberationAct[] = ['withdraw', 'support', 'vote', 'finish', 'resume', 'rate']
const deliberationActs = Object.keys(DELIBERATION_ACTS) as DeliberationAct[] // keys of a literal table

/** What the desk may do now. */
export function possibleDeliberationActs(facts: DeliberationFacts, now: number): DeliberationAct[] {
  return deliberationActs.filter((act) => !NOT_AT_THE_DESK.includes(act) && nextDeliberation(facts, act, { now }).ok)
}
