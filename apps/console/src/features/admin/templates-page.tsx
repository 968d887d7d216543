import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { listNoticeTemplates } from '@yihu/contracts'
import type { NoticeTemplateRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import './admin.css'
import { TemplateDialog } from './template-dialog.tsx'

const SHOW = [{ value: 'all', label: '全部' }, { value: 'staff', label: '给工作人员' }, { value: 'resident', label: '给居民' }, { value: 'changed', label: '改过的' }] as const
type Show = (typeof SHOW)[number]['value']

/** The words of notices and resident messages. */
export function TemplatesPage() {
  const can = useCan()
  return can('notice.edit') ? <Templates /> : <NoPermission what="通知用语" />
}

function Templates() {
  const [show, setShow] = useState<Show>('all')
  const [words, setWords] = useState('')
  const [edited, setEdited] = useState<string | null>(null)
  const templates = useQuery({ queryKey: ['notice-templates'], queryFn: ({ signal }) => api.call(listNoticeTemplates, { signal }) })
  if (templates.isPending) return <Loading />
  if (templates.isError) return <Failed error={templates.error} retry={() => void templates.refetch()} />
  const asked = words.trim()
  const rows = templates.data.templates.filter((row) => (show === 'all' || (show === 'changed' ? row.version > 0 : row.audience === show)) && `${row.name} ${row.title} ${row.text}`.includes(asked))
  const open = templates.data.templates.find(({ key }) => key === edited)
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>通知用语</h1>
        <Segmented<Show> value={show} onChange={setShow} options={[...SHOW]} />
        <Input.Search className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="用语或名称" aria-label="查找用语" allowClear />
      </div>
      {rows.length === 0 ? <Empty title={show === 'changed' && asked === '' ? '还没有改过用语' : '没有符合的用语'}>{show === 'changed' ? '现在用的都是随产品的原文。' : '换个词，或显示全部。'}</Empty> : (
        <ul className="templates">{rows.map((row) => <TemplateItem key={row.key} row={row} onEdit={() => setEdited(row.key)} />)}</ul>
      )}
      {open ? <TemplateDialog key={`${open.key} ${open.version}`} row={open} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function TemplateItem({ row, onEdit }: { readonly row: NoticeTemplateRow; readonly onEdit: () => void }) {
  return (
    <li className="template">
      <div className="template-words">
        <p className="soft">{row.name}{row.audience === 'resident' ? <Tag className="class-mark">居民</Tag> : null}{row.version > 0 ? <Tag className="class-mark tone-amber">≠ 改过</Tag> : null}</p>
        {row.title ? <p><strong>{row.title}</strong></p> : null}
        <p>{row.text}</p>
        {row.changedAt ? <p className="soft">{row.changedBy}，<When at={row.changedAt} isRelative /></p> : null}
      </div>
      <Button size="small" onClick={onEdit} aria-label={`修改${row.name}`}>修改</Button>
    </li>
  )
}
