import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { findCaller } from '@yihu/contracts'
import type { CaseRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { instantText } from '../../app/time.ts'
import { CaseMark } from '../cases/mark.tsx'
import { useSettled } from './class-suggestions.tsx'
import { isWholePhone } from './intake-values.ts'
import type { Joined } from './intake-values.ts'

const TYPING_MS = 400
const OPEN = new Set<CaseRow['state']>(['registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated'])

interface CallerCardProps {
  readonly phone: string
  /** Present when a call may be joined to a case. */
  readonly onJoin: ((row: Joined) => void) | null
}

/** What this telephone reported before: whoever calls again need not tell it all again. */
export function CallerCard({ phone, onJoin }: CallerCardProps) {
  const asked = useSettled(phone, TYPING_MS)
  const isAsked = isWholePhone(asked)
  const found = useQuery({
    queryKey: ['caller', asked],
    queryFn: ({ signal }) => api.call(findCaller, { body: { phone: asked }, signal }),
    enabled: isAsked,
    // Every question is written down, so none is asked twice.
    staleTime: Infinity,
    gcTime: 600_000,
  })
  if (!isAsked) return null
  if (found.isError) return <p className="tone-amber" role="status">{textOf(found.error)}</p>
  if (!found.data) return <p className="soft" role="status">正在查这个号码以前的诉求…</p>
  const { name, total, cases } = found.data
  if (total === 0) return <p className="soft" role="status">这个号码以前没有反映过。</p>
  return (
    <section className="caller" aria-label="来电人以前的诉求">
      <h2 role="status">{name ? `${name}，` : ''}以前反映过 {total} 件 <span className="soft">（本次查询已记入审计）</span></h2>
      <ul>
        {cases.slice(0, 5).map((row) => (
          <li key={row.id}>
            <CaseMark of={row} isWordShown={false} /> <a href={`/cases/${row.id}`} target="_blank" rel="noreferrer">{row.number} {row.title}</a>
            <span className="soft"> {row.stateLabel} · {instantText(row.registeredAt)}</span>
            {onJoin && OPEN.has(row.state) ? <Button size="small" onClick={() => onJoin(row)}>说的是这件，并入</Button> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
