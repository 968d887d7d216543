import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { restoreDutyVersion } from '@yihu/contracts'
import type { DutyVersion } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { DUTY_KEY, versionQuery, versionsQuery } from './duty-queries.ts'
import { ChangeMark } from './rule-list.tsx'

/** Every published version, with the way back to it. */
export function History() {
  const can = useCan()
  const versions = useQuery(versionsQuery)
  const [restored, setRestored] = useState<DutyVersion | null>(null)
  if (versions.isPending) return <Loading rows={4} />
  if (versions.isError) return <Failed error={versions.error} retry={() => void versions.refetch()} />
  if (versions.data.versions.length === 0) return <Empty title="还没有发布过新版">现在用的是最初装入的规则。发布第一版时会把它们一起存下来，随时可以恢复。</Empty>
  return (
    <>
      <ol className="findings">
        {versions.data.versions.map((version) => (
          <li key={version.number} className="finding version">
            <p><strong>第 {version.number} 版</strong>{version.isCurrent ? <span className="tone-green">　● 现行</span> : null}{version.restoredFrom ? <span className="soft">　恢复自第 {version.restoredFrom} 版</span> : null}</p>
            <p>{version.note}</p>
            <p className="soft">{version.author}，<When at={version.publishedAt} />；{version.rules} 条规则{changesText(version)}</p>
            {version.isCurrent ? null : <Compared number={version.number} />}
            {version.isCurrent || !can('duty.edit') ? null : <Button size="small" onClick={() => setRestored(version)}>恢复第 {version.number} 版…</Button>}
          </li>
        ))}
      </ol>
      {restored ? <Restore version={restored} onClose={() => setRestored(null)} /> : null}
    </>
  )
}

function changesText({ added, changed, removed }: DutyVersion): string {
  const parts = [added > 0 ? `新增 ${added}` : '', changed > 0 ? `改 ${changed}` : '', removed > 0 ? `去掉 ${removed}` : ''].filter(Boolean)
  return parts.length > 0 ? `（${parts.join('、')}）` : ''
}

function Compared({ number }: { readonly number: number }) {
  const [isOpen, setOpen] = useState(false)
  const version = useQuery({ ...versionQuery(number), enabled: isOpen })
  const rows = (version.data?.rules ?? []).filter(({ change }) => change !== null)
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>恢复它会改变什么</summary>
      {!isOpen ? null : version.isPending ? <Loading rows={2} /> : version.isError ? <p className="tone-red">{textOf(version.error)}</p> : rows.length === 0 ? <p className="soft">和现行规则一样。</p> : (
        <ul>{rows.map(({ id, text, change, before }) => <li key={id}><ChangeMark change={change} />{change === 'removed' ? <del>{text}</del> : text}{change === 'changed' && before ? <span className="soft">　现行：{before}</span> : null}</li>)}</ul>
      )}
    </details>
  )
}

function Restore({ version, onClose }: { readonly version: DutyVersion; readonly onClose: () => void }) {
  const [note, setNote] = useState('')
  const queries = useQueryClient()
  const { message } = App.useApp()
  const restore = useMutation({
    mutationFn: () => api.call(restoreDutyVersion, { params: { number: version.number }, body: { note } }),
    onSuccess: ({ number }) => {
      message.success(`已恢复，作为第 ${number} 版立即生效`)
      void queries.invalidateQueries({ queryKey: DUTY_KEY })
      onClose()
    },
  })
  return (
    <Modal title={`恢复第 ${version.number} 版`} open onCancel={onClose} onOk={() => restore.mutate()} okText="恢复并生效" cancelText="先不恢复" confirmLoading={restore.isPending} okButtonProps={{ disabled: note.trim() === '' }}>
      <label htmlFor="restore-note">恢复原因</label>
      <Input.TextArea id="restore-note" value={note} onChange={(event) => setNote(event.target.value)} autoSize={{ minRows: 2 }} maxLength={300} />
      <p className="soft">旧的一版会作为新的一版发布，历史都留着。没发布的草稿不会丢。</p>
      {restore.isError ? <Alert type="error" showIcon role="alert" title={textOf(restore.error)} /> : null}
    </Modal>
  )
}
