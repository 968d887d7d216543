/** What a checklist is filled for. */
export type CheckSubject = 'place' | 'house' | 'organisation' | 'part'

/** Which answer is a danger: one of these of a yes-no or a choice, or a number beyond a limit. */
export type DangerWhen = { readonly is: readonly string[] } | { readonly below?: number | undefined; readonly above?: number | undefined }

/** One question of a checklist. */
export interface ChecklistItem {
  readonly id: string
  /** The step or heading it stands under; empty: none. */
  readonly group: string
  readonly text: string
  readonly kind: 'yes-no' | 'number' | 'choice' | 'text'
  readonly unit?: string | undefined
  /** What a number may be at all. */
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly choices?: readonly string[] | undefined
  readonly dangerWhen?: DangerWhen | undefined
  /** Of what class the case is that a danger becomes. */
  readonly classCode?: string | undefined
  readonly photo: 'none' | 'danger' | 'always'
  readonly isNeeded: boolean
}

export interface CheckAnswer {
  readonly itemId: string
  /** `yes`, `no` or `na` (不适用) of a yes-no; a choice; a number; words. */
  readonly value: string | number
  readonly photos: readonly unknown[]
}

/** The answers a yes-no item takes. */
export const YES_NO = { yes: '是', no: '否', na: '不适用' } as const

/** An answer in words, with its unit. */
export function answerText(item: ChecklistItem, value: string | number): string {
  if (item.kind === 'yes-no' && typeof value === 'string' && Object.hasOwn(YES_NO, value)) return YES_NO[value as keyof typeof YES_NO] // checked on the left
  return item.kind === 'number' && item.unit ? `${value} ${item.unit}` : String(value)
}

/** Why an item cannot be published as it is; null: it can. */
export function flawOf({ kind, choices, dangerWhen, classCode, photo, min, max }: ChecklistItem): string | null {
  if (kind === 'choice' && (choices?.length ?? 0) < 2) return '选择题至少要有两个选项'
  if (kind === 'choice' && new Set(choices).size !== choices?.length) return '有两个一样的选项'
  if (min !== undefined && max !== undefined && min > max) return '数字的下限大于上限'
  if (!dangerWhen) return classCode || photo === 'danger' ? '没有写哪个答案是隐患，却选了隐患的分类或照片' : null
  if (!classCode) return '写了哪个答案是隐患，还要选它立案的分类'
  return flawOfDanger(dangerWhen, { kind, choices: choices ?? [] })
}

function flawOfDanger(when: DangerWhen, { kind, choices }: Pick<ChecklistItem, 'kind'> & { readonly choices: readonly string[] }): string | null {
  if ('is' in when) {
    const possible = kind === 'yes-no' ? ['yes', 'no'] : kind === 'choice' ? choices : []
    return when.is.length > 0 && when.is.every((one) => possible.includes(one)) ? null : '算作隐患的答案不在可选的答案里'
  }
  if (kind !== 'number') return '只有数字题才能按上下限判隐患'
  return when.below === undefined && when.above === undefined ? '要写低于多少或高于多少算隐患' : null
}
