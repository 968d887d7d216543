import { useQuery } from '@tanstack/react-query'
import { Button, Input, Table } from 'antd'
import { trackCoverage } from '@yihu/contracts'
import type { CoverageRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import type { Go, TracksSearch } from './tracks-search.ts'

/** Which places somebody on duty came near: grids by the day, buildings by the week, in the order of places. */
export function Coverage({ search: { area, day }, go }: { readonly search: TracksSearch; readonly go: Go }) {
  const query = { ...(area ? { area } : {}), ...(day ? { day } : {}) }
  const found = useQuery({ queryKey: ['tracks', 'coverage', query], queryFn: ({ signal }) => api.call(trackCoverage, { query, signal }) })
  return (
    <>
      <div className="tracks-filters">
        <AreaPicker value={area} onChange={(next) => go({ area: next })} none="我负责的全部区域" />
        <label>哪一天 <Input type="date" className="tracks-day" value={day ?? found.data?.day ?? ''} onChange={({ target }) => go({ day: target.value || undefined })} /></label>
      </div>
      <p className="soft">只说地方走到没有，没有人名、时刻和路线，也不排名。一个网格多半只有一位网格员，所以网格按天、楼栋按周，没过完的不说。</p>
      {found.isPending ? <Loading /> : found.data ? (
        <Table<CoverageRow> rowKey="path" size="small" pagination={{ pageSize: 50, hideOnSinglePage: true }} scroll={{ x: 560 }} dataSource={found.data.places} locale={{ emptyText: '这里没有网格和楼栋' }} columns={[
          { title: '地方', render: (_, { name, level, path }) => (level === 'grid' ? <Button type="link" size="small" onClick={() => go({ area: path })}>{name}</Button> : name) },
          { title: found.data.day, width: 160, render: (_, { level, isReached }) => (level === 'grid' ? <Mark isReached={isReached} waiting="当天不说" /> : <span className="soft">楼栋按周</span>) },
          { title: `${found.data.week.from.slice(5)} 至 ${found.data.week.to.slice(5)} 走到的楼栋`, width: 240, align: 'right', render: (_, row) => <Week row={row} onOpen={() => go({ area: row.path })} /> },
        ]} />
      ) : <Failed error={found.error} retry={() => void found.refetch()} />}
    </>
  )
}

function Mark({ isReached, waiting }: { readonly isReached: boolean | null; readonly waiting: string }) {
  if (isReached === null) return <span className="soft">○ {waiting}</span>
  return isReached ? <span className="tone-green">● 走到了</span> : <span className="tone-amber">◆ 没有走到</span>
}

function Week({ row: { name, level, buildings, reachedBuildings, isReached }, onOpen }: { readonly row: CoverageRow; readonly onOpen: () => void }) {
  if (level === 'building') return <Mark isReached={isReached} waiting="这周还没过完" />
  if (reachedBuildings === null) return <span className="soft">这周还没过完（共 {buildings} 栋）</span>
  return buildings > 0 ? <Button type="link" size="small" aria-label={`${name}：${reachedBuildings}/${buildings}，看楼栋`} onClick={onOpen}>{reachedBuildings}/{buildings}</Button> : <span className="soft">没有楼栋</span>
}
