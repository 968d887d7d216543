import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Input, Popconfirm, Space, Switch } from 'antd'
import { useState } from 'react'
import { CHECK_SUBJECTS } from '@yihu/contracts'
import type { ChecklistDetail, ChecklistForm, ChecklistItem } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { checklistQuery } from './checks-queries.ts'
import { ItemDialog } from './item-dialog.tsx'
import { ItemList } from './item-list.tsx'
import { Preview } from './preview.tsx'
import { useDesign } from './use-design.ts'

/** One checklist: what is published, the draft beside how the phone will show it, the versions. */
export function Designer({ id }: { readonly id: string }) {
  const found = useQuery(checklistQuery(id))
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  // A newer revision begins anew: nothing of an older one is written over it.
  return <Opened key={found.data.revision} detail={found.data} />
}

function Opened({ detail }: { readonly detail: ChecklistDetail }) {
  const can = useCan()
  const [draft, setDraft] = useState<ChecklistForm | null>(detail.draft)
  const shown = draft ?? detail.form
  if (!shown) return null
  const mayEdit = detail.mayEdit && can('check.edit')
  return (
    <div className="sheet checks-sheet">
      <div className="sheet-head">
        <h1>{shown.name}</h1>
        <Link to="/checks">全部检查表</Link>
        {mayEdit && !draft ? <Button type="primary" onClick={() => setDraft(detail.form)}>修改（起草新版）</Button> : null}
      </div>
      <p className="soft">查的是{CHECK_SUBJECTS[shown.subject]}。{shown.purpose}</p>
      <div className="checks-design">
        <div>{draft && mayEdit ? <Editor detail={detail} draft={draft} onChange={setDraft} /> : <ItemList items={shown.items} />}</div>
        <Preview key={JSON.stringify(shown.items)} form={shown} classNames={detail.classNames} />
      </div>
      <Versions detail={detail} />
    </div>
  )
}

interface EditorProps {
  readonly detail: ChecklistDetail
  readonly draft: ChecklistForm
  readonly onChange: (draft: ChecklistForm) => void
}

function Editor({ detail, draft, onChange }: EditorProps) {
  const can = useCan()
  const [edited, setEdited] = useState<ChecklistItem | 'new' | null>(null)
  const { save, publish, drop } = useDesign(detail)
  const isSaved = detail.draft !== null && JSON.stringify(detail.draft) === JSON.stringify(draft)
  const failure = [save, publish, drop].find(({ isError }) => isError)
  const keep = (item: ChecklistItem) => {
    const at = draft.items.findIndex(({ id }) => id === item.id)
    onChange({ ...draft, items: at < 0 ? [...draft.items, item] : draft.items.with(at, item) })
    setEdited(null)
  }
  return (
    <section aria-label="草稿">
      {failure ? <Alert type="error" showIcon role="alert" title={failure.text} /> : null}
      <label className="checks-name">名称<Input value={draft.name} maxLength={40} onChange={({ target }) => onChange({ ...draft, name: target.value })} /></label>
      <label className="checks-name">用途说明<Input value={draft.purpose} maxLength={200} onChange={({ target }) => onChange({ ...draft, purpose: target.value })} /></label>
      <label className="checks-use"><Switch size="small" checked={draft.isActive} onChange={(isActive) => onChange({ ...draft, isActive })} /> {draft.isActive ? '在用' : '停用：发布后手机上不再出现'}</label>
      <ItemList items={draft.items} onEdit={setEdited} onChange={(items) => onChange({ ...draft, items: [...items] })} />
      <Space wrap className="checks-acts">
        <Button onClick={() => setEdited('new')}>加一项</Button>
        <Button type={isSaved ? 'default' : 'primary'} disabled={isSaved} loading={save.isPending} onClick={() => save.run(draft)}>保存草稿</Button>
        {can('check.publish') ? <Popconfirm title="发布后这一版不能再改，手机上马上换成它" okText="发布" cancelText="再看看" disabled={!isSaved} onConfirm={() => publish.run()}><Button type="primary" disabled={!isSaved} loading={publish.isPending}>发布</Button></Popconfirm> : null}
        {detail.draft ? <Popconfirm title="丢弃草稿？已发布的不受影响" okText="丢弃" cancelText="留着" onConfirm={() => drop.run()}><Button danger loading={drop.isPending}>丢弃草稿</Button></Popconfirm> : null}
      </Space>
      {isSaved ? null : <p className="tone-amber" role="status">◆ 有没保存的修改；保存以后才能发布</p>}
      {edited ? <ItemDialog item={edited === 'new' ? null : edited} items={draft.items} onDone={keep} onClose={() => setEdited(null)} /> : null}
    </section>
  )
}

function Versions({ detail: { versions, draft, changedBy, changedAt } }: { readonly detail: ChecklistDetail }) {
  return (
    <section className="card" aria-label="版本">
      <h2>版本</h2>
      {draft && changedAt ? <p className="tone-amber">◆ 草稿，{changedBy} <When at={changedAt} /> 改的</p> : null}
      {versions.length === 0 ? <p className="soft">还没有发布过。</p> : null}
      <ul className="checks-versions">{versions.map(({ version, note, publishedBy, publishedAt }) => <li key={version}>第 {version} 版　{publishedBy}{publishedAt ? <>　<When at={publishedAt} /></> : null}{note ? `　${note}` : ''}</li>)}</ul>
      <p className="soft">填好的检查表各留着自己那一版的项目；旧版在没有信号时填的，回来照样能交。</p>
    </section>
  )
}
