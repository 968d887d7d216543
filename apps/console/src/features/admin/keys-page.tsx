import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Table, Tag } from 'antd'
import { useState } from 'react'
import { listApiKeys, revokeApiKey } from '@yihu/contracts'
import type { ApiKeyRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import './admin.css'
import { KeyDialog } from './key-dialog.tsx'

/** Machines that may send: devices, hotline, other systems. */
export function KeysPage() {
  const can = useCan()
  return can('key.manage') ? <Keys /> : <NoPermission what="接口密钥" />
}

function Keys() {
  const [isMaking, setMaking] = useState(false)
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: ({ signal }) => api.call(listApiKeys, { signal }) })
  if (keys.isError) return <Failed error={keys.error} retry={() => void keys.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>接口密钥</h1><Button type="primary" onClick={() => setMaking(true)}>新建密钥</Button></div>
      <p className="soft">给设备和外部系统用，只能送信号和读数，不能看案件。密钥只在新建时显示一次，系统里只存指纹。</p>
      <Table<ApiKeyRow> rowKey="id" size="small" dataSource={keys.data?.keys ?? []} loading={keys.isPending} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 860 }} sticky
        locale={{ emptyText: '还没有接口密钥。有设备或外部系统要送信号时，在这里新建一个。' }}
        columns={[
          { title: '用途', dataIndex: 'name', render: (name: string, { createdBy, createdAt }) => <>{name}<br /><span className="soft key-by">{createdBy ?? '命令行'}，<When at={createdAt} /></span></> },
          { title: '状态', dataIndex: 'state', width: 100, render: (_state, row) => <KeyState row={row} /> },
          { title: '权限', dataIndex: 'permissions', width: 110, render: (all: ApiKeyRow['permissions']) => all.map(({ name }) => name).join('、') },
          { title: '区域', dataIndex: 'areas', render: (all: ApiKeyRow['areas']) => all.map(({ name }) => name).join('、') },
          { title: '有效到', dataIndex: 'expiresAt', width: 170, render: (at: string | null) => (at ? <When at={at} /> : '一直有效') },
          { title: '上次使用', dataIndex: 'lastUsedAt', width: 120, render: (at: string | null) => (at ? <When at={at} isRelative /> : <span className="soft">没有用过</span>) },
          { title: '操作', key: 'do', width: 80, render: (_value, row) => (row.state === 'active' ? <Revoke row={row} /> : null) },
        ]} />
      {isMaking ? <KeyDialog permissions={keys.data?.permissions ?? []} onClose={() => setMaking(false)} /> : null}
    </div>
  )
}

function KeyState({ row: { state, revokedAt } }: { readonly row: ApiKeyRow }) {
  if (state === 'active') return <span className="tone-green">● 有效</span>
  return state === 'expired' ? <Tag>○ 已到期</Tag> : <Tag title={revokedAt ?? ''}>○ 已停用</Tag>
}

function Revoke({ row }: { readonly row: ApiKeyRow }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const revoke = useMutation({
    mutationFn: () => api.call(revokeApiKey, { params: { id: row.id } }),
    onSuccess: ({ name }) => void message.success(`${name}的密钥已停用`),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  })
  return (
    <Popconfirm title={`停用“${row.name}”的密钥？`} description="停用后马上不能再送，也不能恢复；要用只能新建。" okText="停用" cancelText="留着" onConfirm={() => revoke.mutate()}>
      <Button type="link" size="small" danger loading={revoke.isPending}>停用</Button>
    </Popconfirm>
  )
}
