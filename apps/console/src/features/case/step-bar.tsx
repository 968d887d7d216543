import { STEPS } from '@yihu/domain'
import type { CaseDetail } from '@yihu/contracts'

const OUTCOMES = { solved: '已解决', unsolved: '未解决', refused: '不予受理' } as const

interface StepBarProps extends Pick<CaseDetail, 'step' | 'state' | 'stateLabel' | 'outcome'> {}

/** The four steps of the street, the present one with its state. */
export function StepBar({ step, state, stateLabel, outcome }: StepBarProps) {
  const isEnded = state === 'closed' || state === 'archived' || state === 'void'
  return (
    <ol className="steps">
      {Object.entries(STEPS).map(([at, name]) => {
        const number = Number(at)
        const here = number === step
        const isDone = number < step || (here && isEnded)
        return (
          <li key={at} className={`step ${here ? 'step-here' : ''} ${isDone ? 'step-done' : ''}`} aria-current={here ? 'step' : undefined}>
            <span className="step-mark" aria-hidden="true">{isDone ? '●' : here ? '◉' : '○'}</span>
            <span className="step-name">{name}<span className="unseen">{isDone ? '，已完成' : here ? '' : '，还没到'}</span></span>
            {here ? <span className="step-state">{stateLabel}{outcome ? ` · ${OUTCOMES[outcome]}` : ''}</span> : null}
          </li>
        )
      })}
    </ol>
  )
}
