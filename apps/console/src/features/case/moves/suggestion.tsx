import { Button } from 'antd'
import type { CaseDetail } from '@yihu/contracts'
import { useAltFigures } from '../../../app/keys.ts'
import type { StaffMove } from './move-table.ts'
import type { Values } from './move-values.ts'

/** Below this even the likeliest class is a guess. */
const UNSURE = 0.5

interface SuggestionProps {
  readonly move: StaffMove
  readonly detail: CaseDetail
  readonly onPick: (values: Values) => void
}

/** What the machine suggests for this move and why; the suggestion is already filled in, others are one click away. */
export function Suggestion({ move, detail, onPick }: SuggestionProps) {
  if ((move === 'dispatch' || move === 'redispatch') && detail.dispatch) return <UnitSuggestion dispatch={detail.dispatch} isChosen={move === 'dispatch'} onPick={onPick} />
  if (move === 'file' && detail.classReason) return <ClassSuggestion reason={detail.classReason} current={detail.class} onPick={onPick} />
  return null
}

function UnitSuggestion({ dispatch, isChosen, onPick }: { readonly dispatch: NonNullable<CaseDetail['dispatch']>; readonly isChosen: boolean; readonly onPick: (values: Values) => void }) {
  return (
    <div className="suggestion">
      <p>{isChosen ? '系统建议' : '目前的依据'}：<strong>{dispatch.unit.name}</strong>，把握 {Math.round(dispatch.confidence * 100)}%。{dispatch.ruleText}</p>
      {dispatch.alternatives.length > 0 ? (
        <p>也可以：{dispatch.alternatives.map(({ unit, ruleId, ruleText }) => (
          <Button key={`${unit.id} ${ruleId}`} size="small" title={ruleText} onClick={() => onPick({ unitId: unit.id })}>{unit.name}</Button>
        ))}</p>
      ) : null}
    </div>
  )
}

function ClassSuggestion({ reason, current, onPick }: { readonly reason: NonNullable<CaseDetail['classReason']>; readonly current: CaseDetail['class']; readonly onPick: (values: Values) => void }) {
  useAltFigures((index) => {
    const other = reason.alternatives[index]
    if (other) onPick({ classCode: other.code })
    return other !== undefined
  })
  return (
    <div className="suggestion">
      <p>
        系统建议：<strong>{current?.fullName ?? '没有把握，请人工选择'}</strong>（把握 {Math.round(reason.confidence * 100)}%
        {reason.words.length > 0 ? `，依据的词：${reason.words.join('、')}` : ''}）
        {reason.confidence < UNSURE ? <strong> ◆ 没有把握，请看清再定</strong> : null}
      </p>
      {reason.alternatives.length > 0 ? (
        <p>也可以：{reason.alternatives.map(({ code, fullName }, i) => (
          <Button key={code} size="small" aria-keyshortcuts={`Alt+${i + 1}`} onClick={() => onPick({ classCode: code })}><kbd aria-hidden="true">Alt {i + 1}</kbd> {fullName}</Button>
        ))}</p>
      ) : null}
    </div>
  )
}
