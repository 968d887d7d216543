import { z } from 'zod'
import { AreaPath, Id, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

/** Whom a rule names: a unit, or whoever looks after the place of the case. */
export const DutyTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unit'), unitId: z.string().min(1, '请选择单位').max(64) }),
  z.object({ kind: z.literal('communityOf') }),
  z.object({ kind: z.literal('gridOf') }),
  z.object({ kind: z.literal('propertyOf') }),
], { error: '请选择派给谁' })
export type DutyTarget = z.infer<typeof DutyTarget>

export const DutyRuleRow = z.object({
  id: z.string(), classPrefix: z.string(), areaPath: z.string(), hours: z.enum(['always', 'service']), target: z.string(), targetName: z.string(),
  role: z.string(), priority: z.number(), isAuto: z.boolean(), note: z.string(), text: z.string(), returns: z.number(), used: z.number(),
  /** The version of the set by which it is in force; 0 in a draft. */
  version: z.number(),
})
export type DutyRuleRow = z.infer<typeof DutyRuleRow>

/** What a person decides of a rule; an empty class means every class. */
export const DutyRuleForm = z.object({
  classPrefix: z.string().max(16, '分类代码太长'),
  areaPath: AreaPath,
  hours: z.enum(['always', 'service'], { error: '请选择什么时间' }),
  target: DutyTarget,
  priority: z.number({ error: '请填写优先级' }).int('请填整数').min(0, '最小 0').max(999, '最大 999'),
  isAuto: z.boolean(),
  note: optionalText(300, '依据'),
})
export type DutyRuleForm = z.output<typeof DutyRuleForm>

const RuleSet = z.object({ path: z.string(), name: z.string() })
const InSet = z.object({ street: AreaPath.optional() })
const Revision = z.number().int().min(0)

export const listDutyRules = contract({
  method: 'GET', path: '/duty-rules', tag: '派遣', summary: '现行派遣规则、它们的版本与被退回的次数',
  query: InSet,
  answer: z.object({ set: RuleSet.nullable(), version: z.number(), rules: z.array(DutyRuleRow) }),
})

/** A rule of the draft beside what is in force. */
export const DutyDraftRow = DutyRuleRow.extend({
  change: z.enum(['added', 'changed', 'removed']).nullable(),
  /** The rule in force, as it reads; null for an added one. */
  before: z.string().nullable(),
})
export type DutyDraftRow = z.infer<typeof DutyDraftRow>

export const DutyDraft = z.object({
  set: RuleSet,
  /** Counts every change; 0: nobody has begun a draft. */
  revision: Revision,
  editor: z.string().nullable(),
  changedAt: z.string().nullable(),
  changes: z.number(),
  rules: z.array(DutyDraftRow),
})
export type DutyDraft = z.infer<typeof DutyDraft>

const draft = (summary: string) => ({ tag: '派遣', summary, answer: DutyDraft })
const RuleId = z.object({ id: z.string().min(1).max(64) })
const Edit = z.object({ revision: Revision, rule: DutyRuleForm })
const OnRevision = InSet.extend({ revision: z.coerce.number().int().min(0) })

export const showDutyDraft = contract({ ...draft('草稿：逐条与现行规则比较'), method: 'GET', path: '/duty-rules/draft', query: InSet })
export const dropDutyDraft = contract({ ...draft('放弃草稿，回到现行规则'), method: 'DELETE', path: '/duty-rules/draft', query: OnRevision })
export const addDraftRule = contract({ ...draft('在草稿里加一条规则'), method: 'POST', path: '/duty-rules/draft/rules', query: InSet, body: Edit, status: 201 })
export const saveDraftRule = contract({ ...draft('在草稿里改一条规则'), method: 'PUT', path: '/duty-rules/draft/rules/:id', params: RuleId, query: InSet, body: Edit })
export const removeDraftRule = contract({ ...draft('在草稿里去掉一条规则'), method: 'DELETE', path: '/duty-rules/draft/rules/:id', params: RuleId, query: OnRevision })
export const revertDraftRule = contract({
  ...draft('草稿里的一条规则恢复成现行的样子'), method: 'POST', path: '/duty-rules/draft/rules/:id/revert', params: RuleId, query: InSet, body: z.object({ revision: Revision }),
})

export const DUTY_FINDINGS = {
  overlap: '相互冲突',
  shadowed: '永远用不上',
  dead: '已经失效',
  uncovered: '没有规则管',
  idle: '一年没用上',
} as const
export type DutyFindingKind = keyof typeof DUTY_FINDINGS

export const DutyFinding = z.object({
  kind: z.enum(Object.keys(DUTY_FINDINGS) as [DutyFindingKind, ...DutyFindingKind[]]), // keys of a literal table
  text: z.string(),
  /** The rules concerned, the one to mend first. */
  ruleIds: z.array(z.string()),
})
export type DutyFinding = z.infer<typeof DutyFinding>

