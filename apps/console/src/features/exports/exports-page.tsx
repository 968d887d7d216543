import { useQuery } from '@tanstack/react-query'
import { Button, Progress, Table } from 'antd'
import { EXPORT_STATES, exportFile } from '@yihu/contracts'
import type { ExportJob } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { exportsQuery } from './export-queries.ts'
import { RelationsOut } from './relations-out.tsx'
import { SheetTemplates } from './sheet-templates.tsx'
import { WaitingExports } from './waiting-exports.tsx'
import './exports.css'

/** What one has taken out of the house, and what colleagues want to take out. */
export function ExportsPage() {
  const can = useCan()
  return can('export.make') ? <Exports /> : <NoPermission what="导出" />
}

function Exports() {
  const found = useQuery(exportsQuery)
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { exports, limit } = found.data
  const waiting = exports.filter(({ mayDecide }) => mayDecide)
  const mine = exports.filter(({ isMine }) => isMine)
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>导出</h1><span className="soft">在案件列表或台账上筛选好，点筛选旁的下载图标；一次最多 {limit.toLocaleString('zh-CN')} 件</span></div>
      {waiting.length > 0 ? <WaitingExports jobs={waiting} /> : null}
      <section className="card">
        <h2>我的导出</h2>
        {mine.length === 0 ? <Empty title="还没有导出过">在案件列表或台账上筛选好，点“导出这个列表”；或在下面选一张表，点“填表”。</Empty> : <Table<ExportJob> rowKey="id" size="small" dataSource={mine} pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 760 }}
          columns={[
            { title: '范围与用途', key: 'filter', render: (_value, job) => <What job={job} /> },
            { title: '时间', dataIndex: 'createdAt', width: 130, render: (at: string) => <When at={at} /> },
            { title: '件数', dataIndex: 'rows', align: 'right', width: 80, render: (rows: number) => rows.toLocaleString('zh-CN') },
            { title: '个人信息', dataIndex: 'isMasked', width: 120, render: (isMasked: boolean) => (isMasked ? '已遮盖' : <span className="tone-amber">◆ 含个人信息</span>) },
            { title: '状态', key: 'state', width: 220, render: (_value, job) => <State job={job} /> },
          ]} />}
      </section>
      <RelationsOut />
      <SheetTemplates />
    </div>
  )
}

function What({ job: { filterText, purpose, format } }: { readonly job: ExportJob }) {
  return <div className="export-filter"><p>{filterText}</p><p className="soft">用途：{purpose} · {format === 'xlsx' ? 'Excel' : format === 'csv' ? 'CSV' : 'GeoJSON'}</p></div>
}

function State({ job }: { readonly job: ExportJob }) {
  const { state, rows, done, problem, decision, bytes, downloads, expiresAt } = job
  if (state === 'running') return <><Progress size="small" percent={rows > 0 ? Math.min(99, Math.floor((done / rows) * 100)) : 0} aria-label="导出进度" /><span className="soft">已写 {done} / {rows} 件</span></>
  if (state === 'done') {
    return (
      <>
        <Button type="primary" size="small" href={api.address(exportFile, { params: { id: job.id } })} download={job.fileName}>下载{bytes === null ? '' : `（${sizeText(bytes)}）`}</Button>
        <p className="soft export-what">{downloads > 0 ? `已下载 ${downloads} 次，` : ''}<When at={expiresAt} /> 前有效{decision ? `，${decision.by}批准` : ''}</p>
      </>
    )
  }
  if (state === 'waiting') return <><span className="tone-amber">◆ {EXPORT_STATES.waiting}</span><p className="soft export-what">等另一位同事批准，<When at={expiresAt} /> 前有效</p></>
  if (state === 'declined') return <><span className="tone-red">▲ {EXPORT_STATES.declined}</span><p className="soft export-what">{decision?.by}：{decision?.note || '没有写原因'}</p></>
  if (state === 'failed') return <><span className="tone-red">▲ {EXPORT_STATES.failed}</span><p className="soft export-what">{problem}</p></>
  return <span className="soft">○ 已过期，文件已删除</span>
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
