import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alarmCountsQuery } from './alarm-queries.ts'
import { useBell } from './use-bell.ts'

/** The alarms beside the desks, on every page: how many are open, how many nobody has confirmed; rings for a new one. */
export function AlarmTab() {
  useBell()
  const counts = useQuery(alarmCountsQuery(undefined)).data
  return (
    <Link to="/alarms" className="desk" activeOptions={{ includeSearch: false }} activeProps={{ className: 'desk desk-here' }}>
      告警
      {counts ? <span className="desk-total">{counts.open}</span> : null}
      {counts && counts.ringing > 0 ? <span className="desk-overdue" aria-label={`其中待确认 ${counts.ringing} 条`}>▲{counts.ringing}</span> : null}
    </Link>
  )
}
