import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { decideExport } from '@yihu/contracts'
import type { ExportJob } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { exportsQuery } from './export-queries.ts'

/** What colleagues ask to take out with people's data: one's word decides. */
export function WaitingExports({ jobs }: { readonly jobs: readonly ExportJob[] }) {
  return (
    <section className="card">
      <h2>等您批准的导出</h2>
      {jobs.map((job) => <Waiting key={job.id} job={job} />)}
    </section>
  )
}

function Waiting({ job }: { readonly job: ExportJob }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const decide = useMutation({
    mutationFn: (isApproved: boolean) => api.call(decideExport, { params: { id: job.id }, body: { isApproved, note } }),
    onSuccess: ({ state }) => void message.success(state === 'declined' ? '已告诉申请人' : '已批准，正在生成文件'),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  })
  return (
    <div className="export-waiting">
      <p><strong>{job.by}</strong> 申请导出 <strong>{job.rows.toLocaleString('zh-CN')}</strong> {job.subject === '案件' ? '件，含报事人姓名和电话' : `条${/(?:登记|记录)$/u.test(job.subject) ? job.subject : `${job.subject}登记`}，${job.isMasked ? '姓名和情况遮盖' : '含个人信息'}`}<span className="soft">（<When at={job.createdAt} />）</span></p>
      <p><span className="soft">范围：</span>{job.filterText}</p>
      <p><span className="soft">用途：</span>{job.purpose}</p>
      <div className="export-decide">
        <Input className="sheet-search" value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} placeholder="说明（不批准时请写原因）" aria-label="批准或不批准的说明" />
        <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate(true)}>批准</Button>
        <Button disabled={decide.isPending || note.trim() === ''} onClick={() => decide.mutate(false)}>不批准</Button>
      </div>
    </div>
  )
}
