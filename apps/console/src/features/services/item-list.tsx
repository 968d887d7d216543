import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { listServiceCatalogue } from '@yihu/contracts'
import type { ServiceRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { ItemDialog } from './item-dialog.tsx'

const UNITS = { 'working-day': '个工作日', 'working-hour': '工作时', 'urgent-hour': '紧急工作时' } as const

/** The service items, also those that are stopped. */
export function ItemList() {
  const can = useCan()
  const [edited, setEdited] = useState<ServiceRow | 'new' | null>(null)
  const found = useQuery({ queryKey: ['services', 'items'], queryFn: ({ signal }) => api.call(listServiceCatalogue, { signal }) })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <p className="soft">
        居民在 i雪宫「办事服务」里看到的事项。出厂的 {found.data.items.filter(({ version }) => version === 0).length} 项还没有核对过，电话、地点和期限请按实际改。
        {can('service.edit') ? <Button type="primary" size="small" onClick={() => setEdited('new')}>新增事项</Button> : null}
      </p>
      <Table<ServiceRow> rowKey="id" size="small" pagination={false} scroll={{ x: 760 }} dataSource={found.data.items} columns={[
        { title: '事项', render: (_, { form: { name, isActive } }) => <>{name}{isActive ? null : <span className="soft"> ○ 停办</span>}</> },
        { title: '期限', width: 130, render: (_, { form: { limit } }) => `${limit.amount} ${UNITS[limit.unit]}` },
        { title: '办理单位', render: (_, { form: { office } }) => office },
        { title: '办法', width: 170, render: (_, { form: { booking, canHelp, link } }) => [booking && `预约 ${booking.seats} 个窗口`, canHelp && '代办', link && '网上'].filter(Boolean).join('、') || '到场' },
        { title: '改动', width: 170, render: (_, { changedBy, changedAt }) => (changedAt ? <>{changedBy}，<When at={changedAt} /></> : <span className="soft">出厂</span>) },
        ...(can('service.edit') ? [{ title: '操作', width: 80, render: (_: unknown, row: ServiceRow) => <Button size="small" aria-label={`修改${row.form.name}`} onClick={() => setEdited(row)}>修改</Button> }] : []),
      ]} />
      {edited ? <ItemDialog row={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </>
  )
}