export const checkDutyRules = contract({
  method: 'GET', path: '/duty-rules/findings', tag: '派遣', summary: '检查规则：冲突、用不上、失效、没人管',
  query: InSet.extend({ of: z.enum(['draft', 'published']).default('draft') }),
  answer: z.object({ findings: z.array(DutyFinding), asOf: z.string(), cases: z.number() }),
})

const Tally = z.object({ id: z.string(), name: z.string(), before: z.number(), after: z.number() })

export const DutySimulation = z.object({
  asOf: z.string(),
  days: z.number(),
  /** Dispatched cases replayed; `isCut` when there were more than could be. */
  cases: z.number(),
  isCut: z.boolean(),
  /** The draft this is about. */
  revision: Revision,
  /** Cases for which the draft names another unit than the rules in force. */
  changed: z.number(),
  /** Of the changed ones: those whose first unit returned them. */
  returned: z.number(),
  /** Of the finished cases: how many went at once to the unit that finished them. */
  right: z.object({ of: z.number(), before: z.number(), after: z.number() }),
  auto: z.object({ before: z.number(), after: z.number() }),
  units: z.array(Tally),
  rules: z.array(Tally),
  /** At most 500, returned ones first. */
  diffs: z.array(z.object({
    case: z.object({ id: Id, number: z.string(), title: z.string() }),
    className: z.string(), areaName: z.string(), at: z.string(),
    /** Who had it first in fact, and whether they returned it; who finished it. */
    had: z.string(), isReturned: z.boolean(), finished: z.string().nullable(),
    before: z.string().nullable(), after: z.string().nullable(), ruleId: z.string().nullable(),
  })),
})
export type DutySimulation = z.infer<typeof DutySimulation>

export const simulateDuty = contract({
  method: 'GET', path: '/duty-rules/draft/simulation', tag: '派遣', summary: '用过去的案件试算草稿：谁会拿到什么',
  query: InSet.extend({ days: z.coerce.number().int('请填整数').min(1, '至少 1 天').max(366, '最多 366 天').default(90) }),
  answer: DutySimulation,
})

export const DutyVersion = z.object({
  number: z.number(), note: z.string(), author: z.string(), publishedAt: z.string(), restoredFrom: z.number().nullable(),
  rules: z.number(), added: z.number(), changed: z.number(), removed: z.number(), isCurrent: z.boolean(),
})
export type DutyVersion = z.infer<typeof DutyVersion>

export const listDutyVersions = contract({
  method: 'GET', path: '/duty-rules/versions', tag: '派遣', summary: '历次发布的规则',
  query: InSet,
  answer: z.object({ set: RuleSet, versions: z.array(DutyVersion) }),
})

export const showDutyVersion = contract({
  method: 'GET', path: '/duty-rules/versions/:number', tag: '派遣', summary: '某一版规则，与现行的差别',
  params: z.object({ number: z.coerce.number().int().min(1) }),
  query: InSet,
  answer: z.object({ version: DutyVersion, rules: z.array(DutyDraftRow) }),
})

export const publishDutyRules = contract({
  method: 'POST', path: '/duty-rules/versions', tag: '派遣', summary: '发布草稿为新的一版，立即生效', status: 201,
  query: InSet,
  body: z.object({ revision: Revision, note: text(300, '发布说明') }),
  answer: DutyVersion,
})

export const restoreDutyVersion = contract({
  method: 'POST', path: '/duty-rules/versions/:number/restore', tag: '派遣', summary: '把以前的一版重新发布，立即生效', status: 201,
  params: z.object({ number: z.coerce.number().int().min(1) }),
  query: InSet,
  body: z.object({ note: text(300, '恢复原因') }),
  answer: DutyVersion,
})

export const DutyProposal = z.object({
  id: z.string(),
  /** The rule as it would read. */
  text: z.string(),
  /** Why, with figures. */
  reason: z.string(),
  /** More cases of this kind stayed where they were sent than were passed on. */
  isDoubtful: z.boolean(),
  /** The rule to change; null: a new one. */
  ruleId: z.string().nullable(),
  rule: DutyRuleForm,
  cases: z.array(z.object({ id: Id, number: z.string(), title: z.string(), returnedBy: z.string(), finishedBy: z.string() })),
})
export type DutyProposal = z.infer<typeof DutyProposal>

export const listDutyProposals = contract({
  method: 'GET', path: '/duty-rules/proposals', tag: '派遣', summary: '退回的案件建议改的规则',
  query: InSet,
  answer: z.object({ proposals: z.array(DutyProposal), asOf: z.string() }),
})

export const UnitLoad = z.object({
  unitId: z.string(),
  open: z.number(), overdue: z.number(),
  /** Of the last 90 days' cases that are finished or overdue: how many were finished in time. */
  due: z.number(), onTime: z.number(),
  returns: z.number(),
})
export type UnitLoad = z.infer<typeof UnitLoad>

export const listUnitLoad = contract({
  method: 'GET', path: '/units/load', tag: '派遣', summary: '各单位在办、超期、近 90 天按时办结与退回',
  answer: z.object({ units: z.array(UnitLoad), asOf: z.string(), days: z.number() }),
})
