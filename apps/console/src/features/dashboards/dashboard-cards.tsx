import { useQuery } from '@tanstack/react-query'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { FigureCard } from '../screens/figure-card.tsx'
import { useTick } from '../screens/use-tick.ts'
import { dashboardQuery } from './dashboard-queries.ts'
import '../screens/screens.css'

/** The cards of a dashboard as they stand now. */
export function DashboardCards({ id, area }: { readonly id: string; readonly area: string | undefined }) {
  const found = useQuery(dashboardQuery(id, area))
  const now = useTick()
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { area: { name, path }, cards, asOf, withheld } = found.data
  return (
    <>
      <p className="soft">{name}，截至 <When at={asOf} />。{withheld > 0 ? `另有 ${withheld} 个指标您的岗位看不到。` : ''}</p>
      {cards.length === 0 ? <Empty title="没有您看得到的指标">这个看板上的指标都要别的岗位才能看。</Empty> : null}
      <ul className="figures dashboard-figures">{cards.map(({ figure, standing, width }) => <FigureCard key={figure.id} figure={figure} area={path} standing={standing} width={width} now={now} />)}</ul>
    </>
  )
}
