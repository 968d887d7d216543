import { PARTICIPANT_ROLES } from '@yihu/contracts'
import type { DeliberationActForm } from '@yihu/contracts'
import { VOTE_RULES } from '@yihu/domain'

export type KnownAct = DeliberationActForm['act']

export interface ActField {
  readonly name: string
  readonly kind: 'text' | 'line' | 'choice' | 'check' | 'at' | 'day' | 'area' | 'houses' | 'people' | 'tasks' | 'proposal' | 'house'
  readonly label: string
  readonly hint?: string
  readonly options?: readonly (readonly [value: string, label: string])[]
  readonly isOptional?: true
}

interface ActShape {
  readonly fields: readonly ActField[]
  /** What it leads to, said before it is done. */
  readonly consequence?: string
}

export const ROLE_OPTIONS = Object.entries(PARTICIPANT_ROLES).map(([value, label]) => ({ value, label }))
const YES_NO = [['yes', '同意'], ['no', '不同意']] as const

/** The form of every act of the desk. */
export const ACT_SHAPES: Readonly<Record<KnownAct, ActShape>> = {
  publish: { fields: [], consequence: '公开以后谁都看得到题目、内容和地点，看不到提议人；大家可以点“我支持”。' },
  refuse: {
    fields: [{ name: 'reason', kind: 'text', label: '不列入的原因', hint: '提议人和居民都看得到' }, { name: 'isShown', kind: 'check', label: '公开这件提议和原因（内容不宜公开的不要勾）' }],
  },
  'ask-merge': { fields: [{ name: 'into', kind: 'proposal', label: '合到哪一件' }, { name: 'reason', kind: 'text', label: '合并的理由' }], consequence: '两件都要先公开。两位提议人都要问到；他们凭查询码自己答复，或者由您登记电话里的答复；本人答过的不能代改。' },
  'answer-merge': {
    fields: [{ name: 'side', kind: 'choice', label: '哪一位', options: [['own', '本件提议人'], ['other', '对方提议人']] }, { name: 'agrees', kind: 'choice', label: '是否同意', options: YES_NO }, { name: 'note', kind: 'line', label: '怎样答复的', hint: '例如：5月8日电话' }],
  },
  merge: { fields: [], consequence: '两位提议人都同意才能合并。支持的人一并算到那一件，同一个电话只算一次。' },
  schedule: { fields: [{ name: 'day', kind: 'day', label: '哪天上会' }, { name: 'reason', kind: 'text', label: '列入的理由', hint: '居民看得到' }] },
  'set-meeting': {
    fields: [
      { name: 'at', kind: 'at', label: '开会时间' }, { name: 'place', kind: 'line', label: '地点' }, { name: 'question', kind: 'line', label: '表决的事', hint: '写成能答同意或反对的一句话' },
      { name: 'rule', kind: 'choice', label: '怎样算通过', options: Object.entries(VOTE_RULES).map(([value, { name, basis }]) => [value, `${name}（${basis}）`] as const) },
      { name: 'people', kind: 'people', label: '参加的人' },
    ],
  },
  'set-roll': {
    fields: [{ name: 'areaPath', kind: 'area', label: '从数据池取这一片的住房', isOptional: true }, { name: 'houses', kind: 'houses', label: '或者自己列各户', hint: '一行一户：户名，空格，专有面积。按面积算的事每户都要写，缺一户就不能开始表决；“１０１”和“101”算同一户', isOptional: true }],
    consequence: '会换掉原来的名册，原来的票码作废。',
  },
  exclude: { fields: [{ name: 'code', kind: 'house', label: '哪一户' }, { name: 'reason', kind: 'line', label: '利害关系', hint: '居民看得到原因，看不到是哪一户' }, { name: 'isLifted', kind: 'check', label: '以前写错了：撤销这一户的回避' }], consequence: '回避的户不投票，也不计入应到；重新定名册也还算数。已经投过票的不能再改。' },
  'open-vote': { fields: [{ name: 'until', kind: 'at', label: '投票截止' }], consequence: '开始以后不能再改会议和名册，还没投的户可以回避；截止前不能计票。' },
  count: { fields: [{ name: 'minutes', kind: 'text', label: '会议纪要', hint: '居民看得到' }], consequence: '票数和怎样算出来的马上公布。' },
  assign: { fields: [{ name: 'tasks', kind: 'tasks', label: '要办的事' }], consequence: '每件事成为一件案件，走受理、派遣、期限；都办结后自动请大家评。' },
  conclude: { fields: [{ name: 'summary', kind: 'text', label: '评事小结', hint: '居民看得到' }], consequence: '公布以后不再收评价。' },
}

/** Whether the server may offer this act and we know its form. */
export function isKnownAct(act: string): act is KnownAct {
  return Object.hasOwn(ACT_SHAPES, act)
}
