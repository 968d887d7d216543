import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input } from 'antd'
import { useState } from 'react'
import { publishDutyRules } from '@yihu/contracts'
import type { DutyDraft } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { useCan } from '../../app/session.ts'
import { DUTY_KEY } from './duty-queries.ts'

const KEY = 'duty-publish'

/** The note and the button that put the draft in force. */
export function Publish({ draft }: { readonly draft: DutyDraft }) {
  const can = useCan()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [note, setNote] = useState(() => textIn(readDraft(KEY)))
  const publish = useMutation({
    mutationFn: () => api.call(publishDutyRules, { body: { revision: draft.revision, note } }),
    onSuccess: ({ number }) => {
      message.success(`第 ${number} 版已发布，下一件案件就按它派`)
      writeDraft(KEY, null)
      void queries.invalidateQueries({ queryKey: DUTY_KEY })
    },
    onError: () => void queries.invalidateQueries({ queryKey: [...DUTY_KEY, 'draft'] }),
  })
  if (!can('duty.edit')) return <Alert type="info" showIcon title="草稿已存好，值班长看过试算后可以发布。" />
  const change = (text: string) => {
    setNote(text)
    writeDraft(KEY, text === '' ? null : text)
  }
  return (
    <form className="card publish" onSubmit={(event) => { event.preventDefault(); publish.mutate() }}>
      <h2>发布</h2>
      <label htmlFor="publish-note">发布说明</label>
      <Input.TextArea id="publish-note" value={note} onChange={(event) => change(event.target.value)} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} placeholder="为什么改、依据什么" aria-describedby="publish-what"
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && note.trim() !== '') publish.mutate() }} />
      <p id="publish-what" className="soft">{draft.changes} 条改动立即生效；办理中的案件不受影响，仍记着派遣时的那一版。以后可以在历史里恢复。</p>
      {publish.isError ? <Alert type="error" showIcon role="alert" title={textOf(publish.error)} /> : null}
      <Button type="primary" htmlType="submit" loading={publish.isPending} disabled={note.trim() === ''}>发布新版 <kbd aria-hidden="true">Ctrl Enter</kbd></Button>
    </form>
  )
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
