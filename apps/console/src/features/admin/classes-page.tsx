import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented, Table, Tabs } from 'antd'
import { useState } from 'react'
import type { ClassDraft, ClassRow } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { classesQuery } from '../cases/queries.ts'
import './admin.css'
import { ChangeMark } from './classes/class-changes.tsx'
import { ClassDialog } from './classes/class-dialog.tsx'
import { ClassDraftTab } from './classes/class-draft.tsx'
import { ClassHistory } from './classes/class-history.tsx'
import { draftQuery, stoppedQuery } from './classes/class-queries.ts'
import { NewClass } from './classes/new-class.tsx'
import { handlingText, limitTexts } from './limits.ts'

const KINDS = [{ value: 'all', label: '全部' }, { value: 'part', label: '部件' }, { value: 'event', label: '事件' }, { value: 'appeal', label: '诉求' }, { value: 'stopped', label: '停用的' }] as const
type Kind = (typeof KINDS)[number]['value']

/** The catalogue: what is what, when to file and close it, in how much time; drafted and published as editions. */
export function ClassesPage() {
  const can = useCan()
  if (!can('catalogue.read')) return <NoPermission what="案件分类" />
  return can('catalogue.edit') ? <Workshop /> : <div className="sheet"><div className="sheet-head"><h1>案件分类</h1></div><ClassTable draft={null} onEdit={null} /></div>
}

function Workshop() {
  const draft = useQuery(draftQuery)
  const [tab, setTab] = useState('classes')
  const [edited, setEdited] = useState<string | null>(null)
  if (draft.isPending) return <Loading />
  if (draft.isError) return <Failed error={draft.error} retry={() => void draft.refetch()} />
  const { changes, edition } = draft.data
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>案件分类</h1><span className="soft">{edition > 0 ? `现行第 ${edition} 版` : '随产品装入的分类'}</span><NewClass onCode={setEdited} /></div>
      <Tabs activeKey={tab} onChange={setTab} destroyOnHidden items={[
        { key: 'classes', label: '分类', children: <ClassTable draft={draft.data} onEdit={setEdited} /> },
        { key: 'draft', label: changes.length > 0 ? `草稿与发布 ${changes.length}` : '草稿与发布', children: <ClassDraftTab draft={draft.data} onEdit={setEdited} /> },
        { key: 'history', label: '历史', children: <ClassHistory /> },
      ]} />
      {edited ? <ClassDialog key={edited} draft={draft.data} code={edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function ClassTable({ draft, onEdit }: { readonly draft: ClassDraft | null; readonly onEdit: ((code: string) => void) | null }) {
  const [words, setWords] = useState('')
  const [kind, setKind] = useState<Kind>('all')
  const active = useQuery(classesQuery)
  const stopped = useQuery({ ...stoppedQuery, enabled: kind === 'stopped' })
  const classes = kind === 'stopped' ? stopped : active
  if (classes.isError) return <Failed error={classes.error} retry={() => void classes.refetch()} />
  const asked = words.trim()
  const rows = (classes.data?.classes ?? []).filter((row) => (kind === 'all' || kind === 'stopped' || row.kind === kind) && `${row.code} ${row.fullName} ${row.aliases.join(' ')}`.includes(asked))
  const marks = new Map(draft?.changes.map((change) => [change.code, change.kind]))
  return (
    <>
      <div className="class-tools">
        <Segmented<Kind> value={kind} onChange={setKind} options={[...KINDS]} />
        <Input.Search className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="名称、代码或关键词" aria-label="查找分类" allowClear />
        <span className="soft">{rows.length} 个</span>
      </div>
      <Table<ClassRow> rowKey={(row) => `${row.code} ${row.edition}`} size="small" dataSource={rows} loading={classes.isPending} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 640 }} sticky
        locale={{ emptyText: asked ? `没有含“${asked}”的分类` : kind === 'stopped' ? '没有停用的分类' : '还没有装入分类' }} expandable={{ columnTitle: <span className="unseen">详情</span>, expandedRowRender: (row) => <ClassFacts row={row} /> }}
        columns={[
          { title: '代码', dataIndex: 'code', width: 110, render: (code: string) => <code>{code}</code> },
          { title: '名称', dataIndex: 'fullName', render: (name: string, { code }) => { const mark = marks.get(code); return <>{name} {mark ? <ChangeMark kind={mark} /> : null}</> } },
          { title: '类别', dataIndex: 'kindName', width: 80, responsive: ['lg'] },
          { title: '主管单位', dataIndex: 'unitKind', width: 130, responsive: ['lg'] },
          { title: '处置期限', dataIndex: 'limits', width: 150, render: (limits: ClassRow['limits']) => handlingText(limits) },
          { title: '版本', dataIndex: 'edition', width: 110, responsive: ['lg'] },
          ...(onEdit ? [{ title: '操作', key: 'do', width: 80, render: (_value: unknown, { code }: ClassRow) => <Button type="link" size="small" onClick={() => onEdit(code)} aria-label={`修改 ${code}`}>修改</Button> }] : []),
        ]} />
    </>
  )
}

function ClassFacts({ row }: { readonly row: ClassRow }) {
  return (
    <div className="class-facts">
      <p>各环节：{limitTexts(row.limits).join('，') || '按默认'}</p><p>主管单位：{row.unitKind}</p>
      {row.filing ? <p>立案条件：{row.filing}</p> : null}{row.closing ? <p>结案条件：{row.closing}</p> : null}{row.aliases.length > 0 ? <p>关键词：{row.aliases.join('、')}</p> : null}
      <p className="soft">{row.validFrom} 起{row.validTo ? `，至 ${row.validTo}` : ''}有效</p>
    </div>
  )
}
