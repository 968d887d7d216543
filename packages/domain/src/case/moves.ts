import type { CaseState, RefusalReason, ReturnReason, SuspensionReason } from './states.ts'

/** Every move with its form. The wire contract of `POST /cases/{id}/moves` has the same shapes. */
export type Move =
  | { readonly move: 'accept' }
  | { readonly move: 'refuse'; readonly reason: RefusalReason; readonly competent?: string | undefined; readonly explanation: string }
  | { readonly move: 'ask-verification'; readonly note: string; readonly unitId?: string | undefined }
  | { readonly move: 'report-verification'; readonly found: boolean; readonly note: string }
  | { readonly move: 'file'; readonly classCode: string }
  | { readonly move: 'dispatch'; readonly unitId: string; readonly note?: string | undefined }
  | { readonly move: 'redispatch'; readonly unitId: string; readonly reason: string }
  | { readonly move: 'claim' }
  | { readonly move: 'return'; readonly reason: ReturnReason; readonly note: string }
  | { readonly move: 'split'; readonly parts: readonly SplitPart[] }
  | { readonly move: 'request-extension'; readonly workingDays: number; readonly reason: string }
  | { readonly move: 'request-suspension'; readonly reason: SuspensionReason; readonly note: string }
  | { readonly move: 'request-void'; readonly reason: string }
  | { readonly move: 'approve'; readonly note?: string | undefined }
  | { readonly move: 'decline'; readonly note: string }
  | { readonly move: 'resume'; readonly note: string }
  | { readonly move: 'escalate'; readonly unitId: string; readonly question: string }
  | { readonly move: 'answer-call'; readonly agreed: boolean; readonly note: string; readonly ground?: string | undefined }
  | { readonly move: 'call-all'; readonly unitIds: readonly string[]; readonly note: string }
  | { readonly move: 'claim-all'; readonly note?: string | undefined }
  | { readonly move: 'answer-all'; readonly note: string }
  | { readonly move: 'handle-self'; readonly text: string }
  | { readonly move: 'reply'; readonly text: string; readonly measures?: string | undefined }
  | { readonly move: 'start-check' }
  | { readonly move: 'pass-check'; readonly note: string }
  | { readonly move: 'rework'; readonly reason: string }
  | { readonly move: 'record-contact'; readonly reached: boolean; readonly note: string; readonly solved?: boolean | undefined; readonly satisfied?: boolean | undefined }
  | { readonly move: 'rate'; readonly solved: boolean; readonly satisfaction: number; readonly comment?: string | undefined }
  | { readonly move: 'still-there'; readonly note: string }
  | { readonly move: 'reopen'; readonly reason: string }
  | { readonly move: 'archive' }
  | { readonly move: 'merge'; readonly into: string; readonly consent: string }
  | { readonly move: 'unmerge'; readonly reason: string }
  | { readonly move: 'urge'; readonly note: string }
  | { readonly move: 'answer-urge'; readonly note: string }
  | { readonly move: 'amend'; readonly reason: string; readonly classCode?: string | undefined; readonly address?: string | undefined }

export interface SplitPart {
  readonly title: string
  readonly text: string
  readonly classCode: string
}

export type MoveName = Move['move']

/** Who may make a move: a permission of the staff, the reporter holding the query code, or the reporter of a case merged into this one. */
export type MoveRight =
  | 'case.accept'
  | 'case.verify'
  | 'case.file'
  | 'case.dispatch'
  | 'case.handle'
  | 'case.check'
  | 'case.approve'
  | 'case.urge'
  | 'reporter'
  | 'follower'

interface MoveRule {
  readonly label: string
  readonly from: readonly CaseState[]
  readonly rights: readonly MoveRight[]
  /** Only the unit that holds the case (or a desk that may dispatch) makes this move. */
  readonly byHolder?: boolean
}

const beforeReply = ['registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated'] as const
const open = [...beforeReply, 'replied', 'checking'] as const
const answered = ['replied', 'checking', 'closed'] as const

