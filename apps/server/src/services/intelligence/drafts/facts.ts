import type { CaseDetail } from '@yihu/contracts'
import { redact, timeText } from '@yihu/domain'

/** Somebody's name and number, to be covered wherever they stand. */
export interface Person {
  readonly name: string | null
  readonly phone: string | null
}

/** One numbered fact that a draft may rest on. */
export interface Fact {
  readonly number: number
  readonly text: string
}

const MOST_TEXT = 1500
const MOST_ENTRIES = 20
const MOST_ENTRY = 300

/** A text without anybody's data: the house's rules, and the names and numbers that are known of this case. */
export function covered(text: string, people: readonly Person[]): string {
  const known = people.flatMap(({ name, phone }) => [name, phone]).filter((one): one is string => one !== null && one.length > 1).toSorted((a, b) => b.length - a.length)
  return redact(known.reduce((left, one) => left.replaceAll(one, '***'), text))
}

/**
 * What is known of a case, numbered, with everybody's data covered: names of staff and reporters, telephones, identity
 * numbers, plates and doors do not stand in it.
 */
export function factsOf(detail: CaseDetail, people: readonly Person[]): Fact[] {
  const lines = [
    `诉求：${detail.text.slice(0, MOST_TEXT)}`,
    `地点：${detail.areaName}`,
    ...(detail.class ? [`分类：${detail.class.fullName}`] : []),
    `登记时间：${timeText(detail.registeredAt)}`,
    ...(detail.unit ? [`承办单位：${detail.unit.name}`] : []),
    ...(detail.dueAt ? [`办理期限：${timeText(detail.dueAt)}`] : []),
    ...detail.timeline.slice(-MOST_ENTRIES).map(({ at, title, text }) => `${timeText(at)} ${title}${text === '' ? '' : `：${text.slice(0, MOST_ENTRY)}`}`),
  ]
  return lines.map((text, at) => ({ number: at + 1, text: covered(text, people).replaceAll(/\s+/gu, ' ').trim() }))
}
