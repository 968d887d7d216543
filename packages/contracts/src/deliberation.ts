import { z } from 'zod'
import { AreaPath, ForeignId, Id, Instant, Look, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

const TAG = '五步议事'

/** Who sits at the table beside the households. */
export const PARTICIPANT_ROLES = {
  resident: '居民代表', committee: '业委会', property: '物业', police: '片警', urban: '城管', lawyer: '法律顾问', partner: '共建单位', community: '社区',
} as const
export type ParticipantRole = keyof typeof PARTICIPANT_ROLES

const Phone = z.string({ error: '请填写电话' }).regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字')
const Code = z.string({ error: '请填写票码' }).min(1, '请填写票码').max(32).transform((code) => code.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/gu, ''))
/** The answer to the puzzle of `proof-needed`. */
const Proof = z.object({ challenge: z.string().max(120), answer: z.number().int().min(0) }).optional()

export const HallForm = z.object({ name: text(20, '议事厅名称'), speciality: text(100, '特色'), place: text(100, '地点') })
export type HallForm = z.output<typeof HallForm>

export const ProposalLine = z.object({
  id: Id, number: z.string(), title: z.string(), areaPath: z.string(), areaName: z.string(), place: z.string(), state: z.string(), stateName: z.string(), step: z.number(), stepName: z.string(), supports: z.number(),
  /** Of them, from telephones shown by a code. */
  verified: z.number(), at: Instant,
})
export type ProposalLine = z.infer<typeof ProposalLine>

/** How a vote went: totals, and how they were worked out. Who voted what is nowhere. */
const Result = z.object({ isCarried: z.boolean(), lines: z.array(z.string()), minutes: z.string() })
const Timeline = z.array(z.object({ at: Instant, stepName: z.string(), title: z.string(), text: z.string() }))

export const PublicProposal = ProposalLine.extend({
  text: z.string(), nextText: z.string(),
  steps: z.array(z.object({ name: z.string(), state: z.enum(['done', 'now', 'todo']) })),
  hall: HallForm.nullable(),
  timeline: Timeline,
  meeting: z.object({
    at: Instant, place: z.string(), question: z.string(), ruleName: z.string(), basis: z.string(), until: Instant.nullable(), households: z.number(), excluded: z.array(z.object({ count: z.number(), reason: z.string() })),
    people: z.array(z.object({ roleName: z.string(), name: z.string(), unit: z.string(), conflict: z.string().nullable() })),
  }).nullable(),
  result: Result.nullable(),
  cases: z.array(z.object({ number: z.string(), title: z.string(), stateText: z.string() })),
  rating: z.object({ count: z.number(), solved: z.number(), satisfaction: z.number() }).nullable(),
  mergedInto: z.object({ id: Id, title: z.string() }).nullable(),
  canSupport: z.boolean(), canVote: z.boolean(), canRate: z.boolean(),
})
export type PublicProposal = z.infer<typeof PublicProposal>

export const listProposals = contract({
  method: 'GET', path: '/proposals', tag: TAG, summary: '议一议：一个社区公开的提议，新的在前；不选社区时只列各社区和议事厅',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({ communities: z.array(z.object({ path: z.string(), name: z.string(), hall: HallForm.nullable() })), proposals: z.array(ProposalLine) }),
})

const ById = z.object({ id: Id })
export const showProposal = contract({ method: 'GET', path: '/proposals/:id', tag: TAG, summary: '一件公开的提议：走到哪一步、经过、会议、票数、办的事、评价', params: ById, answer: PublicProposal })

const Words = z.object({ areaPath: AreaPath, title: text(60, '题目'), text: text(2000, '内容') })
export const listSimilarProposals = contract({
  method: 'POST', path: '/proposals/similar', tag: TAG, summary: '提议前先看本社区有没有差不多的，最像的在前', body: Words, answer: z.object({ proposals: z.array(ProposalLine.extend({ why: z.string() })) }),
})

export const ProposalForm = Words.extend({ place: optionalText(100, '地点'), name: text(40, '称呼'), phone: Phone, /** The same id twice is one proposal. */ clientId: ForeignId.min(8).max(64) })
export type ProposalForm = z.output<typeof ProposalForm>

export const raiseProposal = contract({
  method: 'POST', path: '/proposals', tag: TAG, summary: '提议：不用登录，登录过的不用写电话；社区看过以后公开', status: 201, body: ProposalForm.extend({ phone: Phone.optional(), proof: Proof }), answer: z.object({ id: Id, number: z.string(), queryCode: z.string() }),
})

export const supportProposal = contract({
  method: 'POST', path: '/proposals/:id/supports', tag: TAG, summary: '我支持：一个电话一件提议一次；登录过的不用写电话，另计为验证过的', params: ById, body: z.object({ phone: Phone.optional(), proof: Proof }),
  /** Null where the telephone is not shown to be one's own: whether it supports already is its owner's to know. */
  answer: z.object({ own: z.object({ supports: z.number(), isNew: z.boolean() }).nullable() }),
})

export const voteOnProposal = contract({
  method: 'POST', path: '/proposals/:id/votes', tag: TAG, summary: '凭入户送达的票码投票：一户一票，投了不能改，谁投什么不公开',
  params: ById, body: z.object({ code: Code, choice: z.enum(['for', 'against', 'abstain'], { error: '请选择同意、反对或弃权' }) }), answer: z.object({ voted: z.number() }),
})

export const rateProposal = contract({
  method: 'POST', path: '/proposals/:id/ratings', tag: TAG, summary: '评事：支持过的人登录后、参加表决的户凭票码，一人一次',
  params: ById,
  body: z.object({
    code: Code.optional(), solved: z.boolean({ error: '请选择办成了没有' }), satisfaction: z.number({ error: '请选择满意程度' }).int().min(1).max(5), comment: optionalText(500, '想说的话'),
  }),
  answer: z.object({ count: z.number() }),
})

const Number_ = z.object({ number: z.string().max(32) })
const QueryCode = z.object({ queryCode: z.string().min(1, '请填写查询码').max(32) })

/** A proposal as its author sees it: whatever its state, with what is asked of the author. */
export const OwnProposal = PublicProposal.extend({
  /** The community asks whether it may be put together with another one. */
  mergeQuestion: z.object({ /** The other one. */ with: Id, title: z.string(), text: z.string(), reason: z.string(), answer: z.enum(['waiting', 'agreed', 'refused']) }).nullable(),
  canWithdraw: z.boolean(),
  /** Name and telephone as they are kept, masked; null once they were erased. */
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(), looks: z.array(Look),
})
export type OwnProposal = z.infer<typeof OwnProposal>

export const showOwnProposal = contract({ method: 'GET', path: '/own-proposals/:number', tag: TAG, summary: '凭编号和查询码看自己的提议', params: Number_, secrets: ['queryCode'], query: QueryCode, answer: OwnProposal })
export const answerOwnProposal = contract({
  method: 'POST', path: '/own-proposals/:number/answers', tag: TAG, summary: '提议人答复合并，或撤回',
  params: Number_, body: QueryCode.extend({ answer: z.enum(['agree', 'refuse', 'withdraw'], { error: '请选择' }), /** With which one, as shown. */ with: Id.optional() }), answer: OwnProposal,
})
export const eraseOwnProposer = contract({
  method: 'POST', path: '/own-proposals/:number/erasure', tag: TAG, summary: '提议人抹去自己的称呼和电话；提议照常议', params: Number_, body: QueryCode, answer: OwnProposal,
})
