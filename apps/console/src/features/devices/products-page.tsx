import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { useState } from 'react'
import type { ProductRow } from '@yihu/contracts'
import { Empty, Failed, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { productsQuery } from './device-queries.ts'
import { ProductDialog } from './product-dialog.tsx'
import './devices.css'

/** What kinds of devices there are and what each measures. */
export function ProductsPage() {
  const can = useCan()
  return can('device.read') ? <Products mayEdit={can('device.edit')} /> : <NoPermission what="设备产品" />
}

function Products({ mayEdit }: { readonly mayEdit: boolean }) {
  const products = useQuery(productsQuery)
  const [open, setOpen] = useState<ProductRow | 'new' | null>(null)
  if (products.isError) return <Failed error={products.error} retry={() => void products.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>设备产品</h1><Link to="/devices">‹ 设备</Link>{mayEdit ? <Button type="primary" onClick={() => setOpen('new')}>新建产品</Button> : null}</div>
      <p className="soft">产品说明一类设备测什么、什么单位、多久报一次：超出量程的读数不收，三个周期没有声音算失联。</p>
      <Table<ProductRow> rowKey="id" size="small" dataSource={products.data?.products ?? []} loading={products.isPending} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 720 }} sticky
        locale={{ emptyText: <Empty title="还没有产品">{mayEdit ? '点「新建产品」，写下它的测点；然后就能登记设备。' : '建立产品以后会出现在这里。'}</Empty> }}
        columns={[
          { title: '名称', dataIndex: 'name', render: (name: string, { id }) => <>{name}<br /><code className="soft">{id}</code></> },
          { title: '类别', dataIndex: 'kind', width: 110 },
          { title: '厂家', dataIndex: 'vendor', width: 110, render: (vendor: string | null) => vendor ?? '' },
          { title: '测点', dataIndex: 'points', render: (points: ProductRow['points']) => points.map(pointText).join('；') },
          { title: '设备', dataIndex: 'devices', width: 90, align: 'right', render: (devices: number, { id }) => <Link to="/devices" search={{ product: id }}>{devices} 台</Link> },
          ...(mayEdit ? [{ title: '操作', key: 'do', width: 80, render: (_value: unknown, row: ProductRow) => <Button type="link" size="small" aria-label={`修改${row.name}`} onClick={() => setOpen(row)}>修改</Button> }] : []),
        ]} />
      {open ? <ProductDialog product={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}

/** 「累计用水（升，每 60 分钟）」 */
function pointText({ title, unit, period }: ProductRow['points'][number]): string {
  const facts = [unit, period === null ? '有事才报' : period < 60 ? `每 ${period} 秒` : `每 ${Math.round(period / 60)} 分钟`].filter(Boolean)
  return `${title}（${facts.join('，')}）`
}
