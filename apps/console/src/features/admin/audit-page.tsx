import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Input, Select, Table } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { listAudit, verifyAudit } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, NoPermission, textOf } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { useCan, useMe } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { AUDIT_ACTIONS, auditWord } from './audit-words.ts'
import './admin.css'

type Row = AnswerOf<typeof listAudit>['rows'][number]

/** Who did what, and whether the record is whole. */
export function AuditPage() {
  const can = useCan()
  return can('audit.read') ? <Audit /> : <NoPermission what="审计" />
}

function Audit() {
  const [actor, setActor] = useState('')
  const [action, setAction] = useState<string | null>(null)
  const [range, setRange] = useState<readonly [Dayjs, Dayjs] | null>(null)
  const askedActor = useSettled(actor.trim(), 350)
  const query = {
    ...(askedActor ? { actor: askedActor } : {}),
    ...(action ? { action } : {}),
    ...(range ? { from: range[0].startOf('day').toISOString(), to: range[1].endOf('day').toISOString() } : {}),
  }
  const audit = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam, signal }) => api.call(listAudit, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (last) => last,
  })
  const rows = audit.data?.pages.flatMap((page) => page.rows) ?? []
  if (audit.isError && rows.length === 0) return <Failed error={audit.error} retry={() => void audit.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>审计</h1></div>
      <ChainState />
      <div className="audit-filters" role="search" aria-label="筛选审计记录">
        <Input value={actor} onChange={(event) => setActor(event.target.value)} placeholder="谁（用户名）" aria-label="谁" allowClear />
        <Select value={action} onChange={(next) => setAction(next ?? null)} placeholder="做了什么" aria-label="做了什么" allowClear showSearch={{ optionFilterProp: 'label' }}
          options={Object.entries(AUDIT_ACTIONS).map(([value, label]) => ({ value, label }))} />
        <DatePicker.RangePicker onChange={(days) => setRange(days?.[0] && days[1] ? [days[0], days[1]] : null)} aria-label="日期" />
      </div>
      <Table<Row> rowKey="id" onRow={focusableRows} size="small" dataSource={rows} loading={audit.isPending} pagination={false} scroll={{ x: 820 }} sticky locale={{ emptyText: '没有符合条件的记录' }}
        columns={[
          { title: '时间', dataIndex: 'at', width: 130, render: (at: string) => <When at={at} /> },
          { title: '谁', dataIndex: 'actor', render: (name: string | null) => name ?? <span className="soft">系统</span> },
          { title: '做了什么', dataIndex: 'action', render: auditWord },
          { title: '对象', dataIndex: 'object', ellipsis: true },
          { title: '用途', dataIndex: 'purpose', ellipsis: true, render: (purpose: string | null) => auditWord(purpose ?? '') },
          { title: '结果', dataIndex: 'result', width: 90, render: auditWord },
          { title: '地址', dataIndex: 'ip', width: 130 },
        ]} />
      {audit.hasNextPage ? <Button block type="link" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>更早的记录</Button> : null}
    </div>
  )
}

/** The trail of the audit itself is a chain of its own. */
const AUDIT_TRAIL = 'audit'

function ChainState() {
  const me = useMe()
  const nameOf = (street: string) => (street === AUDIT_TRAIL ? '审计记录' : (me?.areas.find(({ path }) => path === street)?.name ?? street))
  const chain = useQuery({ queryKey: ['audit-chain'], queryFn: ({ signal }) => api.call(verifyAudit, { signal }), staleTime: Infinity })
  return (
    <section className="card chain" aria-live="polite">
      <h2>哈希链</h2>
      {chain.isPending ? <p className="soft">正在核对…</p> : null}
      {chain.isError ? <p className="tone-amber">{textOf(chain.error)}</p> : null}
      {chain.data?.streets.map(({ street, events, isIntact, firstFault }) => (
        <p key={street} className={isIntact ? 'tone-green' : 'tone-red'}>
          {isIntact ? `● ${nameOf(street)}：${events} 条记录完整，没有被改、被删、被插入` : `▲ ${nameOf(street)}：第 ${firstFault?.seq ?? '?'} 条有问题：${firstFault?.problem ?? '不明'}`}
        </p>
      ))}
      <Button size="small" loading={chain.isFetching} onClick={() => void chain.refetch()}>重新核对</Button>
    </section>
  )
}
