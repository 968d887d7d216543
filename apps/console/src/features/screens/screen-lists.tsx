import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { clustersQuery } from '../prevention/prevention-queries.ts'
import { newestCasesQuery } from './screen-queries.ts'

const MOST = 4

/** What many people say about one thing, hottest first. */
export function HotList({ area }: { readonly area: string | undefined }) {
  const can = useCan()
  const { data } = useQuery({ ...clustersQuery('hot', area), enabled: can('cluster.read') })
  if (!can('cluster.read')) return null
  const rows = data?.clusters.slice(0, MOST) ?? []
  return (
    <section className="screen-list">
      <h2>热点</h2>
      {data && rows.length === 0 ? <p className="soft">近 30 天没有热点。</p> : null}
      <ul>{rows.map(({ id, name, count, areaName }) => <li key={id}><Link to="/clusters/$id" params={{ id }}>{name}</Link> <strong>×{count}</strong> <span className="soft">{areaName}</span></li>)}</ul>
    </section>
  )
}

/** What came in last. */
export function NewestList({ area }: { readonly area: string | undefined }) {
  const can = useCan()
  const { data } = useQuery({ ...newestCasesQuery(area), enabled: can('case.read') })
  if (!can('case.read')) return null
  return (
    <section className="screen-list">
      <h2>刚刚登记</h2>
      {data?.cases.length === 0 ? <p className="soft">还没有案件。</p> : null}
      <ul>{data?.cases.map(({ id, title, stateLabel, registeredAt }) => <li key={id}><Link to="/cases/$id" params={{ id }}>{title}</Link> <span className="soft">{stateLabel} · <When at={registeredAt} /></span></li>)}</ul>
    </section>
  )
}
