import { YES_NO } from './checklist.ts'
import type { CheckAnswer, ChecklistItem } from './checklist.ts'

/** What a filled sheet says. */
export interface Judgement {
  /** Item id → why its answer is not one; empty: the sheet can be taken. */
  readonly faults: Readonly<Record<string, string>>
  /** Ids of the items whose answer is a danger, in the order of the list. */
  readonly dangers: readonly string[]
  /** How many answers could have been a danger, and how many of them were none. */
  readonly asked: number
  readonly passed: number
}

/** Judges a filled sheet against the version of the checklist it was filled by. Pure: the phone asks the same without signal. */
export function judge(items: readonly ChecklistItem[], answers: readonly CheckAnswer[]): Judgement {
  const given = new Map(answers.map((answer) => [answer.itemId, answer]))
  const known = new Set(items.map(({ id }) => id))
  const faults: Record<string, string> = {}
  for (const { itemId } of answers) if (!known.has(itemId)) faults[itemId] = '这一版检查表里没有这一项'
  if (given.size < answers.length) faults['answers'] = '同一项填了两次'
  const dangers: string[] = []
  let asked = 0
  for (const item of items) {
    const answer = given.get(item.id)
    const wrong = answer ? wrongValue(item, answer.value) : item.isNeeded ? '还没有填写' : null
    const fault = wrong ?? (answer && isPhotoMissing(item, answer) ? '这一项要拍照片' : null)
    if (fault !== null) faults[item.id] = fault
    // A danger is one before its photo is taken: it is what asks for the photo.
    if (!answer || wrong !== null || !item.dangerWhen || answer.value === 'na') continue
    asked += 1
    if (isDanger(item, answer.value)) dangers.push(item.id)
  }
  return { faults, dangers, asked, passed: asked - dangers.length }
}

function isPhotoMissing(item: ChecklistItem, { value, photos }: CheckAnswer): boolean {
  const needsPhoto = item.photo === 'always' || (item.photo === 'danger' && isDanger(item, value))
  return needsPhoto && value !== 'na' && photos.length === 0
}

function wrongValue({ kind, min, max, choices = [] }: ChecklistItem, value: string | number): string | null {
  if (kind === 'yes-no') return typeof value === 'string' && Object.hasOwn(YES_NO, value) ? null : '请选“是”“否”或“不适用”'
  if (kind === 'choice') return typeof value === 'string' && choices.includes(value) ? null : '请从选项里选一个'
  if (kind === 'text') return typeof value === 'string' && value !== '' ? null : '请填写文字'
  if (typeof value !== 'number' || !Number.isFinite(value)) return '请填写数字'
  if (min !== undefined && value < min) return `不能小于 ${min}`
  return max !== undefined && value > max ? `不能大于 ${max}` : null
}

/** Whether an answer is a danger. */
export function isDanger({ dangerWhen }: Pick<ChecklistItem, 'dangerWhen'>, value: string | number): boolean {
  if (!dangerWhen) return false
  if ('is' in dangerWhen) return typeof value === 'string' && dangerWhen.is.includes(value)
  const { below, above } = dangerWhen
  return typeof value === 'number' && ((below !== undefined && value < below) || (above !== undefined && value > above))
}