/** The whole transition table: which move from which states, by whom. What it leads to is in `flow.ts`. */
export const MOVES = {
  accept: { label: '受理', from: ['registered'], rights: ['case.accept'] },
  refuse: { label: '不予受理', from: ['registered', 'verifying'], rights: ['case.accept'] },
  'ask-verification': { label: '派网格核实', from: ['verifying'], rights: ['case.accept'] },
  'report-verification': { label: '核实回报', from: ['verifying'], rights: ['case.verify'] },
  file: { label: '立案', from: ['verifying'], rights: ['case.file'] },
  dispatch: { label: '派遣', from: ['filed'], rights: ['case.dispatch'] },
  redispatch: { label: '改派', from: ['dispatched', 'handling'], rights: ['case.dispatch'] },
  claim: { label: '接办', from: ['dispatched'], rights: ['case.handle'], byHolder: true },
  return: { label: '退回', from: ['dispatched', 'handling'], rights: ['case.handle'], byHolder: true },
  split: { label: '分解', from: ['filed', 'dispatched', 'handling'], rights: ['case.dispatch'] },
  'request-extension': { label: '申请延期', from: ['dispatched', 'handling'], rights: ['case.handle'], byHolder: true },
  'request-suspension': { label: '申请挂账', from: ['handling'], rights: ['case.handle'], byHolder: true },
  'request-void': { label: '申请作废', from: open, rights: ['case.accept', 'case.file'] },
  approve: { label: '同意', from: open, rights: ['case.approve'] },
  decline: { label: '不同意', from: open, rights: ['case.approve'] },
  resume: { label: '恢复办理', from: ['suspended'], rights: ['case.handle', 'case.dispatch'], byHolder: true },
  escalate: { label: '街呼区应', from: ['filed', 'dispatched', 'handling'], rights: ['case.dispatch'] },
  'answer-call': { label: '应答街道呼叫', from: ['escalated'], rights: ['case.handle'], byHolder: true },
  'call-all': { label: '一呼百应', from: ['filed', 'dispatched', 'handling'], rights: ['case.dispatch'] },
  'claim-all': { label: '认领', from: ['filed', 'dispatched', 'handling'], rights: ['case.handle'] },
  'answer-all': { label: '响应号召', from: ['filed', 'dispatched', 'handling'], rights: ['case.handle'] },
  'handle-self': { label: '自处理', from: ['registered', 'verifying', 'filed'], rights: ['case.verify'] },
  reply: { label: '回复', from: ['handling'], rights: ['case.handle'], byHolder: true },
  'start-check': { label: '发起核查', from: ['replied'], rights: ['case.check'] },
  'pass-check': { label: '核查通过', from: ['checking'], rights: ['case.approve'] },
  rework: { label: '返工', from: ['replied', 'checking'], rights: ['case.check'] },
  'record-contact': { label: '记录回访', from: answered, rights: ['case.check'] },
  rate: { label: '评价', from: answered, rights: ['reporter', 'follower'] },
  'still-there': { label: '问题还在', from: answered, rights: ['reporter', 'follower'] },
  reopen: { label: '重新办理', from: ['closed', 'archived'], rights: ['case.approve'] },
  archive: { label: '销号', from: ['closed'], rights: ['case.check'] },
  merge: { label: '合并', from: beforeReply, rights: ['case.accept'] },
  unmerge: { label: '撤销合并', from: beforeReply, rights: ['case.accept'] },
  urge: { label: '督办', from: open, rights: ['case.urge'] },
  'answer-urge': { label: '督办回复', from: open, rights: ['case.handle'], byHolder: true },
  amend: { label: '更正', from: beforeReply, rights: ['case.accept', 'case.dispatch'] },
} as const satisfies Record<MoveName, MoveRule>

/** All move names. */
export const moveNames = Object.keys(MOVES) as MoveName[] // keys of a literal table

/** The rule of one move, widened. */
export function ruleOf(move: MoveName): MoveRule {
  return MOVES[move]
}
