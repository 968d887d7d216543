import type { MoveForm, UnitKind } from '@yihu/contracts'
import { REFUSAL_REASONS, RETURN_REASONS, SUSPENSION_REASONS } from '@yihu/domain'

/** The moves that staff make; what a resident does has no form here. */
export type StaffMove = MoveForm['move']

export interface Field {
  readonly name: string
  readonly kind: 'text' | 'line' | 'unit' | 'units' | 'class' | 'choice' | 'yes-no' | 'days' | 'evidence' | 'parts' | 'case'
  readonly label: string
  readonly isOptional?: true
  readonly hint?: string
  readonly options?: readonly (readonly [value: string | boolean, label: string])[]
  /** Only units of these kinds. */
  readonly unitKinds?: readonly UnitKind[]
}

const entries = (table: Readonly<Record<string, string>>): [string, string][] => Object.entries(table)
const note = (label = '说明', hint?: string): Field => ({ name: 'note', kind: 'text', label, ...(hint ? { hint } : {}) })
const reason = (label = '原因', hint?: string): Field => ({ name: 'reason', kind: 'text', label, ...(hint ? { hint } : {}) })
const unit = (label: string): Field => ({ name: 'unitId', kind: 'unit', label })
const evidence: Field = { name: 'evidence', kind: 'evidence', label: '照片和文件', isOptional: true }
const optional = (field: Field): Field => ({ ...field, isOptional: true })
const yesNo = (name: string, label: string, yes: string, no: string): Field => ({ name, kind: 'yes-no', label, options: [[true, yes], [false, no]] })

interface MoveShape {
  /** Preferred key. */
  readonly key: string
  readonly fields: readonly Field[]
  /** What will follow, in plain words, where it is not evident. */
  readonly consequence?: string
  /** Shown in red: it ends something or speaks against somebody. */
  readonly isGrave?: true
}

