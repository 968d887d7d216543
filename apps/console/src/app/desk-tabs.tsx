import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { countCases, DESKS } from '@yihu/contracts'
import { lazy, Suspense } from 'react'
import { api } from './api.ts'
import { desksOf } from './pages.ts'
import { timed } from './server-time.ts'
import { useCan } from './session.ts'

const AlarmTab = lazy(async () => ({ default: (await import('../features/alarms/alarm-tab.tsx')).AlarmTab }))

/** The desks with the length of the list each opens, in the area chosen. */
export function DeskTabs() {
  const can = useCan()
  const desks = desksOf(can)
  const search = useSearch({ strict: false })
  const area = search.area
  const counts = useQuery({
    queryKey: ['counts', area ?? null],
    queryFn: async ({ signal }) => timed(await api.call(countCases, { query: { area }, signal })),
    enabled: desks.length > 0,
    placeholderData: (last) => last,
  })
  if (desks.length === 0 && !can('alarm.read')) return null
  return (
    <nav className="desks" aria-label="岗位">
      {desks.map((desk) => (
        <Link key={desk} to="/desk/$desk" params={{ desk }} search={area ? { area } : {}} className="desk" activeOptions={{ includeSearch: false }}
          activeProps={{ className: 'desk desk-here' }}>
          {DESKS[desk]}
          <Counter count={counts.data?.desks[desk]} />
        </Link>
      ))}
      {can('case.read') ? (
        <Link to="/desk/$desk" params={{ desk: 'all' }} search={area ? { area } : {}} className="desk" activeOptions={{ includeSearch: false }} activeProps={{ className: 'desk desk-here' }}>全部</Link>
      ) : null}
      {can('alarm.read') ? <Suspense><AlarmTab /></Suspense> : null}
    </nav>
  )
}

function Counter({ count }: { readonly count: { readonly total: number; readonly overdue: number } | undefined }) {
  if (!count) return null
  return (
    <>
      <span className="desk-total">{count.total}</span>
      {count.overdue > 0 ? <span className="desk-overdue" aria-label={`其中超期 ${count.overdue} 件`}>▲{count.overdue}</span> : null}
    </>
  )
}
