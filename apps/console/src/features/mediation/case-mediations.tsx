import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listMediations } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { useCan } from '../../app/session.ts'
import { MEDIATIONS_KEY } from './mediation-queries.ts'
import { StateMark } from './state-mark.tsx'

/** The mediation files that stem from a case, and the way to a new one. */
export function CaseMediations({ number }: { readonly number: string }) {
  const can = useCan()
  const files = useQuery({
    queryKey: [...MEDIATIONS_KEY, 'of-case', number], queryFn: ({ signal }) => api.call(listMediations, { query: { q: number, limit: 10 }, signal }), enabled: can('mediation.read'),
  })
  const rows = files.data?.mediations ?? []
  if (!can('mediation.read') || (rows.length === 0 && !can('mediation.write'))) return null
  return (
    <section className="card relatives" aria-label="调解">
      <h2>调解</h2>
      <ul>{rows.map((row) => <li key={row.id}><StateMark row={row} /> <Link to="/mediations" search={{ at: row.id }}>{row.number} {row.title}</Link></li>)}</ul>
      {can('mediation.write') ? <Link to="/mediations/new" search={{ case: number }}>由本案建调解卷宗</Link> : null}
    </section>
  )
}
