import { ALARM_SEVERITIES } from '@yihu/contracts'
import type { AlarmRow, AlarmSeverity } from '@yihu/contracts'
import type { Palette } from '@yihu/ui'

/** How grave, in shape and colour; the word is the contract's. */
export const SEVERITY_MARKS: Readonly<Record<AlarmSeverity, { readonly shape: string; readonly tone: keyof Palette & ('red' | 'amber' | 'grey') }>> = {
  critical: { shape: '▲', tone: 'red' },
  major: { shape: '◆', tone: 'amber' },
  minor: { shape: '●', tone: 'grey' },
  notice: { shape: '○', tone: 'grey' },
}

/** ▲ 紧急; a drill is one first of all. */
export function AlarmMark({ of: { severity, isDrill } }: { readonly of: Pick<AlarmRow, 'severity' | 'isDrill'> }) {
  const { shape, tone } = SEVERITY_MARKS[severity]
  return (
    <>
      {isDrill ? <span className="mark tone-violet"><span aria-hidden="true">▨</span> 演练 </span> : null}
      <span className={`mark tone-${tone}`}><span aria-hidden="true">{shape}</span> {ALARM_SEVERITIES[severity]}</span>
    </>
  )
}
