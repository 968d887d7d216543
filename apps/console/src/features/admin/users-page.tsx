import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Table, Tag } from 'antd'
import { useState } from 'react'
import { listUsers, ROLES, updateUser } from '@yihu/contracts'
import type { Role, UserRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import './admin.css'
import { Officers } from './officers.tsx'
import { SeeAsDialog } from './see-as-dialog.tsx'
import { UserDialog } from './user-dialog.tsx'

/** Who may log in, as what and where. */
export function UsersPage() {
  const can = useCan()
  return can('user.manage') ? <Users /> : <NoPermission what="用户" />
}

function Users() {
  const can = useCan()
  const [words, setWords] = useState('')
  const [edited, setEdited] = useState<UserRow | 'new' | null>(null)
  const [seen, setSeen] = useState<UserRow | null>(null)
  const q = useSettled(words.trim(), 350)
  const users = useInfiniteQuery({
    queryKey: ['users', q],
    queryFn: ({ pageParam, signal }) => api.call(listUsers, { query: { ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
  const rows = users.data?.pages.flatMap((page) => page.users) ?? []
  if (users.isError && rows.length === 0) return <Failed error={users.error} retry={() => void users.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>用户</h1>
        <Input.Search className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="用户名或姓名" aria-label="查找用户" allowClear />
        {can('user.create') ? <Button type="primary" onClick={() => setEdited('new')}>新建用户</Button> : null}
      </div>
      {q ? null : <Officers />}
      <Table<UserRow> rowKey="id" size="small" className="sheet-table" dataSource={rows} loading={users.isPending} pagination={false} scroll={{ x: 760 }} sticky
        locale={{ emptyText: q ? `没有找到“${q}”` : '还没有用户' }}
        columns={[
          { title: '用户名', dataIndex: 'username', render: (name: string) => <code>{name}</code> },
          { title: '姓名', dataIndex: 'name' },
          { title: '岗位', dataIndex: 'roles', render: (roles: UserRow['roles']) => roles.map((role) => ROLES[role]).join('、') },
          { title: '状态', key: 'state', render: (_value, row) => <UserState row={row} /> },
          { title: '上次登录', dataIndex: 'lastLoginAt', render: (at: string | null) => (at ? <When at={at} isRelative /> : <span className="soft">没有登录过</span>) },
          { title: '操作', key: 'do', render: (_value, row) => <><Button type="link" size="small" onClick={() => setEdited(row)}>修改</Button>{can('user.see-as') && mayBeSeen(row) ? <Button type="link" size="small" onClick={() => setSeen(row)} aria-label={`以此身份看：${row.name}`}>以此身份看</Button> : null}{row.isLocked ? <Unlock id={row.id} /> : null}</> },
        ]} />
      {users.hasNextPage ? <Button block type="link" loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>更多用户</Button> : null}
      {seen ? <SeeAsDialog user={seen} onClose={() => setSeen(null)} /> : null}
      {edited ? <UserDialog user={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

const OFFICERS: readonly Role[] = ['admin', 'security', 'auditor']

/** The server refuses the others, with the reason. */
function mayBeSeen({ isActive, roles }: UserRow): boolean {
  return isActive && !roles.some((role) => OFFICERS.includes(role))
}

function UserState({ row }: { readonly row: UserRow }) {
  if (!row.isActive) return <Tag>○ 停用</Tag>
  return row.isLocked ? <Tag color="error">▲ 已锁定</Tag> : <span className="tone-green">● 正常</span>
}

function Unlock({ id }: { readonly id: string }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const unlock = useMutation({
    mutationFn: () => api.call(updateUser, { params: { id }, body: { unlock: true } }),
    onSuccess: ({ name }) => void message.success(`${name} 已解锁`),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  })
  return <Button type="link" size="small" loading={unlock.isPending} onClick={() => unlock.mutate()}>解锁</Button>
}
