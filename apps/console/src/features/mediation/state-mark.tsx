import { MEDIATION_STATES } from '@yihu/contracts'
import type { MediationRow } from '@yihu/contracts'

const LOOKS = { open: { shape: '●', tone: 'green' }, agreed: { shape: '✓', tone: 'green' }, failed: { shape: '○', tone: 'grey' }, court: { shape: '◇', tone: 'violet' } } as const

/** How far a file is: colour, shape and word. */
export function StateMark({ row }: { readonly row: Pick<MediationRow, 'state' | 'isLate'> }) {
  if (row.isLate) return <span className="mark tone-red"><span aria-hidden="true">▲</span> 超过一个月</span>
  const { shape, tone } = LOOKS[row.state]
  return <span className={`mark tone-${tone}`}><span aria-hidden="true">{shape}</span> {MEDIATION_STATES[row.state]}</span>
}
