import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Select, Table } from 'antd'
import type { SheetRow } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { checklistsQuery, sheetsQuery } from './checks-queries.ts'
import { readSheetsSearch } from './checks-search.ts'
import { SheetView } from './sheet-view.tsx'
import './checks.css'

/** 检查记录: every filled sheet. */
export function SheetsPage() {
  const can = useCan()
  return can('check.read') ? <Sheets /> : <NoPermission what="检查记录" />
}

function Sheets() {
  const navigate = useNavigate()
  const search = readSheetsSearch(useSearch({ strict: false }))
  const lists = useQuery(checklistsQuery)
  const found = useInfiniteQuery(sheetsQuery(search))
  const go = (next: Readonly<Record<string, string | undefined>>) => void navigate({ to: '/checks/sheets', search: (last) => readSheetsSearch({ ...last, ...next }), replace: true })
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>检查记录</h1></div>
      <div className="checks-filters">
        <Select aria-label="检查表" className="checks-list-filter" allowClear placeholder="全部检查表" value={search.list ?? null} onChange={(list: string | null) => go({ list: list ?? undefined })} options={(lists.data?.lists ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
        <AreaPicker value={search.area} onChange={(area) => go({ area })} />
        <Segmented aria-label="隐患" value={search.danger ?? 'all'} onChange={(danger) => go({ danger: danger === 'all' ? undefined : danger })} options={[{ value: 'all', label: '全部' }, { value: 'yes', label: '查出隐患的' }, { value: 'no', label: '没有隐患的' }]} />
      </div>
      {found.isPending ? <Loading /> : found.data ? <Rows sheets={found.data.pages.flatMap((page) => page.sheets)} /> : <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.hasNextPage ? <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>再看 50 张</Button> : null}
    </div>
  )
}

function Rows({ sheets }: { readonly sheets: readonly SheetRow[] }) {
  return (
    <Table<SheetRow> rowKey="id" size="small" pagination={false} scroll={{ x: 900 }} dataSource={[...sheets]} locale={{ emptyText: '没有这样的检查记录。网格员在手机上填了检查表，就出现在这里。' }}
      expandable={{ expandedRowRender: ({ id }) => <SheetView id={id} /> }} columns={[
        { title: '检查了什么', render: (_, { subjectLabel, areaName }) => <>{subjectLabel} <span className="soft">{subjectLabel.includes(areaName) ? '' : areaName}</span></> },
        { title: '检查表', width: 220, render: (_, { listName, version }) => <>{listName} <span className="soft">第 {version} 版</span></> },
        { title: '什么时候', width: 130, render: (_, { at, receivedAt }) => <><When at={at} />{Date.parse(receivedAt) - Date.parse(at) > 3_600_000 ? <div className="soft">补传 <When at={receivedAt} /></div> : null}</> },
        { title: '谁查的', width: 90, render: (_, { by }) => by },
        { title: '合格', width: 90, align: 'right', render: (_, { asked, passed }) => `${passed}/${asked}` },
        { title: '隐患', width: 80, align: 'right', render: (_, { dangers }) => (dangers > 0 ? <span className="tone-red">▲ {dangers}</span> : <span className="tone-green">● 0</span>) },
      ]} />
  )
}
