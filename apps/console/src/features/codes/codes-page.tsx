import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Segmented, Select, Table } from 'antd'
import { useState } from 'react'
import { CODE_KINDS, codeSheet, listCodes } from '@yihu/contracts'
import type { CallOf, CodeRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import type { Asked } from './change-dialog.tsx'
import { readCodeSearch } from './code-search.ts'
import type { CodeSearch } from './code-search.ts'
import './codes.css'
import { IssueDialog } from './issue-dialog.tsx'
import { Scans } from './scans.tsx'

const KINDS = Object.entries(CODE_KINDS).map(([value, label]) => ({ value, label }))

/** 智慧码: which hang where, how often they are scanned, print, take out of force. */
export function CodesPage() {
  const can = useCan()
  return can('code.manage') ? <Codes /> : <NoPermission what="智慧码" />
}

function Codes() {
  const search = readCodeSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [words, setWords] = useState(search.q ?? '')
  const [chosen, setChosen] = useState<readonly number[]>([])
  const [isIssuing, setIssuing] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const q = useSettled(words.trim(), 350)
  const asks = { ...(search.area ? { area: search.area } : {}), ...(search.kind ? { kind: search.kind } : {}), ...(q ? { q } : {}) }
  const state = search.state ?? 'active'
  const list = useInfiniteQuery(codesQuery({ ...asks, state }))
  const change = (next: Partial<Record<keyof CodeSearch, string | undefined>>) => {
    setChosen([])
    void navigate({ to: '/codes', search: (last) => readCodeSearch({ ...last, ...next }), replace: true })
  }
  const rows = list.data?.pages.flatMap(({ codes }) => codes) ?? []
  const sheet = api.address(codeSheet, { query: chosen.length > 0 ? { ids: chosen.join(',') } : asks })
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>智慧码</h1>
        <Button href={sheet} download disabled={rows.length === 0 || search.state === 'revoked'}>{chosen.length > 0 ? `打印所选 ${chosen.length} 张` : '打印这些'}</Button>
        <Button type="primary" onClick={() => setIssuing(true)}>签发</Button>
      </div>
      <p className="soft">居民扫码报事，位置自动带上。码上有街道的签名，别人仿不了；换发以后旧码马上作废。只数扫了几次，不记是谁扫的。</p>
      {list.data?.pages[0] ? <Printed {...list.data.pages[0].printed} /> : null}
      <div className="codes-tools">
        <AreaPicker value={search.area} onChange={(area) => change({ area })} />
        <Select aria-label="类别" value={search.kind ?? null} onChange={(kind: string | null) => change({ kind: kind ?? undefined })} allowClear placeholder="全部类别" options={KINDS} />
        <Segmented aria-label="状态" value={state} onChange={(next) => change({ state: next })} options={[{ value: 'active', label: '在用' }, { value: 'revoked', label: '已停用' }]} />
        <Input className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="名称或地址" aria-label="按名称查找" allowClear />
      </div>
      {list.isError && rows.length === 0 ? <Failed error={list.error} retry={() => void list.refetch()} /> : (
        <CodeTable rows={rows} isLoading={list.isPending} chosen={chosen} onChoose={setChosen} onAsk={setAsked} />
      )}
      {list.hasNextPage ? <Button block type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>更多智慧码</Button> : null}
      {isIssuing ? <IssueDialog area={search.area} onClose={() => setIssuing(false)} /> : null}
      {asked ? <ChangeDialog {...asked} onClose={() => setAsked(null)} /> : null}
    </div>
  )
}

/** What residents' phones will open: said before anything is printed. */
function Printed({ address, isPublic }: { readonly address: string; readonly isPublic: boolean }) {
  return (
    <p className="soft">
      印出来的码打开的是 <code>{address}</code>{isPublic ? '。' : '，也就是您现在打开本页的地址。▲ 居民的手机打不开这个地址，码就没有用：请管理员在配置里写明公开网址（YIHU_PUBLIC_URL）以后再打印。'}
    </p>
  )
}

function codesQuery(filters: Omit<NonNullable<CallOf<typeof listCodes>['query']>, 'cursor'>) {
  return infiniteQueryOptions({
    queryKey: ['codes', filters],
    queryFn: ({ pageParam, signal }) => api.call(listCodes, { query: { ...filters, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

interface TableProps {
  readonly rows: readonly CodeRow[]
  readonly isLoading: boolean
  readonly chosen: readonly number[]
  readonly onChoose: (ids: readonly number[]) => void
  readonly onAsk: (asked: Asked) => void
}

function CodeTable({ rows, isLoading, chosen, onChoose, onAsk }: TableProps) {
  return (
    <Table<CodeRow> rowKey="id" size="small" dataSource={rows} loading={isLoading} pagination={false} scroll={{ x: 900 }} sticky
      // A box for all would stand a second time in the row that antd measures by, where nobody may reach it.
      rowSelection={{ hideSelectAll: true, selectedRowKeys: [...chosen], onChange: (keys) => onChoose(keys.map(Number)), getCheckboxProps: ({ name }) => ({ 'aria-label': `选“${name}”` }) }}
      expandable={{ expandedRowRender: (row) => <Scans code={row} /> }}
      locale={{ emptyText: <Empty title="没有这样的智慧码">点“签发”，给一个区域的网格、楼栋或部件成批签发。</Empty> }}
      columns={[
        { title: '地点', dataIndex: 'name', render: (name: string, { areaName }) => <>{name}<br /><span className="soft">{areaName}</span></> },
        { title: '类别', dataIndex: 'kindName', width: 80 },
        { title: '码', dataIndex: 'code', width: 200, render: (code: string, { version, state, reason }) => <><code>{code}</code><br /><span className="soft">第 {version} 版{state === 'revoked' ? ' ○ 已停用' : ''}{reason ? `，${reason}` : ''}</span></> },
        { title: '近 30 天', key: 'counts', width: 150, render: (_value, { counts }) => <Counts counts={counts} /> },
        { title: '签发', dataIndex: 'issuedAt', width: 130, render: (at: string, { issuedBy }) => <><When at={at} /><br /><span className="soft">{issuedBy ?? '系统'}</span></> },
        { title: '操作', key: 'do', width: 130, render: (_value, row) => (
          <div className="codes-acts">
            <Button size="small" onClick={() => onAsk({ code: row, change: 'reissue' })}>换发</Button>
            {row.state === 'active' ? <Button size="small" danger onClick={() => onAsk({ code: row, change: 'revoke' })}>停用</Button> : null}
          </div>
        ) },
      ]} />
  )
}

/** What was counted, without noughts that say nothing. */
function Counts({ counts: { scans, reports, refused, far } }: Pick<CodeRow, 'counts'>) {
  if (scans + reports + refused + far === 0) return <span className="soft">没有人扫过</span>
  return (
    <>
      扫 {scans} 次，报事 {reports} 件
      {refused > 0 ? <><br /><span className="tone-amber">◆ 旧码被扫 {refused} 次</span></> : null}
      {far > 0 ? <><br /><span className="tone-amber">◆ 在别处报 {far} 次</span></> : null}
    </>
  )
}
