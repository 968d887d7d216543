import { sharedPhrases } from '@yihu/domain'
import type { Match, MatterIndex } from '@yihu/domain'
import type { z } from 'zod'
import type { Duplicate } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { matterOf } from './duplicate-index.ts'
import type { Ground } from './ground.ts'
import { rowOf } from './list.ts'
import { findCases } from './repo.ts'
import type { CaseRecord } from './repo.ts'

const LOOKED_AT = 40
const MOST = 10
const DAY_MS = 86_400_000

/**
 * Cases in sight that may be the same matter, with what agrees and what differs: place (a circle around this case by its
 * class, never a chain from one candidate to the next), class, words and time.
 */
export async function duplicatesOf(tx: Tx, record: CaseRecord, { ground, now, index }: { ground: Ground; now: number; index: MatterIndex }): Promise<z.infer<typeof Duplicate>[]> {
  const found = new Map(index.find(index.held(record.id) ?? matterOf({ ...record, phone_index: null }, ground), LOOKED_AT).map(({ id, match }) => [id, match]))
  const seen = found.size > 0 ? await findCases(tx, [...found.keys()]) : []
  return seen
    .filter((other) => other.merged_into === null && other.parent_id !== record.id && record.parent_id !== other.id)
    .flatMap((other) => {
      const match = found.get(other.id)
      return match ? [compare(record, other, { match, ground, now })] : []
    })
    .toSorted((a, b) => b.score - a.score || (a.case.number < b.case.number ? -1 : 1))
    .slice(0, MOST)
}

function compare(record: CaseRecord, other: CaseRecord, { match, ground, now }: { match: Match; ground: Ground; now: number }): z.infer<typeof Duplicate> {
  const { score, likeness, metres, circle, isSameClass, isSameVoice, isElsewhere } = match
  const phrases = likeness > 0.2 ? sharedPhrases(record.text, other.text) : []
  const className = ({ core }: CaseRecord): string => (core.classCode ? ground.classRef(core.classCode).name : '未分类')
  const days = Math.round(Math.abs(record.registered_at.getTime() - other.registered_at.getTime()) / DAY_MS)
  return {
    case: rowOf(other, { ground, now }), score: Math.round(score * 100) / 100, metres: metres === null ? null : Math.round(metres),
    reasons: [
      ...(metres === null ? [] : [`相距约 ${Math.round(metres)} 米（这类事按${circle.name}算，${circle.metres} 米以内是一处）`]),
      ...(isSameClass ? [`同为“${className(record)}”`] : []),
      ...(isSameVoice ? ['同一个电话反映'] : []),
      ...(phrases.length > 0 ? [`都提到：${phrases.map((phrase) => `“${phrase.slice(0, 30)}”`).join('、')}`] : []),
      ...(likeness >= 0.5 ? [`文字相似度 ${Math.round(likeness * 100)}%`] : []),
    ],
    differences: [
      ...(isSameClass ? [] : [`分类不同：“${className(record)}”和“${className(other)}”`]),
      ...(metres === null ? ['至少有一件没有准确位置'] : []),
      ...(isElsewhere ? ['说的楼号、门牌或期数不同'] : []),
      ...(days > 0 ? [`隔了 ${days} 天`] : []),
      ...(likeness < 0.2 ? ['说法不同'] : []),
      ...(record.core.ownerUnit && other.core.ownerUnit && record.core.ownerUnit !== other.core.ownerUnit ? [`在不同的单位：${ground.unitName(other.core.ownerUnit)}`] : []),
    ],
    text: other.text,
  }
}
