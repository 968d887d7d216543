import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Progress, Select, Table } from 'antd'
import { useState } from 'react'
import { IMPORT_KINDS, importErrors, startImport } from '@yihu/contracts'
import type { ImportJob } from '@yihu/contracts'
import { sourceName } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { SOURCE_OPTIONS } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { useCan } from '../../app/session.ts'
import { today } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { ColumnMapping } from './column-mapping.tsx'
import { IMPORT_STATES, importQuery } from './import-queries.ts'
import './imports.css'

type CrsName = (typeof CRS_OPTIONS)[number]['value']
const CRS_OPTIONS = [
  { value: 'WGS-84', label: 'WGS-84（北斗、GPS、CGCS2000）' },
  { value: 'GCJ-02', label: 'GCJ-02（高德、腾讯地图）' },
  { value: 'BD-09', label: 'BD-09（百度地图）' },
] as const

const route = getRouteApi('/shell/imports/$id')

/** One import: columns to check, then progress, then what came of it. */
export function ImportPage() {
  const { id } = route.useParams()
  const can = useCan()
  const job = useQuery({ ...importQuery(id), enabled: can('import.run') })
  if (!can('import.run')) return <NoPermission what="导入" />
  if (job.isPending) return <Loading />
  if (!job.data) return <Failed error={job.error} retry={() => void job.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{job.data.fileName}</h1>
        <span className="soft">{IMPORT_KINDS[job.data.kind]} · {IMPORT_STATES[job.data.state]} · {job.data.rows} 行 · <When at={job.data.createdAt} />{job.data.asOf ? ` · ${job.data.asOf} 的情况` : ''}{job.data.kind === 'orders' || job.data.state === 'preview' ? '' : ` · 来自${sourceName(job.data.source)}`}</span>
        <Link to="/imports">全部导入</Link>
      </div>
      {job.data.warnings.map((text) => <Alert key={text} className="import-warning" type="warning" showIcon title={text} />)}
      {job.data.state === 'preview' ? <Preview job={job.data} /> : <Result job={job.data} />}
    </div>
  )
}

interface Typed {
  readonly asOf?: string
  readonly source?: string
}

function Preview({ job }: { readonly job: ImportJob }) {
  const [mapping, setMapping] = useState<ReadonlyMap<number, string | null>>(() => new Map(job.columns.map(({ index, field }) => [index, field])))
  const [crs, setCrs] = useState<CrsName>('WGS-84')
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const start = useMutation({
    mutationFn: ({ asOf, source }: Typed) => api.call(startImport, { params: { id: job.id }, body: { mapping: [...mapping].map(([index, field]) => ({ index, field })), crs, ...(asOf ? { asOf } : {}), ...(source ? { source } : {}) } }),
    onSuccess: (next) => queries.setQueryData(importQuery(job.id).queryKey, next),
    onError: (error) => showRefused(form, error),
  })
  const hasText = job.kind !== 'orders' || [...mapping.values()].includes('text')
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={{ source: 'import' }} onFinish={(typed) => start.mutate(typed)}>
      {job.kind === 'orders' ? null : (
        <section className="card import-origin" aria-label="表的来历">
          <Form.Item name="asOf" label="表里是哪一天的情况" extra="比这一天更新的登记不会被它盖掉" rules={[{ required: true, message: '请选择日期：不是导入的日子，是表里情况的日子' }, { validator: (_rule, day: string | undefined) => (day && day > today() ? Promise.reject(new Error('不能在今天以后')) : Promise.resolve()) }]}><Input type="date" max={today()} /></Form.Item>
          <Form.Item name="source" label="来自" extra="每一项都会记着从哪里来"><Select options={SOURCE_OPTIONS} /></Form.Item>
        </section>
      )}
      <section className="card">
        <h2>核对各列</h2>
        <p className="soft">{job.kind === 'orders' ? `按 ${job.template} 表的样式` : '按登记项目的名称'}认出了各列；认错的请改正，不需要的选“不导入”。</p>
        {[...mapping.values()].some((field) => field === 'lon' || field === 'geometry') ? (
          <p><label>经纬度是按哪种坐标记的：<Select<CrsName> value={crs} onChange={setCrs} options={[...CRS_OPTIONS]} style={{ width: 240 }} /></label></p>
        ) : null}
        <ColumnMapping columns={job.columns} fields={job.fields} mapping={mapping} onChange={(index, field) => setMapping((last) => new Map(last).set(index, field))} />
      </section>
      {job.expects ? <p>试了一遍：会新增 <strong>{job.expects.added}</strong> 条，更新 {job.expects.changed} 条，{job.expects.repeated} 行已经登记过。</p> : null}
      <SampleErrors job={job} />
      {start.isError ? <Alert type="error" showIcon role="alert" title={textOf(start.error)} /> : null}
      <div className="import-foot">
        <Button type="primary" size="large" htmlType="submit" loading={start.isPending} disabled={!hasText}>导入 {job.rows} 行</Button>
        {hasText ? null : <span className="tone-amber">请先指定哪一列是“问题描述”。</span>}
      </div>
    </Form>
  )
}

function Result({ job }: { readonly job: ImportJob }) {
  const percent = job.rows > 0 ? Math.floor((job.done / job.rows) * 100) : 100
  const status = job.state === 'failed' ? 'exception' : job.state === 'done' ? 'success' : 'active'
  return (
    <>
      <section className="card" aria-live="polite">
        <Progress percent={job.state === 'done' ? 100 : percent} status={status} aria-label="导入进度" />
        <p>已处理 {job.done} / {job.rows} 行：新增 <strong>{job.added}</strong> {job.kind === 'orders' ? '件' : `条，更新 ${job.changed} 条`}，重复 {job.repeated} 行（没有再导入），
          <span className={job.failed > 0 ? 'tone-red' : ''}>没有导入 {job.failed} 行</span>。{job.finishedAt ? <>完成于 <When at={job.finishedAt} />。</> : null}</p>
        {job.failed > 0 && job.state !== 'running' ? (
          <p><Button href={api.address(importErrors, { params: { id: job.id } })} download>下载没有导入的行</Button><span className="soft"> 表里写明了原因，改正后可再次导入。</span></p>
        ) : null}
        {job.state === 'failed' ? <Alert type="error" showIcon title="导入中途停止。已导入的行都在；再次导入同一张表时，它们不会重复。" /> : null}
      </section>
      <SampleErrors job={job} />
    </>
  )
}

function SampleErrors({ job }: { readonly job: ImportJob }) {
  if (job.sampleErrors.length === 0) return null
  return (
    <section className="card">
      <h2>有问题的行（举例）</h2>
      <Table size="small" rowKey={({ row, column }) => `${row} ${column}`} dataSource={job.sampleErrors} onRow={focusableRows} pagination={false} scroll={{ x: 480 }}
        columns={[
          { title: '行', dataIndex: 'row', align: 'right', width: 64 },
          { title: '列', dataIndex: 'column' },
          { title: '问题', dataIndex: 'message' },
          { title: '内容', dataIndex: 'value', ellipsis: true },
        ]} />
    </section>
  )
}
