import { fieldsOf, MOVES, nameOfCode, resultName, RETURN_REASONS, VISIT_ACTS, VISIT_RESULTS } from '@yihu/domain'
import type { OutboxItem, Register, VisitAct, VisitResult, VisitSubject } from '@yihu/domain'

/** What an item of the outbox is, in a word or two. */
export function titleOf({ kind, body }: Pick<OutboxItem, 'kind' | 'body'>): string {
  if (kind === 'visit.record') return VISIT_ACTS[actOf(body)]
  const move = Object.entries(MOVES).find(([name]) => name === body['move'])?.[1]
  return kind === 'case.report' ? '上报' : move ? `案件：${move.label}` : (KINDS[kind] ?? '其他')
}

const KINDS: Readonly<Record<string, string>> = { 'check.fill': '检查', 'track.begin': '足迹：打开', 'track.points': '足迹：一段路线', 'track.end': '足迹：关掉' }

/** What was typed, as it stands in the item. */
export function wordsOf({ kind, body }: Pick<OutboxItem, 'kind' | 'body'>): string {
  const result = kind === 'visit.record' ? resultOf(body) : undefined
  const reason = Object.entries(RETURN_REASONS).find(([name]) => name === body['reason'])?.[1]
  return [subjectOf(body)['label'], result, ...changesIn(body), reason, body['text'], body['note'], body['notes'], body['address']].filter((word): word is string => typeof word === 'string' && word !== '').join(' · ')
}

type Body = OutboxItem['body']

/** What kind of visit it was; it stands in the body for the phone alone, the server goes by the routine. What a phone kept from before has none. */
export function actOf({ act }: Body): VisitAct {
  return (Object.keys(VISIT_ACTS) as VisitAct[]).find((name) => name === act) ?? 'visit' // keys of a literal table
}

function resultOf(body: Body): string | undefined {
  const result = (Object.keys(VISIT_RESULTS) as VisitResult[]).find((name) => name === body['result']) // keys of a literal table
  return result && resultName({ act: actOf(body), kind: subjectOf(body)['kind'] as VisitSubject }, result) // made by the form of this app
}

function subjectOf({ subject }: Body): Readonly<Record<string, unknown>> {
  return typeof subject === 'object' && subject !== null ? { ...subject } : {}
}

/** What was put right on a visit: «联系电话改为 139…». */
function changesIn({ verified, subject }: Body): string[] {
  return (Array.isArray(verified) ? (verified as { person?: string; field: string; value?: string }[]) : []).flatMap(({ person, field, value }) => { // made by the form of this app
    if (value === undefined) return []
    const known = fieldsOf(person === undefined ? (subjectOf({ subject })['kind'] as Register) : 'person')[field] // as above
    return [`${known?.label ?? field}改为 ${known?.table ? nameOfCode(known.table, value) : value}`]
  })
}

/** What of a visit the registers did not take, because something newer is known there or somebody is there no more. */
export function keptText({ answer }: Pick<OutboxItem, 'answer'>): string | null {
  const [kept, warnings] = [answer?.['kept'], answer?.['warnings']]
  const words = typeof warnings === 'object' && warnings !== null && 'people' in warnings && typeof warnings.people === 'string' ? warnings.people : '登记里已有更新的'
  return Array.isArray(kept) && kept.length > 0 ? `核对的有 ${kept.length} 项没有改：${words}。` : null
}
