import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { bulletinFile } from '@yihu/contracts'
import type { Bulletin } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { bulletinsQuery } from './dashboard-queries.ts'
import './dashboards.css'

/** 简报: dashboards on paper, as they were. */
export function BulletinsPage() {
  const can = useCan()
  return can('indicator.read') ? <Bulletins /> : <NoPermission what="简报" />
}

function Bulletins() {
  const found = useInfiniteQuery(bulletinsQuery)
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const bulletins = found.data.pages.flatMap((page) => page.bulletins)
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>简报</h1><span className="soft">在“看板”里定好每天、每周或每月做，也可以现在就做；保存一年，只有您看得到</span></div>
      {bulletins.length === 0 ? <Empty title="还没有简报">在“看板”里点“现在做简报”，或定好什么时候做。</Empty> : (
        <Table<Bulletin> rowKey="id" size="small" dataSource={bulletins} pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 640 }} columns={[
          { title: '简报', render: (_, { name, areaName }) => <>{name} <span className="soft">{areaName}</span></> },
          { title: '做好的时间', width: 160, render: (_, { madeAt, slot }) => <><When at={madeAt} />{slot === null ? <span className="soft"> 临时</span> : null}</> },
          { title: '指标', width: 150, render: (_, { figures, failed }) => <>{figures} 项{failed > 0 ? <span className="tone-red"> ▲ {failed} 项没有算出</span> : null}</> },
          { title: '保存到', width: 120, render: (_, { expiresAt }) => <When at={expiresAt} /> },
          { title: '下载', width: 150, render: (_, { id, name }) => <div className="dashboard-files">{(['pdf', 'xlsx'] as const).map((format) => <Button key={format} size="small" href={api.address(bulletinFile, { params: { id }, query: { format } })} aria-label={`下载${name}（${format === 'pdf' ? 'PDF' : 'Excel'}）`}>{format === 'pdf' ? 'PDF' : 'Excel'}</Button>)}</div> },
        ]} />
      )}
      {found.hasNextPage ? <p><Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>更早的</Button></p> : null}
    </div>
  )
}
