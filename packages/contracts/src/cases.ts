import { z } from 'zod'
import { contract } from './contract.ts'
import { AppealForm } from './appeals.ts'
import { AreaPath, Cursor, FileRef, Id, Instant, Limit, Point, optionalText } from './common.ts'
import { MoveForm } from './moves.ts'
import { Source } from './sources.ts'

export const DESKS = {
  accept: '受理',
  dispatch: '派遣',
  handle: '处置',
  check: '核查',
  approve: '审批',
  urge: '督办',
  mine: '我的',
} as const
export type Desk = keyof typeof DESKS
export const Desk = z.enum(Object.keys(DESKS) as [Desk, ...Desk[]]) // keys of a literal table

const Card = z.enum(['green', 'yellow', 'red'])
const UnitRef = z.object({ id: z.string(), name: z.string() })
const ClassRef = z.object({ code: z.string(), name: z.string(), fullName: z.string() })

export const CaseRow = z.object({
  id: Id,
  number: z.string(),
  version: z.number(),
  title: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  step: z.number(),
  source: Source,
  class: ClassRef.nullable(),
  areaPath: z.string(),
  areaName: z.string(),
  address: z.string().nullable(),
  unit: UnitRef.nullable(),
  /** Who of the unit took it on. */
  handler: UnitRef.nullable(),
  registeredAt: z.string(),
  dueAt: z.string().nullable(),
  dueText: z.string().nullable(),
  card: Card.nullable(),
  isUrged: z.boolean(),
  pending: z.enum(['extension', 'suspension', 'void']).nullable(),
  followers: z.number(),
})
export type CaseRow = z.infer<typeof CaseRow>

/** What a list can ask for besides where, what and until when: how a case stands now. */
export const CASE_MARKS = { open: '在办', urged: '督办未回复', unanswered: '呼叫未应答', late: '办结超期', rated: '有评价', satisfied: '评价满意' } as const
export type CaseMark = keyof typeof CASE_MARKS

/** What may have happened to a case between two instants. */
export const CASE_HAPPENINGS = { taken: '登记', closed: '办结', urged: '督办', called: '呼叫', reopened: '重办', overdue: '转超期' } as const
export type CaseHappening = keyof typeof CASE_HAPPENINGS

export const CaseQuery = z.object({
  desk: Desk.optional(),
  state: z.string().max(200).optional(),
  step: z.coerce.number().int().min(1).max(4).optional(),
  area: AreaPath.optional(),
  classCode: z.string().max(16).optional(),
  source: Source.optional(),
  unit: z.string().max(64).optional(),
  /** In the hands of this person. */
  person: z.union([z.literal('me'), Id]).optional(),
  due: z.enum(['overdue', 'soon', 'later']).optional(),
  q: z.string().max(200).optional(),
  mark: z.enum(Object.keys(CASE_MARKS) as [CaseMark, ...CaseMark[]]).optional(), // keys of a literal table
  /** What happened from `since` (inclusive) to `until` (exclusive); left out, the registration. */
  happened: z.enum(Object.keys(CASE_HAPPENINGS) as [CaseHappening, ...CaseHappening[]]).optional(), // keys of a literal table
  since: Instant.optional(),
  until: Instant.optional(),
  /** Only these, where they belong to the list: how a page asks what became of the cases that changed. */
  ids: z.string().max(3_700).transform((ids) => ids.split(',')).pipe(z.array(Id).max(100)).optional(),
  /** `urgent`: urged ones before all others, each by due time. `distance`: nearest to `lon`, `lat` first, WGS-84. */
  sort: z.enum(['due', 'newest', 'urgent', 'distance']).default('due'),
  lon: z.coerce.number().min(-180).max(180).optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  cursor: Cursor.optional(),
  limit: Limit,
})

export const listCases = contract({
  method: 'GET', path: '/cases', tag: '案件', summary: '案件列表：按岗位、状态、区域、时限筛选',
  words: ['q'], query: CaseQuery,
  answer: z.object({ cases: z.array(CaseRow), next: z.string().nullable(), asOf: z.string() }),
})

export const countCases = contract({
  method: 'GET', path: '/cases/counts', tag: '案件', summary: '各岗位列表的件数与其中超期件数，与列表同一条件',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({ asOf: z.string(), desks: z.partialRecord(Desk, z.object({ total: z.number(), overdue: z.number() })) }),
})

export const listHandlers = contract({
  method: 'GET', path: '/cases/handlers', tag: '案件', summary: '谁手上有几件在办、几件超期：按人看案件',
  answer: z.object({ asOf: z.string(), people: z.array(z.object({ id: Id, name: z.string(), unitNames: z.array(z.string()), open: z.number(), overdue: z.number() })) }),
})

const Person = z.object({ name: z.string(), unitName: z.string().nullable() })

export const TimelineEntry = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.string(),
  title: z.string(),
  text: z.string(),
  by: Person.nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  files: z.array(FileRef),
})

