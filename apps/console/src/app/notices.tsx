import { BellOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Badge, Button, Drawer, Tooltip } from 'antd'
import { useState } from 'react'
import { listNotices, readNotices } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { markOf, MARKS } from '@yihu/ui'
import { api } from './api.ts'
import { Empty, Failed, Loading } from './conditions.tsx'
import { When } from './when.tsx'

type NoticeRow = AnswerOf<typeof listNotices>['notices'][number]

/** The bell with the number of unread notices, and the drawer it opens. */
export function NoticeBell() {
  const [isOpen, setOpen] = useState(false)
  const notices = useInfiniteQuery({
    queryKey: ['notices'],
    queryFn: ({ pageParam, signal }) => api.call(listNotices, { query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const unread = notices.data?.pages[0]?.unread ?? 0
  const rows = notices.data?.pages.flatMap((page) => page.notices) ?? []
  const close = () => setOpen(false)
  return (
    <>
      <Tooltip title="通知">
        <Button type="text" onClick={() => setOpen(true)} aria-label={unread > 0 ? `通知，${unread > 99 ? '99+' : unread} 条未读` : '通知'}
          icon={<Badge count={unread} size="small" overflowCount={99}><BellOutlined className="bell" /></Badge>} />
      </Tooltip>
      <Drawer title={`通知${unread > 0 ? ` · ${unread} 条未读` : ''}`} open={isOpen} onClose={close} size={400} extra={<ReadAll rows={rows} />}>
        {notices.isPending ? <Loading /> : null}
        {notices.isError ? <Failed error={notices.error} retry={() => void notices.refetch()} /> : null}
        {notices.isSuccess && rows.length === 0 ? <Empty title="还没有通知">派给您的案件、临期提醒和督办会出现在这里。</Empty> : null}
        <ul className="notices">{rows.map((row) => <Notice key={row.id} row={row} onDone={close} />)}</ul>
        {notices.hasNextPage ? <Button block loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>更早的通知</Button> : null}
      </Drawer>
    </>
  )
}

function useRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ids: string[]) => api.call(readNotices, { body: { ids } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
}

function ReadAll({ rows }: { readonly rows: readonly NoticeRow[] }) {
  const read = useRead()
  const ids = rows.filter(({ readAt }) => readAt === null).map(({ id }) => id).slice(0, 200)
  return ids.length > 0 ? <Button type="link" loading={read.isPending} onClick={() => read.mutate(ids)}>标为已读</Button> : null
}

/** Where a notice that names no case leads. */
const PAGE_OF: Readonly<Record<string, '/shifts' | '/exports' | '/bulletins'>> = { shift: '/shifts', export: '/exports', bulletin: '/bulletins' }

function Notice({ row, onDone }: { readonly row: NoticeRow; readonly onDone: () => void }) {
  const navigate = useNavigate()
  const read = useRead()
  const mark = row.card ? MARKS[markOf({ state: '', card: row.card })] : null
  const open = () => {
    if (row.readAt === null) read.mutate([row.id])
    const page = PAGE_OF[row.kind.split('.')[0] ?? '']
    if (!row.case && !page) return
    onDone()
    if (row.case) void navigate({ to: '/cases/$id', params: { id: row.case.id } })
    else if (page) void navigate({ to: page })
  }
  return (
    <li>
      <button type="button" className={`notice ${row.readAt === null ? 'notice-new' : ''}`} onClick={open}>
        <span className="notice-title">
          {mark ? <span className={`tone-${mark.tone}`}>{mark.shape} {mark.word} </span> : null}
          {row.title}
        </span>
        <span className="notice-text">{row.text}</span>
        <span className="notice-foot">{row.case ? `${row.case.number} · ` : ''}<When at={row.at} isRelative />{row.readAt === null ? ' · 未读' : ''}</span>
      </button>
    </li>
  )
}
