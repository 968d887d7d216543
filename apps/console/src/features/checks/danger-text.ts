import type { ChecklistItem } from '@yihu/contracts'
import { answerText } from '@yihu/domain'

/** Which answer is a danger, in words. */
export function dangerText(item: ChecklistItem): string {
  const { dangerWhen, unit = '' } = item
  if (!dangerWhen) return ''
  if ('is' in dangerWhen) return `答“${dangerWhen.is.map((value) => answerText(item, value)).join('”或“')}”是隐患`
  const { below, above } = dangerWhen
  return [...(below === undefined ? [] : [`少于 ${below}${unit}`]), ...(above === undefined ? [] : [`超过 ${above}${unit}`])].join('或') + '是隐患'
}
