import { useQuery } from '@tanstack/react-query'
import { useCan } from '../../app/session.ts'
import { ownWorkQuery } from './grid-queries.ts'

/** What somebody did this month, shown to themselves alone; nothing before the first visit. */
export function OwnWork() {
  const can = useCan()
  const { data } = useQuery({ ...ownWorkQuery, enabled: can('grid.visit') })
  if (!data || data.visits === 0) return null
  return <p className="soft">我这个月：{data.visits} 次，其中晚上 {data.evenings} 次，爬楼 {data.flights} 层。只有自己看得到。</p>
}
