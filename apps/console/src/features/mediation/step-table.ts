import { DISPUTE_KINDS, MEDIATION_STEPS, PERFORMANCES } from '@yihu/contracts'
import type { MediationStepName } from '@yihu/contracts'

export interface StepField {
  readonly name: string
  readonly kind: 'text' | 'line' | 'choice' | 'yes-no' | 'check' | 'at' | 'day' | 'mediators' | 'party' | 'new-party' | 'documents'
  readonly label: string
  readonly isOptional?: true
  readonly hint?: string
  readonly options?: readonly (readonly [value: string | boolean, label: string])[]
}

interface StepShape {
  readonly key: string
  readonly fields: readonly StepField[]
  readonly consequence?: string
  readonly isGrave?: true
}

const documents = (hint?: string): StepField => ({ name: 'documents', kind: 'documents', label: '照片和文件', isOptional: true, ...(hint ? { hint } : {}) })
const reason = (label: string): StepField => ({ name: 'reason', kind: 'text', label })

/** Every step of a mediation: its key and its form. */
export const STEP_SHAPES: Readonly<Record<MediationStepName, StepShape>> = {
  'add-party': { key: 'p', fields: [{ name: 'party', kind: 'new-party', label: '当事人' }] },
  'record-consent': {
    key: 'c',
    fields: [
      { name: 'partyId', kind: 'party', label: '哪位当事人' }, { name: 'agrees', kind: 'yes-no', label: '是否同意调解', options: [[true, '同意'], [false, '拒绝']] },
      { name: 'note', kind: 'text', label: '怎样表明的', isOptional: true, hint: '例如：当面、电话' },
    ],
    consequence: '调解要各方自愿；明确拒绝的不得调解（人民调解法第十七条）。',
  },
  assign: { key: 'a', fields: [{ name: 'mediators', kind: 'mediators', label: '调解员', hint: '可以指定一名或几名，也可以由当事人选择' }] },
  'hold-session': {
    key: 's',
    fields: [
      { name: 'at', kind: 'at', label: '时间' }, { name: 'place', kind: 'line', label: '地点' }, { name: 'present', kind: 'line', label: '到场的人', hint: '写身份即可，例如：双方、网格员、物业经理' },
      { name: 'record', kind: 'text', label: '调解记录' }, documents(),
    ],
  },
  agree: {
    key: 'y',
    fields: [
      { name: 'form', kind: 'choice', label: '协议形式', options: [['written', '书面协议'], ['oral', '口头协议（已记录）']] },
      { name: 'facts', kind: 'text', label: '主要事实和争议事项' }, { name: 'liability', kind: 'text', label: '各方的责任' }, { name: 'terms', kind: 'text', label: '协议内容' },
      { name: 'performance', kind: 'line', label: '履行方式' }, { name: 'dueDay', kind: 'day', label: '履行期限', isOptional: true, hint: '到期会提醒回访' },
      documents('签字的协议拍照上传；还没签的以后再补'),
    ],
    consequence: '内容按人民调解法第二十九条；口头协议当时生效，书面协议签字后生效。',
  },
  'attach-signed': { key: 'u', fields: [{ ...documents('协议每一页、各方签名和调解委员会印章'), label: '签字的协议' }], consequence: '上传后协议生效；三十日内双方可共同申请司法确认。' },
  amend: {
    key: 'e',
    fields: [
      { name: 'title', kind: 'line', label: '题目' }, { name: 'kind', kind: 'choice', label: '纠纷类型', options: Object.entries(DISPUTE_KINDS) }, { name: 'facts', kind: 'text', label: '纠纷情况' },
      { name: 'reason', kind: 'line', label: '更正的原因' },
    ],
  },
  'amend-party': {
    key: 'd',
    fields: [
      { name: 'partyId', kind: 'party', label: '哪位当事人' }, { name: 'name', kind: 'line', label: '姓名或名称', isOptional: true, hint: '不填的保持原样' }, { name: 'phone', kind: 'line', label: '电话', isOptional: true },
      { name: 'about', kind: 'line', label: '基本情况', isOptional: true }, { name: 'reason', kind: 'line', label: '更正的原因' },
    ],
  },
  fail: {
    key: 'n', isGrave: true,
    fields: [reason('调解不成的原因'), { name: 'isTold', kind: 'check', label: '已告知当事人可以依法仲裁、申请行政处理或起诉（人民调解法第二十六条）' }],
    consequence: '卷宗以“调解不成”结束。',
  },
  'to-court': { key: 't', isGrave: true, fields: [reason('转诉讼的原因'), { name: 'court', kind: 'line', label: '受理的法院' }], consequence: '卷宗以“转诉讼”结束。' },
  'follow-up': {
    key: 'f',
    fields: [
      { name: 'at', kind: 'at', label: '回访时间' }, { name: 'performance', kind: 'choice', label: '履行情况', options: Object.entries(PERFORMANCES) }, { name: 'note', kind: 'text', label: '回访情况' },
    ],
  },
}

/** Whether the server may offer this step and we know its form. */
export function isKnownStep(step: string): step is MediationStepName {
  return Object.hasOwn(MEDIATION_STEPS, step)
}
