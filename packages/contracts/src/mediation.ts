import { z } from 'zod'
import { AreaPath, Cursor, Day, FileRef, Id, Instant, Limit, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

/** Kinds of civil disputes, as the statistics of people's mediation name them. */
export const DISPUTE_KINDS = {
  neighbour: '邻里纠纷', family: '婚姻家庭纠纷', property: '物业纠纷', housing: '房屋宅基地纠纷', contract: '合同纠纷', business: '生产经营纠纷', damage: '损害赔偿纠纷',
  labour: '劳动争议', traffic: '道路交通事故纠纷', medical: '医疗纠纷', demolition: '征地拆迁纠纷', environment: '环境污染纠纷', land: '山林土地纠纷', other: '其他纠纷',
} as const
export type DisputeKind = keyof typeof DISPUTE_KINDS
const DisputeKindWord = z.enum(Object.keys(DISPUTE_KINDS) as [DisputeKind, ...DisputeKind[]], { error: '请选择纠纷类型' }) // keys of a literal table

/** How a mediation begins (People's Mediation Law, art. 17 and 18). */
export const MEDIATION_ORIGINS = { application: '当事人申请', initiative: '主动调解', referral: '移送委托' } as const
export type MediationOrigin = keyof typeof MEDIATION_ORIGINS
const OriginWord = z.enum(Object.keys(MEDIATION_ORIGINS) as [MediationOrigin, ...MediationOrigin[]], { error: '请选择怎样开始的' }) // keys of a literal table

export const MEDIATION_STATES = { open: '调解中', agreed: '调解成功', failed: '调解不成', court: '转诉讼' } as const
export type MediationState = keyof typeof MEDIATION_STATES
const StateWord = z.enum(Object.keys(MEDIATION_STATES) as [MediationState, ...MediationState[]]) // keys of a literal table

export const PARTY_SIDES = { applicant: '申请人', respondent: '被申请人', third: '第三人' } as const
export type PartySide = keyof typeof PARTY_SIDES
const SideWord = z.enum(Object.keys(PARTY_SIDES) as [PartySide, ...PartySide[]], { error: '请选择当事人的一方' }) // keys of a literal table

export const PERFORMANCES = { done: '已履行', partly: '部分履行', not: '没有履行' } as const
export type Performance = keyof typeof PERFORMANCES
const PerformanceWord = z.enum(Object.keys(PERFORMANCES) as [Performance, ...Performance[]], { error: '请选择履行情况' }) // keys of a literal table

const documents = z.array(Id).max(20, '最多 20 个附件').default([])
const Name = text(40, '姓名')
const Mediators = z.array(Name).min(1, '至少一位调解员').max(7, '最多七位调解员')

export const PartyForm = z.object({
  side: SideWord,
  name: text(60, '姓名或名称'),
  phone: z.string().regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字').optional(),
  /** Sex, age, work, address: what art. 29 calls the parties' basic facts. */
  about: optionalText(300, '基本情况'),
  /** Undefined: not asked yet. */
  agrees: z.boolean().optional(),
})

const s = <N extends string, S extends z.core.$ZodShape>(name: N, shape: S) => z.object({ step: z.literal(name), ...shape })

/** Everything that is done to a file after it was opened. */
export const MediationStep = z.discriminatedUnion('step', [
  s('add-party', { party: PartyForm }),
  s('amend', { title: text(60, '题目'), kind: DisputeKindWord, facts: text(5000, '纠纷情况'), reason: text(300, '更正的原因') }),
  /** What is left out stays as it was. */
  s('amend-party', {
    partyId: Id, name: optionalText(60, '姓名或名称'), phone: z.string().regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字').optional(), about: optionalText(300, '基本情况'), reason: text(300, '更正的原因'),
  }),
  s('record-consent', { partyId: Id, agrees: z.boolean({ error: '请选择是否同意调解' }), note: optionalText(500, '说明') }),
  s('assign', { mediators: Mediators }),
  s('hold-session', { at: Instant, place: text(100, '地点'), present: text(300, '到场的人'), record: text(10_000, '调解记录'), documents }),
  s('agree', {
    form: z.enum(['written', 'oral'], { error: '请选择协议形式' }),
    facts: text(5000, '纠纷的主要事实和争议事项'),
    liability: text(2000, '各方当事人的责任'),
    terms: text(5000, '协议的内容'),
    performance: text(1000, '履行的方式'),
    dueDay: Day.optional(),
    documents,
  }),
  s('attach-signed', { documents: z.array(Id).min(1, '请上传签字的协议').max(20, '最多 20 个附件') }),
  s('fail', { reason: text(1000, '调解不成的原因'), isTold: z.literal(true, { error: '请确认已告知当事人可以仲裁、申请行政处理或起诉（人民调解法第二十六条）' }) }),
  s('to-court', { reason: text(1000, '转诉讼的原因'), court: text(100, '受理的法院') }),
  s('follow-up', { at: Instant, performance: PerformanceWord, note: text(2000, '回访情况') }),
], { error: '没有这个操作' })
export type MediationStep = z.output<typeof MediationStep>
export type MediationStepName = MediationStep['step']

export const MEDIATION_STEPS = {
  'add-party': '增加当事人', 'record-consent': '登记意愿', assign: '指定调解员', 'hold-session': '记录调解', agree: '达成协议', 'attach-signed': '补签字的协议', amend: '更正', 'amend-party': '更正当事人', fail: '调解不成',
  'to-court': '转诉讼', 'follow-up': '回访',
} as const satisfies Record<MediationStepName, string>

export const MediationRow = z.object({
  id: Id,
  number: z.string(),
  version: z.number(),
  title: z.string(),
  kind: z.string(),
  kindName: z.string(),
  state: StateWord,
  areaPath: z.string(),
  areaName: z.string(),
  mediators: z.array(z.string()),
  openedAt: z.string(),
  /** By when it should be settled: within one month, unless the parties want longer. */
  dueDay: z.string(),
  isLate: z.boolean(),
  /** What the file waits for, in words. */
  waitsFor: z.string(),
  caseRef: z.object({ id: Id, number: z.string() }).nullable(),
})
export type MediationRow = z.infer<typeof MediationRow>

const Party = z.object({
  id: Id, side: SideWord, name: z.string(), phone: z.string().nullable(), about: z.string().nullable(),
  consent: z.enum(['waiting', 'agreed', 'refused']), consentAt: z.string().nullable(), consentNote: z.string(),
})
export type MediationParty = z.infer<typeof Party>

const Agreement = z.object({
  at: z.string(), form: z.enum(['written', 'oral']), facts: z.string(), liability: z.string(), terms: z.string(), performance: z.string(), dueDay: z.string().nullable(),
  /** An oral one at once, a written one when it is signed (art. 30). */
  effectiveAt: z.string().nullable(),
  /** The last day both parties may ask the court to confirm it (art. 33). */
  confirmUntil: z.string().nullable(),
  documents: z.array(FileRef),
})

export const MediationDetail = MediationRow.extend({
  origin: OriginWord,
  facts: z.string(),
  openedBy: z.string(),
  parties: z.array(Party),
  sessions: z.array(z.object({ id: z.string(), at: z.string(), place: z.string(), present: z.string(), record: z.string(), by: z.string(), documents: z.array(FileRef) })),
  agreement: Agreement.nullable(),
  result: z.object({ at: z.string(), reason: z.string(), court: z.string().nullable() }).nullable(),
  followUps: z.array(z.object({ at: z.string(), performance: PerformanceWord, note: z.string(), by: z.string() })),
  history: z.array(z.object({ at: z.string(), by: z.string(), title: z.string() })),
  steps: z.array(z.object({ step: z.string(), label: z.string(), isPrimary: z.boolean() })),
})
export type MediationDetail = z.infer<typeof MediationDetail>

export const listMediations = contract({
  method: 'GET', path: '/mediations', tag: '调解', summary: '调解卷宗：按状态、区域、编号或题目、当事人电话查找，新的在前',
  words: ['q'], query: z.object({ state: StateWord.optional(), area: AreaPath.optional(), q: z.string().max(100).optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ mediations: z.array(MediationRow), next: z.string().nullable(), counts: z.record(StateWord, z.number()), asOf: z.string() }),
})

export const openMediation = contract({
  method: 'POST', path: '/mediations', tag: '调解', summary: '建一份调解卷宗：由案件转来，或单独建立', status: 201,
  body: z.object({
    /** Number of the case it stems from. */
    caseNumber: optionalText(40, '案件编号'),
    /** Where the dispute is; a case brings its own. */
    areaPath: AreaPath.optional(),
    title: text(60, '题目'), kind: DisputeKindWord, origin: OriginWord, facts: text(5000, '纠纷情况'),
    parties: z.array(PartyForm).min(1, '至少一位当事人').max(20, '最多二十位当事人'),
    mediators: z.array(Name).max(7, '最多七位调解员').default([]),
  }),
  answer: MediationDetail,
})

const ById = z.object({ id: Id })

export const showMediation = contract({ method: 'GET', path: '/mediations/:id', tag: '调解', summary: '一份调解卷宗的全部；当事人的姓名电话遮住', params: ById, answer: MediationDetail })

export const stepMediation = contract({
  method: 'POST', path: '/mediations/:id/steps', tag: '调解', summary: '在卷宗上做一步；版本不符则不覆盖别人的修改',
  params: ById, body: z.intersection(z.object({ version: z.number().int().min(1) }), MediationStep), answer: MediationDetail,
})

export const revealParties = contract({
  method: 'POST', path: '/mediations/:id/parties', tag: '调解', summary: '查看当事人的姓名、电话和基本情况（联系、打印案卷、移送法院）：写明用途，记入审计',
  params: ById,
  body: z.object({ purpose: z.enum(['contact', 'print', 'court'], { error: '请选择用途' }), note: optionalText(200, '说明') }),
  answer: z.object({ parties: z.array(z.object({ id: Id, name: z.string(), phone: z.string().nullable(), about: z.string().nullable() })) }),
})

export const uploadMediationFile = contract({
  method: 'POST', path: '/mediations/:id/files', tag: '调解', summary: '上传卷宗的附件（签字的协议、照片、证据）', status: 201, raw: 'upload',
  params: ById, answer: z.object({ id: Id }),
})

export const mediationFile = contract({
  method: 'GET', path: '/mediations/:id/files/:fileId', tag: '调解', summary: '卷宗的附件', raw: 'download',
  params: z.object({ id: Id, fileId: Id }), query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }), answer: z.unknown(),
})
