import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { nearbyCases } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { LonLat } from '../../map/base-map.tsx'
import { CaseMark } from '../cases/mark.tsx'
import type { Joined } from './intake-values.ts'

interface NearbyCasesProps {
  readonly point: LonLat | null
  /** Present when a call may be joined to a case. */
  readonly onJoin: ((row: Joined) => void) | null
}

/** Open cases around the point: the same thing may already be known. Links open beside, the form stays. */
export function NearbyCases({ point, onJoin }: NearbyCasesProps) {
  const found = useQuery({
    queryKey: ['nearby', point],
    queryFn: ({ signal }) => api.call(nearbyCases, { query: { lon: point?.lon ?? 0, lat: point?.lat ?? 0 }, signal }),
    enabled: point !== null,
  })
  if (!point || !found.data) return null
  const { cases } = found.data
  if (cases.length === 0) return <p className="soft">附近 200 米内没有在办的案件。</p>
  return (
    <section className="nearby" aria-label="附近在办的案件">
      <h2>附近 200 米内在办 {cases.length} 件</h2>
      <ul>
        {cases.slice(0, 6).map((row) => (
          <li key={row.id}>
            <CaseMark of={row} isWordShown={false} /> <a href={`/cases/${row.id}`} target="_blank" rel="noreferrer">{row.number} {row.title}</a>
            <span className="soft"> {Math.round(row.metres)} 米 · {row.stateLabel}</span>
            {onJoin ? <Button size="small" onClick={() => onJoin(row)}>并入</Button> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
