import { z } from 'zod'
import { AreaPath, Cursor, Day, Id, Instant, Limit, optionalText, text } from './common.ts'
import { contract } from './contract.ts'
import { HallForm, PARTICIPANT_ROLES, ProposalForm, ProposalLine, PublicProposal } from './deliberation.ts'
import type { ParticipantRole } from './deliberation.ts'

const TAG = '五步议事'
const MOST_HOUSEHOLDS = 5000

const RoleWord = z.enum(Object.keys(PARTICIPANT_ROLES) as [ParticipantRole, ...ParticipantRole[]], { error: '请选择身份' }) // keys of a literal table
const RuleWord = z.enum(['residents', 'owners', 'owners-major'], { error: '请选择怎样算通过' })
const HouseCode = text(100, '户')
const SquareMetres = z.number({ error: '面积请填数字' }).min(0, '面积不能是负数').max(100_000, '面积太大了')

const Participant = z.object({
  role: RoleWord, name: text(40, '姓名'), unit: optionalText(60, '单位'),
  /** Why this person has an interest of their own: listed, and takes no part in the decision. */
  conflict: optionalText(200, '利害关系'),
})

const s = <N extends string, S extends z.core.$ZodShape>(name: N, shape: S) => z.object({ act: z.literal(name), ...shape })

/** Everything the desk does to a proposal. */
export const DeliberationActForm = z.discriminatedUnion('act', [
  s('publish', {}),
  s('refuse', { reason: text(500, '不列入的原因'), /** Shown to everybody with the reason; words that must not be public are not. */ isShown: z.boolean() }),
  s('ask-merge', { into: Id, reason: text(300, '合并的理由') }),
  /** What an author said by telephone or at the desk. */
  s('answer-merge', { side: z.enum(['own', 'other'], { error: '请选择是哪一位提议人' }), agrees: z.boolean({ error: '请选择是否同意' }), note: text(300, '怎样答复的') }),
  s('merge', {}),
  s('schedule', { day: Day, reason: text(500, '列入的理由') }),
  s('set-meeting', { at: Instant, place: text(100, '地点'), question: text(300, '表决的事'), rule: RuleWord, people: z.array(Participant).min(1, '至少一位参加的人').max(60, '最多六十位') }),
  /** Dwellings of the pool within an area, or a list of one's own. */
  s('set-roll', { areaPath: AreaPath.optional(), houses: z.array(z.object({ code: HouseCode, squareMetres: SquareMetres.default(0) })).max(MOST_HOUSEHOLDS, '户数太多，请分开议').default([]) }),
  s('exclude', { code: HouseCode, reason: text(200, '回避的原因'), /** The household was excluded by mistake: it votes again. */ isLifted: z.boolean().default(false) }),
  s('open-vote', { until: Instant }),
  s('count', { minutes: text(5000, '会议纪要') }),
  s('assign', { tasks: z.array(z.object({ title: text(60, '要办的事'), text: text(2000, '怎样办'), classCode: z.string().max(16).optional() })).min(1, '至少一件要办的事').max(10, '一次最多十件') }),
  s('conclude', { summary: text(1000, '评事小结') }),
], { error: '没有这个操作' })
export type DeliberationActForm = z.output<typeof DeliberationActForm>

export const DeliberationRow = ProposalLine.extend({ version: z.number(), isPublic: z.boolean(), nextAct: z.string() })
export type DeliberationRow = z.infer<typeof DeliberationRow>

const Votes = z.number({ error: '票数请填数字' }).int().min(0, '票数不能是负数').max(MOST_HOUSEHOLDS)
const Pile = z.object({ votes: Votes, squareMetres: SquareMetres.default(0) })
const Ballots = z.object({ for: Pile, against: Pile, abstain: Pile, invalid: Pile })
const Counted = z.object({ votes: z.number(), squareMetres: z.number() })

