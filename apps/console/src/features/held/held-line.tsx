import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listHeldHeaps } from '@yihu/contracts'
import { api } from '../../app/api.ts'

const MINUTE = 60_000

/** On the accept desk: how much waits at the gate; nothing while nothing does. */
export function HeldLine() {
  const { data } = useQuery({ queryKey: ['held'], queryFn: ({ signal }) => api.call(listHeldHeaps, { signal }), staleTime: MINUTE, refetchInterval: MINUTE })
  return data && data.total > 0 ? <p className="inbox-why tone-amber">◆ 另有 {data.total} 件报事待核：<Link to="/held">去看</Link></p> : null
}
