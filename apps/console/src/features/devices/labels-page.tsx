import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button, QRCode } from 'antd'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { devicesQuery } from './device-queries.ts'
import { filtersOf, readDeviceSearch } from './device-search.ts'
import './devices.css'

/** Labels to print and stick on: the code opens the device's page. */
export function LabelsPage() {
  const can = useCan()
  return can('device.read') ? <Labels /> : <NoPermission what="设备标签" />
}

function Labels() {
  const search = filtersOf(readDeviceSearch(useSearch({ strict: false })))
  const list = useInfiniteQuery(devicesQuery(search))
  const rows = list.data?.pages.flatMap(({ devices }) => devices) ?? []
  return (
    <div className="sheet">
      <div className="sheet-head labels-tools">
        <h1>设备标签</h1>
        <Link to="/devices" search={search}>‹ 设备</Link>
        {list.hasNextPage ? <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>再排一些</Button> : null}
        <Button type="primary" disabled={rows.length === 0} onClick={() => globalThis.print()}>打印 {rows.length} 张</Button>
      </div>
      {list.isPending ? <Loading /> : null}
      {list.isError ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? <Empty title="没有要打印的标签">回到设备列表换一个筛选。</Empty> : null}
      <div className="labels">
        {rows.map(({ id, name, productName, areaName }) => (
          <div key={id} className="label">
            <span aria-hidden="true"><QRCode value={`${globalThis.location.origin}/devices?at=${encodeURIComponent(id)}`} size={88} type="svg" color="#000" bgColor="#fff" bordered={false} /></span>
            <div><p className="label-name">{name}</p><p>{id}</p><p>{productName}　{areaName.split(' ').at(-1)}</p><p>扫码看读数</p></div>
          </div>
        ))}
      </div>
    </div>
  )
}
