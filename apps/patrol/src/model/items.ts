import { MOVES, RETURN_REASONS, VISIT_RESULTS } from '@yihu/domain'
import type { OutboxItem } from '@yihu/domain'

/** What an item of the outbox is, in a word or two. */
export function titleOf({ kind, body }: OutboxItem): string {
  const move = Object.entries(MOVES).find(([name]) => name === body['move'])?.[1]
  return kind === 'case.report' ? '上报' : move ? `案件：${move.label}` : (KINDS[kind] ?? '其他')
}

const KINDS: Readonly<Record<string, string>> = { 'visit.record': '走访', 'check.fill': '检查', 'track.begin': '足迹：打开', 'track.points': '足迹：一段路线', 'track.end': '足迹：关掉' }

/** What was typed, as it stands in the item. */
export function wordsOf({ body }: OutboxItem): string {
  const [result, label] = [Object.entries(VISIT_RESULTS).find(([name]) => name === body['result'])?.[1], subjectOf(body)]
  const reason = Object.entries(RETURN_REASONS).find(([name]) => name === body['reason'])?.[1]
  return [label, result, reason, body['text'], body['note'], body['notes'], body['address']].filter((word): word is string => typeof word === 'string' && word !== '').join(' · ')
}

function subjectOf({ subject }: OutboxItem['body']): unknown {
  return typeof subject === 'object' && subject !== null && 'label' in subject ? subject.label : undefined
}
