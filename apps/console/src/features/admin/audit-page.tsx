import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, DatePicker, Input, Select, Table } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { listAudit } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, NoPermission } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { factsOf } from './audit-facts.ts'
import { AUDIT_ACTIONS, auditWord } from './audit-words.ts'
import { ChainState } from './chain-state.tsx'
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
  const [object, setObject] = useState('')
  const [result, setResult] = useState<'done' | 'refused' | null>(null)
  const [range, setRange] = useState<readonly [Dayjs, Dayjs] | null>(null)
  const askedActor = useSettled(actor.trim(), 350)
  const askedObject = useSettled(object.trim(), 350)
  const query = {
    ...(askedActor ? { actor: askedActor } : {}),
    ...(action ? { action } : {}),
    ...(askedObject ? { object: askedObject } : {}),
    ...(result ? { result } : {}),
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
        <Input value={actor} onChange={(event) => setActor(event.target.value)} placeholder="谁（姓名或用户名）" maxLength={64} aria-label="谁" allowClear />
        <Select value={action} onChange={(next) => setAction(next ?? null)} placeholder="做了什么" aria-label="做了什么" allowClear showSearch={{ optionFilterProp: 'label' }}
          options={Object.entries(AUDIT_ACTIONS).map(([value, label]) => ({ value, label }))} />
        <Input value={object} onChange={(event) => setObject(event.target.value)} placeholder="对象（案件编号、用户名、名称）" aria-label="对象" maxLength={64} allowClear />
        <Select value={result} onChange={(next) => setResult(next ?? null)} placeholder="结果" aria-label="结果" allowClear options={[{ value: 'done', label: '成功' }, { value: 'refused', label: '被拒绝' }]} />
        <DatePicker.RangePicker onChange={(days) => setRange(days?.[0] && days[1] ? [days[0], days[1]] : null)} aria-label="日期" />
      </div>
      <Table<Row> rowKey="id" onRow={focusableRows} size="small" dataSource={rows} loading={audit.isPending} pagination={false} scroll={{ x: 820 }} sticky locale={{ emptyText: '没有符合条件的记录' }}
        expandable={{ columnTitle: <span className="unseen">详情</span>, expandedRowRender: (row) => <Detail row={row} /> }}
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

/** What the trail keeps besides the columns. */
function Detail({ row }: { readonly row: Row }) {
  return (
    <dl className="audit-detail">
      <div><dt>第几条</dt><dd>{row.seq}</dd></div>
      {factsOf(row.detail).map(({ label, text }) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}
    </dl>
  )
}
