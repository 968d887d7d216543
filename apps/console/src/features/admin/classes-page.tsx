import { useQuery } from '@tanstack/react-query'
import { Input, Segmented, Table } from 'antd'
import { useState } from 'react'
import type { ClassRow } from '@yihu/contracts'
import { Failed, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { classesQuery } from '../cases/queries.ts'
import { handlingText, limitTexts } from './limits.ts'

const KINDS = [{ value: 'all', label: '全部' }, { value: 'part', label: '部件' }, { value: 'event', label: '事件' }, { value: 'appeal', label: '诉求' }] as const

/** The catalogue: what is what, when to file and close it, in how much time. */
export function ClassesPage() {
  const can = useCan()
  return can('catalogue.read') ? <Classes /> : <NoPermission what="案件分类" />
}

function Classes() {
  const [words, setWords] = useState('')
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('all')
  const classes = useQuery(classesQuery)
  if (classes.isError) return <Failed error={classes.error} retry={() => void classes.refetch()} />
  const asked = words.trim()
  const rows = (classes.data?.classes ?? []).filter((row) => (kind === 'all' || row.kind === kind) && `${row.code} ${row.fullName}`.includes(asked))
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>案件分类</h1>
        <Segmented value={kind} onChange={setKind} options={[...KINDS]} />
        <Input.Search className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="名称或代码" aria-label="查找分类" allowClear />
      </div>
      <Table<ClassRow> rowKey="code" size="small" dataSource={rows} loading={classes.isPending} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 720 }} sticky
        locale={{ emptyText: asked ? `没有含“${asked}”的分类` : '还没有装入分类' }} expandable={{ columnTitle: <span className="unseen">详情</span>, expandedRowRender: (row) => <ClassFacts row={row} /> }}
        columns={[
          { title: '代码', dataIndex: 'code', width: 110, render: (code: string) => <code>{code}</code> },
          { title: '名称', dataIndex: 'fullName' },
          { title: '类别', dataIndex: 'kindName', width: 110 },
          { title: '处置期限', dataIndex: 'limits', width: 150, render: (limits: ClassRow['limits']) => handlingText(limits) },
          { title: '版本', dataIndex: 'edition', width: 150 },
        ]} />
    </div>
  )
}

function ClassFacts({ row }: { readonly row: ClassRow }) {
  return <div className="class-facts"><p>各环节：{limitTexts(row.limits).join('，') || '按默认'}</p><p>承办：{row.unitKind}</p>{row.filing ? <p>立案条件：{row.filing}</p> : null}{row.closing ? <p>结案条件：{row.closing}</p> : null}<p className="soft">{row.validFrom} 起{row.validTo ? `，至 ${row.validTo}` : ''}有效</p></div>
}