export const DispatchReason = z.object({
  unit: UnitRef,
  role: z.string(),
  ruleId: z.string().nullable(),
  ruleVersion: z.number().nullable(),
  ruleText: z.string(),
  confidence: z.number(),
  alternatives: z.array(z.object({ unit: UnitRef, ruleId: z.string(), ruleText: z.string() })),
})

export const CaseDetail = CaseRow.extend({
  text: z.string(),
  point: Point.nullable(),
  placeSource: z.enum(['point', 'code', 'address', 'none']),
  reporter: z.object({ name: z.string().nullable(), phone: z.string().nullable(), /** Who reported for them. */ through: z.string().nullable() }).nullable(),
  classReason: z.object({ confidence: z.number(), words: z.array(z.string()), alternatives: z.array(ClassRef) }).nullable(),
  deadline: z.object({ dueAt: z.string(), lines: z.array(z.string()), warnings: z.array(z.string()), stageDueAt: z.string().nullable(), stageText: z.string().nullable() }).nullable(),
  dispatch: DispatchReason.nullable(),
  timeline: z.array(TimelineEntry),
  photos: z.array(FileRef),
  voices: z.array(FileRef),
  moves: z.array(z.object({ move: z.string(), label: z.string(), isPrimary: z.boolean() })),
  pendingRequest: z.object({ kind: z.string(), text: z.string(), by: z.string(), at: z.string() }).nullable(),
  counters: z.object({ hops: z.number(), returns: z.number(), reworks: z.number(), reopens: z.number(), urges: z.number(), stillThere: z.number(), extensions: z.number() }),
  outcome: z.enum(['solved', 'unsolved', 'refused']).nullable(),
  rating: z.object({ solved: z.boolean(), satisfaction: z.number() }).nullable(),
  parent: z.object({ id: Id, number: z.string(), title: z.string() }).nullable(),
  children: z.array(z.object({ id: Id, number: z.string(), title: z.string(), stateLabel: z.string() })),
  mergedInto: z.object({ id: Id, number: z.string(), title: z.string() }).nullable(),
  merged: z.array(z.object({ id: Id, number: z.string(), title: z.string() })),
})
export type CaseDetail = z.infer<typeof CaseDetail>

const ById = z.object({ id: Id })

export const showCase = contract({ method: 'GET', path: '/cases/:id', tag: '案件', summary: '一件案件的全部：经过、期限的由来、派遣的理由、可做的操作', params: ById, answer: CaseDetail })

export const registerCase = contract({
  method: 'POST', path: '/cases', tag: '案件', summary: '登记一件诉求（接电话、来访、上级交办、网格上报）', status: 201,
  body: AppealForm.omit({ isPlaceSure: true }).extend({
    source: Source.default('phone'),
    classCode: z.string().max(16).optional(),
    isSecret: z.boolean().default(false),
  }),
  answer: CaseDetail,
})

export const moveCase = contract({
  method: 'POST', path: '/cases/:id/moves', tag: '案件', summary: '对案件做一个操作；版本不符则回答最新状态，不覆盖别人的修改',
  params: ById,
  body: z.intersection(z.object({ version: z.number().int().min(1).optional() }), MoveForm),
  answer: CaseDetail,
})

export const Duplicate = z.object({
  case: CaseRow,
  score: z.number(),
  metres: z.number().nullable(),
  /** What agrees, and what does not. */
  reasons: z.array(z.string()),
  differences: z.array(z.string()),
  text: z.string(),
})

export const findDuplicates = contract({
  method: 'GET', path: '/cases/:id/duplicates', tag: '案件', summary: '可能重复的案件与理由',
  params: ById,
  answer: z.object({
    duplicates: z.array(Duplicate),
    /** Open cases looked at so far, while the server still reads them after its start; null when all are. */
    readSoFar: z.number().int().nullable(),
  }),
})

export const caseFile = contract({
  method: 'GET', path: '/cases/:id/files/:fileId', tag: '附件', summary: '案件的附件', raw: 'download',
  params: z.object({ id: Id, fileId: Id }),
  query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }),
  answer: z.unknown(),
})

/** For what somebody may look at a reporter's name and telephone. */
export const REPORTER_PURPOSES = { contact: '联系报事人', verify: '核实情况', emergency: '紧急情况' } as const
export type ReporterPurpose = keyof typeof REPORTER_PURPOSES

export const revealReporter = contract({
  method: 'POST', path: '/cases/:id/reporter', tag: '案件', summary: '查看报事人的姓名和电话：须写明用途，记入审计',
  params: ById,
  body: z.object({ purpose: z.enum(Object.keys(REPORTER_PURPOSES) as [ReporterPurpose, ...ReporterPurpose[]], { error: '请选择用途' }), note: optionalText(200, '说明') }), // keys of a literal table
  answer: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
})

export const nearbyCases = contract({
  method: 'GET', path: '/cases/nearby', tag: '案件', summary: '附近在办的案件（登记电话时先看有没有同样的事）',
  query: z.object({ lon: z.coerce.number(), lat: z.coerce.number(), metres: z.coerce.number().min(10).max(2000).default(200) }),
  answer: z.object({ cases: z.array(CaseRow.extend({ metres: z.number(), point: Point.nullable() })) }),
})