export const DeliberationDetail = PublicProposal.extend({
  version: z.number(), isPublic: z.boolean(), proposer: z.object({ /** Null where the author had name and telephone erased. */ name: z.string().nullable(), phone: z.string().nullable(), enteredBy: z.string().nullable() }),
  merge: z.object({ intoId: Id, intoTitle: z.string(), reason: z.string(), own: z.string(), other: z.string(), notes: z.array(z.string()) }).nullable(),
  people: z.array(Participant), rule: RuleWord.nullable(), byArea: z.boolean(),
  roll: z.array(z.object({ code: z.string(), squareMetres: z.number(), excluded: z.string().nullable(), /** Neither how nor what: of few who voted online, the counts tell what. */ hasVoted: z.boolean() })),
  paper: z.object({
    state: z.enum(['none', 'waiting', 'agreed', 'mismatch', 'settled']),
    /** What somebody else entered is hidden until two have entered: each counts for themselves. */
    entries: z.array(z.object({ by: z.string(), at: Instant, isOwn: z.boolean(), households: z.array(z.string()).nullable(), ballots: z.object({ for: Counted, against: Counted, abstain: Counted, invalid: Counted }).nullable() })),
    canEnter: z.boolean(),
  }),
  similar: z.array(ProposalLine.extend({ why: z.string() })),
  comments: z.array(z.object({ at: Instant, solved: z.boolean(), satisfaction: z.number(), comment: z.string() })),
  acts: z.array(z.object({ act: z.string(), label: z.string() })),
})
export type DeliberationDetail = z.infer<typeof DeliberationDetail>

export const listDeliberations = contract({
  method: 'GET', path: '/deliberations', tag: TAG, summary: '提议：按步骤、区域、编号或题目查找，新的在前',
  words: ['q'], query: z.object({ step: z.coerce.number().int().min(1).max(5).optional(), isOpen: z.enum(['true', 'false']).optional(), area: AreaPath.optional(), q: z.string().max(100).optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ deliberations: z.array(DeliberationRow), next: z.string().nullable(), counts: z.record(z.string(), z.number()), total: z.number(), asOf: z.string() }),
})

export const enterProposal = contract({ method: 'POST', path: '/deliberations', tag: TAG, summary: '代居民登记一件提议', status: 201, body: ProposalForm, answer: DeliberationDetail })

const ById = z.object({ id: Id })
export const showDeliberation = contract({ method: 'GET', path: '/deliberations/:id', tag: TAG, summary: '一件提议的全部；提议人遮住', params: ById, answer: DeliberationDetail })

export const actOnDeliberation = contract({
  method: 'POST', path: '/deliberations/:id/acts', tag: TAG, summary: '在提议上办一步；版本不符则不覆盖别人的修改',
  params: ById, body: z.intersection(z.object({ version: z.number().int().min(1) }), DeliberationActForm), answer: DeliberationDetail,
})

export const enterPaperVotes = contract({
  method: 'POST', path: '/deliberations/:id/papers', tag: TAG, summary: '录入票箱里的纸质票：两个人各录各的，不一样再请别人点，有两个人一样才算；只记哪些户交了票和各有几张',
  params: ById, body: Ballots.extend({ households: z.array(HouseCode).min(1, '请写明哪些户交了票').max(MOST_HOUSEHOLDS) }), answer: DeliberationDetail,
})

export const printVoteCodes = contract({
  method: 'POST', path: '/deliberations/:id/vote-codes', tag: TAG, summary: '各户的票码，印出来入户送达；记入审计',
  params: ById, answer: z.object({ title: z.string(), question: z.string(), codes: z.array(z.object({ household: z.string(), code: z.string() })) }),
})

export const renewVoteCode = contract({
  method: 'POST', path: '/deliberations/:id/vote-codes/renewal', tag: TAG, summary: '换发一户的票码（原住户搬走、票码遗失）：旧码作废；已经投过的不换',
  params: ById, body: z.object({ household: HouseCode, reason: text(200, '换发的原因') }), answer: z.object({ household: z.string(), code: z.string() }),
})

export const revealProposer = contract({
  method: 'POST', path: '/deliberations/:id/proposer', tag: TAG, summary: '查看提议人的称呼和电话：须写明用途，记入审计',
  params: ById, body: z.object({ note: text(200, '用途') }), answer: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
})

export const HallRow = z.object({ path: z.string(), areaName: z.string(), form: HallForm.nullable(), version: z.number() })
export type HallRow = z.infer<typeof HallRow>
export const listHalls = contract({ method: 'GET', path: '/deliberation-halls', tag: TAG, summary: '一厅一品：各社区的议事厅', answer: z.object({ halls: z.array(HallRow) }) })
export const saveHall = contract({
  method: 'PUT', path: '/deliberation-halls/:path', tag: TAG, summary: '修改本社区的议事厅；版本不符不覆盖别人的修改',
  params: z.object({ path: AreaPath }), body: z.object({ version: z.number().int().min(0), hall: HallForm }), answer: HallRow,
})
