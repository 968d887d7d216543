import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import type { AnswerOf, gridBalance } from '@yihu/contracts'
import { GRID_WEIGHTS } from '@yihu/domain'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { balanceQuery } from './grid-queries.ts'

type Grid = AnswerOf<typeof gridBalance>['grids'][number]

const WEIGHTS: Readonly<Record<Grid['weight'], readonly [tone: string, text: string]>> = { heavy: ['tone-amber', `△ ${GRID_WEIGHTS.heavy}`], usual: ['soft', GRID_WEIGHTS.usual], light: ['soft', `▽ ${GRID_WEIGHTS.light}`] }

/** What the grids have to carry, side by side; every number opens what it counts. */
export function Balance({ area }: { readonly area: string | undefined }) {
  const found = useQuery(balanceQuery(area))
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { grids, asOf, definition, median, area: place } = found.data
  if (grids.length === 0) return <Empty title="这里没有网格">选一个社区或网格看看。</Empty>
  return (
    <>
      <p className="soft">{place.name}，截至 <When at={asOf} />。{definition}中间的网格负荷 {median}。晚上去的、爬的楼也是活，平台自己算。差得多的，可以在「区域」里调边界，或者加人。<Link to="/map" search={{ on: 'grid-load' }}>在图上看负荷</Link></p>
      <Table<Grid> size="small" rowKey="path" scroll={{ x: 1050 }} dataSource={grids} pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }} columns={[
        { title: '网格', width: 180, render: (_, { name }) => name },
        { title: '负荷', align: 'right', width: 140, render: (_, { load, weight }) => <>{load} <span className={WEIGHTS[weight][0]}>{WEIGHTS[weight][1]}</span></> },
        { title: '户', align: 'right', width: 90, render: (_, { path, households }) => <Link to="/registers" search={{ of: 'household', area: path }}>{households}</Link> },
        { title: '要反复走访的户', align: 'right', width: 130, render: (_, { path, visited }) => <Link to="/grid" search={{ tab: 'due', area: path }}>{visited}</Link> },
        { title: '单位', align: 'right', width: 90, render: (_, { path, organisations }) => <Link to="/registers" search={{ of: 'organisation', area: path }}>{organisations}</Link> },
        { title: '在办案件', align: 'right', width: 100, render: (_, { path, openCases }) => <Link to="/desk/$desk" params={{ desk: 'all' }} search={{ area: path, mark: 'open' }}>{openCases}</Link> },
        { title: '近 30 天走访', align: 'right', width: 120, render: (_, { path, visits }) => <Link to="/grid" search={{ tab: 'visits', area: path }}>{visits}</Link> },
        { title: '其中晚上', dataIndex: 'evenings', align: 'right', width: 90 },
        { title: '爬楼（层）', dataIndex: 'flights', align: 'right', width: 100 },
      ]} />
    </>
  )
}
