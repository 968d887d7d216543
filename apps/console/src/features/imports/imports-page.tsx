import { InboxOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Progress, Radio, Table } from 'antd'
import { useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { GEOJSON_KINDS, IMPORT_KINDS, importBlank, previewImport } from '@yihu/contracts'
import type { ImportJob, ImportKindId } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { IMPORT_STATES, importsQuery, kindsFor } from './import-queries.ts'
import './imports.css'

/** A sheet of the hotline or of a register, and the imports so far. */
export function ImportsPage() {
  const can = useCan()
  return can('import.run') ? <Imports /> : <NoPermission what="导入" />
}

function Imports() {
  const past = useQuery(importsQuery)
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>导入表格</h1></div>
      <SheetDrop />
      <section className="card imports-past">
        <h2>历次导入</h2>
        {past.isPending ? <Loading rows={3} /> : null}
        {past.isError ? <Failed error={past.error} retry={() => void past.refetch()} /> : null}
        {past.data ? (
          <Table<ImportJob> rowKey="id" size="small" dataSource={past.data.imports} pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 720 }}
            locale={{ emptyText: <Empty title="还没有导入过">选好导入什么，把表格拖到上面，就可以开始。</Empty> }}
            columns={[
              { title: '文件', dataIndex: 'fileName', render: (name: string, { id }) => <Link to="/imports/$id" params={{ id }}>{name}</Link> },
              { title: '内容', dataIndex: 'kind', render: (kind: ImportKindId) => IMPORT_KINDS[kind] },
              { title: '时间', dataIndex: 'createdAt', render: (at: string) => <When at={at} /> },
              { title: '状态', dataIndex: 'state', render: (state: ImportJob['state']) => IMPORT_STATES[state] },
              { title: '行数', dataIndex: 'rows', align: 'right' },
              { title: '新增', dataIndex: 'added', align: 'right' },
              { title: '更新', dataIndex: 'changed', align: 'right' },
              { title: '重复', dataIndex: 'repeated', align: 'right' },
              { title: '没有导入', dataIndex: 'failed', align: 'right', render: (failed: number) => <span className={failed > 0 ? 'tone-red' : ''}>{failed}</span> },
            ]} />
        ) : null}
      </section>
    </div>
  )
}

function SheetDrop() {
  const kinds = kindsFor(useCan())
  const [chosen, setChosen] = useState<ImportKindId>()
  const kind = chosen ?? kinds[0]?.value ?? 'orders'
  const hasPlaces = GEOJSON_KINDS.has(kind)
  const [share, setShare] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const preview = useMutation({
    mutationFn: (file: File) => api.upload(previewImport, { file, query: { kind }, onProgress: setShare }),
    onSuccess: async (job) => {
      queries.setQueryData(['import', job.id], job)
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey })
      await navigate({ to: '/imports/$id', params: { id: job.id } })
    },
  })
  const take = (file: File | undefined) => {
    if (!file) return
    setShare(0)
    preview.mutate(file)
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    take(event.dataTransfer.files[0])
  }
  return (
    <section className="card sheet-drop" onDragOver={(event) => event.preventDefault()} onDrop={dropped} aria-label="上传表格">
      {kinds.length > 1 ? <Radio.Group aria-label="导入什么" options={kinds} value={kind} onChange={(event) => setChosen(kinds.find(({ value }) => value === event.target.value)?.value)} /> : null}
      <InboxOutlined className="sheet-drop-mark" aria-hidden="true" />
      <p>把 .xlsx{hasPlaces ? '、.csv 或 .geojson' : ' 或 .csv'} 文件拖到这里，或</p>
      <input ref={box} className="unseen" type="file" accept={hasPlaces ? '.xlsx,.csv,.geojson,.json' : '.xlsx,.csv'} aria-label="选择表格文件" onChange={(event) => { take(event.target.files?.[0]); event.target.value = '' }} />
      <Button type="primary" loading={preview.isPending} onClick={() => box.current?.click()}>选择文件</Button>
      <p><Button type="link" href={api.address(importBlank, { query: { kind } })} download>下载“{IMPORT_KINDS[kind]}”空表</Button></p>
      <p className="soft">先预览、核对各列，再开始导入；{kind === 'orders' ? '同一工单编号不会导入两次。' : '已登记的更新，不会登记两次；有错的行不影响其他行。'}{hasPlaces ? ' GeoJSON 里一个要素是一行，点或面落在哪里就登记在哪里。' : ''}</p>
      {preview.isPending ? <Progress percent={Math.round(share * 100)} aria-label="上传进度" {...(share >= 1 ? { format: () => '正在读取表格…' } : {})} /> : null}
      {preview.isError ? <Alert type="error" showIcon role="alert" title={textOf(preview.error)} /> : null}
    </section>
  )
}
