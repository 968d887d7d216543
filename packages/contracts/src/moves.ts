import { z } from 'zod'
import { Id, optionalText, text } from './common.ts'

const note = text(2000, '说明')
const reason = text(1000, '原因')
const unitId = z.string().min(1, '请选择单位').max(64)
const classCode = z.string().min(1, '请选择分类').max(16)
const days = z.number().int('请填整数').min(1, '至少 1 天').max(10, '最多 10 个工作日')
const evidence = z.array(Id).max(20, '最多 20 个附件').default([])

const m = <N extends string, S extends z.core.$ZodShape>(name: N, shape: S) => z.object({ move: z.literal(name), ...shape })

/** Every move with its form; the same shapes as `Move` of `packages/domain`, plus evidence files. */
export const MoveForm = z.discriminatedUnion('move', [
  m('accept', {}),
  m('refuse', {
    reason: z.enum(['court-or-arbitration', 'not-government', 'other-authority', 'no-facts', 'already-answered', 'outside-area'], { error: '请选择不予受理的理由' }),
    competent: optionalText(100, '有权处理的单位'),
    explanation: text(1000, '给居民的说明'),
  }),
  m('ask-verification', { note, unitId: unitId.optional() }),
  m('report-verification', { found: z.boolean(), note, evidence }),
  m('file', { classCode }),
  m('dispatch', { unitId, note: optionalText(2000, '派遣意见') }),
  m('redispatch', { unitId, reason }),
  m('claim', {}),
  m('return', {
    reason: z.enum(['not-my-duty', 'not-my-area', 'wrong-class', 'wrong-place', 'needs-others'], { error: '请选择退回理由' }),
    note,
  }),
  m('split', {
    parts: z
      .array(z.object({ title: text(100, '标题'), text: text(5000, '内容'), classCode }))
      .min(2, '至少分成两件')
      .max(10, '最多分成十件'),
  }),
  m('request-extension', { workingDays: days, reason, evidence }),
  m('request-suspension', {
    reason: z.enum(['season', 'engineering', 'funding', 'law', 'condition'], { error: '请选择挂账原因' }),
    note,
    evidence,
  }),
  m('request-void', { reason, evidence }),
  m('approve', { note: optionalText(1000, '审批意见') }),
  m('decline', { note }),
  m('resume', { note }),
  m('escalate', { unitId, question: text(2000, '需要区里解决的问题') }),
  m('answer-call', { agreed: z.boolean(), note, ground: optionalText(1000, '依据') }),
  m('call-all', { unitIds: z.array(unitId).min(1, '至少呼叫一个单位').max(30), note }),
  m('claim-all', { note: optionalText(1000, '说明') }),
  m('answer-all', { note }),
  m('handle-self', { text: text(5000, '处理情况'), evidence }),
  m('reply', { text: text(5000, '答复'), measures: optionalText(2000, '采取的措施'), evidence }),
  m('start-check', {}),
  m('pass-check', { note, evidence }),
  m('rework', { reason, evidence }),
  m('record-contact', { reached: z.boolean(), note, solved: z.boolean().optional(), satisfied: z.boolean().optional() }),
  m('reopen', { reason }),
  m('archive', {}),
  m('merge', { into: Id, consent: text(500, '征得报事人同意的情况') }),
  m('unmerge', { reason }),
  m('urge', { note }),
  m('answer-urge', { note }),
  m('amend', { reason, classCode: classCode.optional(), address: optionalText(200, '地址') }),
], { error: '没有这个操作' })
export type MoveForm = z.output<typeof MoveForm>

/** What the resident can do, by query code. */
export const RatingForm = z.object({
  queryCode: z.string().min(1, '请填写查询码').max(32),
  solved: z.boolean({ error: '请选择问题解决了没有' }),
  satisfaction: z.number({ error: '请选择满意程度' }).int().min(1).max(5),
  comment: optionalText(1000, '评价'),
})

export const StillThereForm = z.object({
  queryCode: z.string().min(1, '请填写查询码').max(32),
  note: text(1000, '现在的情况'),
})
