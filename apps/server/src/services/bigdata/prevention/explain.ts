import type { EffectVerdict } from '@yihu/contracts'
import { LEAST_BEFORE, LEAST_MATCHED } from '@yihu/domain'
import type { BeforeAfter, Effect } from '@yihu/domain'
import type { Spans } from './spans.ts'

interface Explained {
  readonly effect: Effect
  readonly verdict: EffectVerdict
  readonly treated: BeforeAfter
  readonly spans: Spans
  readonly place: string
  readonly className: string
  readonly isGrid: boolean
  readonly isWide: boolean
}

/** What was compared with what, and what came out, for somebody who never heard of statistics. */
export function explainEffect({ effect, verdict, treated, spans, place, className, isGrid, isWide }: Explained): string {
  const before = `办之前（${spans.before.from} 起八周）${place}“${className}”有 ${treated.before} 件`
  if (verdict === 'waiting') return spans.after ? `${before}。办结还不到两周，满两周后再看效果。` : `${before}。任务还没有办结，办结满两周后再看效果。`
  const level = isGrid ? '网格' : '社区'
  if (isWide) return `${before}，办结后 ${treated.after} 件。这件任务涉及全街道，没有可以相比的地方，不下结论。`
  const { avoided, expected, matched } = effect
  if (!avoided || expected === null) return `${before}，办结后 ${treated.after} 件。${fewReason(treated, { matched, level })}样本太少，不下结论。`
  const compared = `另有 ${matched.length} 个没有办过、之前件数差不多（一半到两倍）的${level}，照它们同期的变化，这里办结后本来会有约 ${rounded(expected)} 件，实际 ${treated.after} 件`
  const range = `考虑到偶然的起伏，少了 ${rounded(avoided.low)} 到 ${rounded(avoided.high)} 件都有可能（负数是多了）`
  const end = { fewer: '不像是偶然，可以说少了。', more: '不像是偶然，比别处多了。', same: '相差在偶然的范围里，看不出差别。' } as const
  return `${before}。${compared}，相差 ${rounded(avoided.value)} 件；${range}。${effect.verdict === 'too-few' ? '' : end[effect.verdict]}`
}

function fewReason(treated: BeforeAfter, { matched, level }: { matched: readonly BeforeAfter[]; level: string }): string {
  if (treated.before < LEAST_BEFORE) return `之前不到 ${LEAST_BEFORE} 件，`
  if (matched.length < LEAST_MATCHED) return `之前件数差不多又没有办过的${level}只有 ${matched.length} 个（至少要 ${LEAST_MATCHED} 个），`
  return `相比的${level}件数也太少，`
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}
