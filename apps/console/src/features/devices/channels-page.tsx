import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import { listCameraChannels } from '@yihu/contracts'
import type { CameraChannel } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import './devices.css'

const STATUS = { on: '● 在线', off: '▲ 离线' } as const

/** The cameras that video platforms list in their catalogues. */
export function ChannelsPage() {
  const can = useCan()
  return can('device.read') ? <Channels /> : <NoPermission what="平台的摄像机" />
}

function Channels() {
  const [words, setWords] = useState('')
  const q = useSettled(words.trim(), 350)
  const list = useInfiniteQuery({
    queryKey: ['channels', q],
    queryFn: ({ pageParam, signal }) => api.call(listCameraChannels, { query: { ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
  const channels = list.data?.pages.flatMap((page) => page.channels) ?? []
  if (list.isError && channels.length === 0) return <Failed error={list.error} retry={() => void list.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>平台的摄像机</h1><Link to="/devices">‹ 设备</Link></div>
      <p className="soft">视频平台（国标 28181）报来的目录。要收某一路的报警，用它的编码登记成设备。一年没有再报的自动清掉。</p>
      <div className="letters-tools"><Input className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="名称、编码、地址" aria-label="查找摄像机" allowClear /></div>
      <Table<CameraChannel> rowKey={({ platform, code }) => `${platform}/${code}`} size="small" dataSource={channels} loading={list.isPending} pagination={false} scroll={{ x: 860 }} sticky
        locale={{ emptyText: <Empty title="还没有目录">平台推送目录（Catalog）以后会出现在这里。</Empty> }}
        columns={[
          { title: '名称', dataIndex: 'name', render: (name: string, { code }) => <>{name}<br /><code className="soft">{code}</code></> },
          { title: '位置', dataIndex: 'address', render: (address: string | null, { point }) => address ?? (point ? `${point.lon.toFixed(5)}，${point.lat.toFixed(5)}` : '没有写明') },
          { title: '上级', dataIndex: 'parent', width: 190, render: (parent: string | null, { platform }) => <code className="soft">{parent ?? platform}</code> },
          { title: '状态', dataIndex: 'status', width: 90, render: (status: CameraChannel['status']) => (status === null ? '没有写明' : <span className={status === 'on' ? '' : 'tone-red'}>{STATUS[status]}</span>) },
          { title: '报来', dataIndex: 'heardAt', width: 110, render: (at: string) => <When at={at} isRelative /> },
          { title: '登记', dataIndex: 'deviceId', width: 90, render: (id: string | null) => (id === null ? <span className="soft">没有登记</span> : <Link to="/devices" search={{ at: id }}>看设备</Link>) },
        ]} />
      {list.hasNextPage ? <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>再看一些</Button> : null}
    </div>
  )
}
