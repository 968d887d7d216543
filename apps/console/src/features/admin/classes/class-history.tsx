import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { restoreClassEdition } from '@yihu/contracts'
import type { ClassEdition } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { Empty, Failed, Loading, textOf } from '../../../app/conditions.tsx'
import { useCan } from '../../../app/session.ts'
import { When } from '../../../app/when.tsx'
import { ClassChanges } from './class-changes.tsx'
import { CLASSES_KEY, editionQuery, editionsQuery } from './class-queries.ts'

/** Every published edition, with the way back to it. */
export function ClassHistory() {
  const can = useCan()
  const editions = useQuery(editionsQuery)
  const [restored, setRestored] = useState<ClassEdition | null>(null)
  if (editions.isPending) return <Loading rows={4} />
  if (editions.isError) return <Failed error={editions.error} retry={() => void editions.refetch()} />
  if (editions.data.editions.length === 0) return <Empty title="还没有发布过新版">现在用的是随产品装入的分类。发布第一版时会把它们一起存下来，随时可以恢复。</Empty>
  return (
    <>
      <ol className="class-editions">
        {editions.data.editions.map((edition) => (
          <li key={edition.number} className="card">
            <p><strong>第 {edition.number} 版</strong>{edition.isCurrent ? <span className="tone-green">　● 现行</span> : null}{edition.restoredFrom ? <span className="soft">　恢复自第 {edition.restoredFrom} 版</span> : null}</p>
            <p>{edition.note}</p>
            <p className="soft">{edition.author}，<When at={edition.publishedAt} />{countsText(edition)}</p>
            {edition.isCurrent || !can('catalogue.edit') ? null : <><Compared number={edition.number} /><Button size="small" onClick={() => setRestored(edition)}>恢复第 {edition.number} 版…</Button></>}
          </li>
        ))}
      </ol>
      {restored ? <Restore edition={restored} onClose={() => setRestored(null)} /> : null}
    </>
  )
}

function countsText({ added, changed, stopped }: ClassEdition): string {
  const parts = [added > 0 ? `新增或启用 ${added}` : '', changed > 0 ? `改 ${changed}` : '', stopped > 0 ? `停用 ${stopped}` : ''].filter(Boolean)
  return parts.length > 0 ? `；${parts.join('、')}` : ''
}

function Compared({ number }: { readonly number: number }) {
  const [isOpen, setOpen] = useState(false)
  const edition = useQuery({ ...editionQuery(number), enabled: isOpen })
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>恢复它会改变什么</summary>
      {!isOpen ? null : edition.isPending ? <Loading rows={2} /> : edition.isError ? <p className="tone-red">{textOf(edition.error)}</p> : edition.data.changes.length === 0 ? <p className="soft">和现行分类一样。</p> : <ClassChanges changes={edition.data.changes} />}
    </details>
  )
}

function Restore({ edition, onClose }: { readonly edition: ClassEdition; readonly onClose: () => void }) {
  const [note, setNote] = useState('')
  const queries = useQueryClient()
  const { message } = App.useApp()
  const restore = useMutation({
    mutationFn: () => api.call(restoreClassEdition, { params: { number: edition.number }, body: { note } }),
    onSuccess: ({ number }) => {
      message.success(`已恢复，作为第 ${number} 版生效`)
      void queries.invalidateQueries({ queryKey: CLASSES_KEY })
      onClose()
    },
  })
  return (
    <Modal title={`恢复第 ${edition.number} 版`} open onCancel={onClose} onOk={() => restore.mutate()} okText="恢复并生效" cancelText="先不恢复" confirmLoading={restore.isPending} okButtonProps={{ disabled: note.trim() === '' }}>
      <label htmlFor="class-restore-note">恢复原因</label>
      <Input.TextArea id="class-restore-note" value={note} onChange={(event) => setNote(event.target.value)} autoSize={{ minRows: 2 }} maxLength={300} />
      <p className="soft">旧的一版会作为新的一版发布，历史都留着。已收到的案件不变，没发布的草稿不会丢。</p>
      {restore.isError ? <Alert type="error" showIcon role="alert" title={textOf(restore.error)} /> : null}
    </Modal>
  )
}
