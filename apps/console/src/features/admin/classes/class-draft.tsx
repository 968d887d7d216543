import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { publishClasses } from '@yihu/contracts'
import type { ClassDraft } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { Empty, textOf } from '../../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../../app/drafts.ts'
import { When } from '../../../app/when.tsx'
import { ClassChanges } from './class-changes.tsx'
import { CLASSES_KEY, useClassChange } from './class-queries.ts'

/** What the next edition will change, and the button that puts it in force. */
export function ClassDraftTab({ draft, onEdit }: { readonly draft: ClassDraft; readonly onEdit: (code: string) => void }) {
  const change = useClassChange(draft.revision)
  if (draft.changes.length === 0) return <Empty title="没有草稿">在“分类”里点一个分类的“修改”，或新增一个；改动先存成草稿，发布后才生效。</Empty>
  return (
    <>
      <div className="class-draft-bar" role="status">
        <span>◆ 草稿改了 <strong>{draft.changes.length}</strong> 个分类，还没有生效{draft.changedAt ? <span className="soft">（{draft.editor}，<When at={draft.changedAt} isRelative />）</span> : null}</span>
        <Popconfirm title="放弃全部改动？" description="草稿会清空，现行分类不变。" okText="放弃草稿" cancelText="留着" onConfirm={() => change.mutate({ kind: 'drop' })}>
          <Button size="small" loading={change.isPending}>放弃草稿…</Button>
        </Popconfirm>
      </div>
      <ClassChanges changes={draft.changes} onEdit={onEdit} onRevert={(code) => change.mutate({ kind: 'revert', code })} />
      <Publish draft={draft} />
    </>
  )
}

const KEY = 'class-publish'

function Publish({ draft }: { readonly draft: ClassDraft }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [note, setNote] = useState(() => String(readDraft(KEY) ?? ''))
  const publish = useMutation({
    mutationFn: () => api.call(publishClasses, { body: { revision: draft.revision, note } }),
    onSuccess: ({ number }) => {
      message.success(`案件分类第 ${number} 版已发布，从现在起收到的案件按它办`)
      writeDraft(KEY, null)
      void queries.invalidateQueries({ queryKey: CLASSES_KEY })
    },
    onError: () => void queries.invalidateQueries({ queryKey: [...CLASSES_KEY, 'draft'] }),
  })
  const write = (text: string) => {
    setNote(text)
    writeDraft(KEY, text === '' ? null : text)
  }
  return (
    <form className="card class-publish" onSubmit={(event) => { event.preventDefault(); publish.mutate() }}>
      <h2>发布</h2>
      <label htmlFor="class-note">发布说明</label>
      <Input.TextArea id="class-note" value={note} onChange={(event) => write(event.target.value)} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} placeholder="为什么改、依据什么" aria-describedby="class-note-what"
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && note.trim() !== '') publish.mutate() }} />
      <p id="class-note-what" className="soft">发布后马上生效。已经收到的案件仍按收到时的版本计算时限；发布人和改动记入审计，以后可以在历史里恢复。</p>
      {draft.problem ? <Alert type="warning" showIcon title={`现在还不能发布：${draft.problem}。`} /> : null}
      {publish.isError ? <Alert type="error" showIcon role="alert" title={textOf(publish.error)} /> : null}
      <Button type="primary" htmlType="submit" loading={publish.isPending} disabled={note.trim() === '' || draft.problem !== null}>发布新版 <kbd aria-hidden="true">Ctrl Enter</kbd></Button>
    </form>
  )
}