/** Every move: its key and its form. A move without fields is made at once. */
export const MOVE_SHAPES: Readonly<Record<StaffMove, MoveShape>> = {
  accept: { key: 'a', fields: [] },
  refuse: {
    key: 'z',
    isGrave: true,
    consequence: '案件将办结，报事人会看到下面的说明和可以去找的单位。',
    fields: [
      { name: 'reason', kind: 'choice', label: '不予受理的理由', options: entries(REFUSAL_REASONS) },
      { name: 'competent', kind: 'line', label: '有权处理的单位', isOptional: true, hint: '例如：区人民法院、市公积金中心' },
      { name: 'explanation', kind: 'text', label: '给居民的说明', hint: '居民会原样看到，请写明为什么、可以找谁' },
    ],
  },
  'ask-verification': { key: 'v', fields: [optional(unit('由谁核实')), note('要核实什么')] },
  'report-verification': { key: 'v', fields: [yesNo('found', '现场情况', '情况属实', '没有发现'), note('看到的情况'), evidence] },
  file: { key: 'f', fields: [{ name: 'classCode', kind: 'class', label: '分类' }], consequence: '立案后开始计算期限，并按派遣规则找负责的单位。' },
  dispatch: { key: 'd', fields: [unit('派给'), optional(note('派遣意见'))] },
  redispatch: { key: 'd', fields: [unit('改派给'), reason('改派原因')] },
  claim: { key: 'c', fields: [] },
  return: {
    key: 'b',
    fields: [{ name: 'reason', kind: 'choice', label: '退回理由', options: entries(RETURN_REASONS) }, note('说明', '写明依据或正确的单位，派遣台据此改派')],
    consequence: '派遣后 2 个工作日内可以退回；退回会记入派遣规则。',
  },
  split: { key: 's', fields: [{ name: 'parts', kind: 'parts', label: '分解为' }], consequence: '每件子案件单独派遣、计时；子案件都办完，本案才能办结。' },
  'request-extension': {
    key: 'e',
    fields: [{ name: 'workingDays', kind: 'days', label: '延长几个工作日', hint: '累计不超过 10 个工作日，须在到期前申请' }, reason('延期原因'), evidence],
    consequence: '由另一位同事审批，批准前期限不变。',
  },
  'request-suspension': {
    key: 'p',
    fields: [{ name: 'reason', kind: 'choice', label: '挂账原因', options: entries(SUSPENSION_REASONS) }, note('说明', '需要什么条件、预计何时具备'), evidence],
    consequence: '由另一位同事审批；挂账期间停止计时。',
  },
  'request-void': { key: 'w', isGrave: true, fields: [reason('作废原因'), evidence], consequence: '由另一位同事审批；作废后不再作为案件办理，记录保留。' },
  approve: { key: 'y', fields: [optional(note('审批意见'))] },
  decline: { key: 'n', isGrave: true, fields: [note('不同意的理由')] },
  resume: { key: 'u', fields: [note('恢复办理的说明')], consequence: '恢复后继续计时。' },
  escalate: { key: 'q', fields: [{ ...unit('呼叫的区级部门'), unitKinds: ['department', 'utility'] }, { name: 'question', kind: 'text', label: '需要区里解决的问题', hint: '写清楚街道做过什么、卡在哪里' }] },
  'answer-call': {
    key: 'y',
    fields: [
      yesNo('agreed', '答复', '承接办理', '不承接'),
      note(),
      { name: 'ground', kind: 'text', label: '依据', isOptional: true, hint: '不承接时必填：法规、三定方案或文件' },
    ],
  },
  'call-all': { key: 'l', fields: [{ name: 'unitIds', kind: 'units', label: '呼叫哪些单位' }, note('需要大家做什么')] },
  'claim-all': { key: 'c', fields: [optional(note('谁去、几时到'))], consequence: '认领后还要答复做了什么。' },
  'answer-all': { key: 'l', fields: [note('我们能做什么')] },
  'handle-self': { key: 'h', fields: [{ name: 'text', kind: 'text', label: '处理情况' }, evidence], consequence: '适合当场就能解决的小事：处理完直接进入核查。' },
  reply: {
    key: 'r',
    fields: [
      { name: 'text', kind: 'text', label: '给居民的答复', hint: '居民会原样看到：做了什么、结果怎样' },
      { name: 'measures', kind: 'text', label: '采取的措施', isOptional: true, hint: '给街道看，居民看不到' },
      evidence,
    ],
  },
  'start-check': { key: 'k', fields: [] },
  'pass-check': { key: 'g', fields: [note('核查情况'), evidence], consequence: '通过后案件办结。' },
  rework: { key: 't', isGrave: true, fields: [reason('为什么要返工'), evidence] },
  'record-contact': {
    key: 'o',
    fields: [
      yesNo('reached', '联系上了吗', '联系上了', '没有联系上'),
      optional(yesNo('solved', '居民说解决了吗', '解决了', '没有解决')),
      optional(yesNo('satisfied', '居民满意吗', '满意', '不满意')),
      note('回访记录', '没有联系上的，写明几时、用什么方式联系过'),
    ],
  },
  reopen: { key: 'i', fields: [reason('为什么要重新办理')], consequence: '重新计时、重新派遣，以前的经过保留。' },
  archive: { key: 'm', fields: [] },
  merge: {
    key: 'm',
    fields: [{ name: 'into', kind: 'case', label: '并入哪一件' }, { name: 'consent', kind: 'text', label: '征得报事人同意的情况', hint: '例如：已电话告知，同意一并答复' }],
    consequence: '报事人会跟随那件案子并收到它的答复；10 秒内可以撤销，以后也可以撤销合并。',
  },
  unmerge: { key: 'm', fields: [reason('为什么撤销合并')] },
  urge: { key: '1', fields: [note('督办要求')] },
  'answer-urge': { key: '2', fields: [note('督办回复')] },
  amend: {
    key: '3',
    fields: [
      { name: 'classCode', kind: 'class', label: '分类', isOptional: true },
      { name: 'address', kind: 'line', label: '地址', isOptional: true },
      reason('更正的原因'),
    ],
  },
}

/** Whether the server may offer this move and we know its form. */
export function isStaffMove(move: string): move is StaffMove {
  return Object.hasOwn(MOVE_SHAPES, move)
}

const TAKEN = new Set(['j', 'k', 'x'])

/** One key for each offered move: the preferred one, else a free figure; keys of the list stay free. */
export function keysOf(moves: readonly StaffMove[], reserved: ReadonlySet<string> = TAKEN): Map<StaffMove, string> {
  const used = new Set(reserved)
  const keys = new Map<StaffMove, string>()
  for (const move of moves) {
    const key = [MOVE_SHAPES[move].key, ...'456789'].find((one) => !used.has(one))
    if (!key) continue
    used.add(key)
    keys.set(move, key)
  }
  return keys
}
