import { useQuery } from '@tanstack/react-query'
import type { UnitLoad } from '@yihu/contracts'
import { useCan } from '../../app/session.ts'
import { unitLoadQuery } from './duty-queries.ts'
import './unit-load.css'

/** What units have in hand, by unit; empty for those who do not dispatch. */
export function useUnitLoads(): ReadonlyMap<string, UnitLoad> {
  const can = useCan()
  const loads = useQuery({ ...unitLoadQuery, enabled: can('duty.draft') })
  return new Map((loads.data?.units ?? []).map((load) => [load.unitId, load]))
}

/** One unit's work in a few words: in hand, overdue, in time, returned. */
export function UnitLoadLine({ load }: { readonly load: UnitLoad | undefined }) {
  if (!load) return null
  const { open, overdue, due, onTime, returns } = load
  return (
    <span className="unit-load">
      在办 {open}{overdue > 0 ? <span className="tone-red"> ▲ 超期 {overdue}</span> : null}
      {due > 0 ? ` · 按时 ${Math.round((onTime / due) * 100)}%` : ''}{returns > 0 ? ` · 退回 ${returns}` : ''}
    </span>
  )
}
