import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { ApiError } from '@yihu/client'
import { acknowledgeHandover, composeHandover, giveHandover, noteHandover } from '@yihu/contracts'
import type { Handover } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { When } from '../../app/when.tsx'
import { handoverQuery, SHIFTS_KEY } from './shift-queries.ts'

type Answering = { readonly message: string; readonly send: () => Promise<Handover> }

/** Sends something about a handover, shows what became of it, and renews it after a clash. */
function useAct(id: string, onDone: () => void) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: ({ send }: Answering) => send(),
    onSuccess: (handover, act) => {
      onDone()
      message.success(act.message)
      queries.setQueryData(handoverQuery(id).queryKey, handover)
      void queries.invalidateQueries({ queryKey: SHIFTS_KEY })
    },
    onError: (error) => { if (error instanceof ApiError && error.status === 409) void queries.invalidateQueries({ queryKey: SHIFTS_KEY }) },
  })
}

/** What is noted for the next shift, and the two words that pass it on. */
export function HandoverActs({ handover }: { readonly handover: Handover }) {
  if (handover.may.edit) return <Giving handover={handover} />
  return (
    <section className="card">
      <h2>交班事项</h2>
      <p className="handover-notes">{handover.notes || <span className="soft">没有另写事项</span>}</p>
      {handover.givenAt ? <p className="shift-facts"><span className="soft">交班</span> {handover.givenBy} <When at={handover.givenAt} /></p> : null}
      {handover.acknowledgedAt ? <p className="shift-facts"><span className="soft">接班确认</span> {handover.acknowledgedBy} <When at={handover.acknowledgedAt} />{handover.answer ? `：${handover.answer}` : ''}</p> : null}
      {handover.state === 'given' ? <Taking handover={handover} /> : null}
    </section>
  )
}

function Giving({ handover: { id, version, notes: kept, ackMinutes } }: { readonly handover: Handover }) {
  const key = `handover:${id}`
  const [notes, setNotes] = useState(() => {
    const draft = readDraft(key)
    return typeof draft === 'string' ? draft : kept
  })
  useEffect(() => writeDraft(key, notes === kept ? null : notes), [key, notes, kept])
  const act = useAct(id, () => writeDraft(key, null))
  const note = () => act.mutate({ message: '已保存', send: () => api.call(noteHandover, { params: { id }, body: { version, notes } }) })
  const give = () => act.mutate({ message: '已交班，等接班确认', send: () => api.call(giveHandover, { params: { id }, body: { version, notes } }) })
  const renew = async () => {
    // What is typed goes along: the new figures must not cost the words.
    if (notes !== kept) await api.call(noteHandover, { params: { id }, body: { version, notes } })
    return api.call(composeHandover, { body: { id } })
  }
  return (
    <section className="card">
      <h2><label htmlFor="handover-notes">交班事项</label></h2>
      <Input.TextArea id="handover-notes" value={notes} onChange={(event) => setNotes(event.target.value)} maxLength={5_000} autoSize={{ minRows: 4, maxRows: 16 }}
        placeholder="下一班要接着办的、要盯住的、答应过居民的，一行写一件"
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) give() }} />
      {act.isError ? <Alert className="shift-waiting" type="error" showIcon role="alert" title={textOf(act.error)} /> : null}
      <div className="handover-foot">
        <Button type="primary" loading={act.isPending} onClick={give}>交班 <kbd aria-hidden="true">Ctrl Enter</kbd></Button>
        <Button disabled={act.isPending || notes === kept} onClick={note}>先保存</Button>
        <Button disabled={act.isPending} onClick={() => act.mutate({ message: '数字已更新', send: renew })}>更新数字</Button>
        <span className="soft">交出以后内容不能再改；{ackMinutes} 分钟没有人确认会再提醒。</span>
      </div>
    </section>
  )
}

function Taking({ handover: { id, may, givenBy, ackMinutes } }: { readonly handover: Handover }) {
  const [answer, setAnswer] = useState('')
  const act = useAct(id, () => setAnswer(''))
  if (!may.acknowledge) return <p className="tone-amber">◆ 等接班的同事确认（交班人 {givenBy} 不能自己确认）；{ackMinutes} 分钟没有人确认会再提醒。</p>
  const take = () => act.mutate({ message: '已确认接班', send: () => api.call(acknowledgeHandover, { params: { id }, body: { answer } }) })
  return (
    <div className="handover-foot">
      <Input className="handover-answer" value={answer} maxLength={500} onChange={(event) => setAnswer(event.target.value)} onPressEnter={take} placeholder="接班意见（可不填）" aria-label="接班意见" />
      <Button type="primary" loading={act.isPending} onClick={take}>确认接班</Button>
      {act.isError ? <Alert type="error" showIcon role="alert" title={textOf(act.error)} /> : null}
    </div>
  )
}
