import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Progress, Table } from 'antd'
import { useRef, useState } from 'react'
import { importDevices } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { saveSheet } from './save-sheet.ts'
import './devices.css'

type Answer = AnswerOf<typeof importDevices>

const COLUMNS = ['设备编号', '名称', '产品编号', '经度', '纬度', '区域编码', '地址', '责任单位', '负责人']
const EXAMPLE = ['WM-0001', '桑家小区12号楼1单元101水表', 'water-meter', '118.302', '36.81175', '', '12号楼1单元101', '', '']

/** Many devices from one sheet: checked first, then all or none. */
export function DeviceImportPage() {
  const can = useCan()
  return can('device.edit') ? <DeviceImport /> : <NoPermission what="成批登记设备" />
}

function DeviceImport() {
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: async ({ sent, isDryRun }: { readonly sent: File; readonly isDryRun: boolean }) => ({ isDryRun, answer: await api.upload(importDevices, { file: sent, query: { dryRun: isDryRun ? 'true' : 'false' }, onProgress: setShare }) }),
    onSuccess: ({ isDryRun }) => { if (!isDryRun) void queries.invalidateQueries({ queryKey: ['devices'] }) },
  })
  const take = (next: File | undefined) => {
    if (!next) return
    setFile(next)
    setShare(0)
    run.mutate({ sent: next, isDryRun: true })
  }
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>成批登记设备</h1><Link to="/devices">‹ 设备</Link></div>
      <section className="card device-import" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); take(event.dataTransfer.files[0]) }} aria-label="上传表格">
        <p>把 .xlsx 或 .csv 表格拖到这里，或选择文件。先检查，都对才登记；有一行不对就一台也不登记。已有的编号按表格更新，密钥不变。</p>
        <div className="device-import-acts">
          <input ref={box} className="unseen" type="file" accept=".xlsx,.csv" aria-label="选择设备表格" onChange={(event) => { take(event.target.files?.[0]); event.target.value = '' }} />
          <Button type="primary" loading={run.isPending} onClick={() => box.current?.click()}>{file ? '换一个文件' : '选择文件'}</Button>
          <Button type="link" onClick={() => saveSheet('设备登记表.csv', [COLUMNS, EXAMPLE])}>下载空表</Button>
          <span>{file?.name}</span>
        </div>
        {run.isPending ? <Progress percent={Math.round(share * 100)} size="small" aria-label="上传进度" {...(share >= 1 ? { format: () => '正在读取表格…' } : {})} /> : null}
        {run.isError ? <Alert type="error" showIcon role="alert" title={textOf(run.error)} /> : null}
      </section>
      {run.data && file ? <Result {...run.data} fileName={file.name} onWrite={() => run.mutate({ sent: file, isDryRun: false })} /> : null}
    </div>
  )
}

interface ResultProps {
  readonly answer: Answer
  readonly isDryRun: boolean
  readonly fileName: string
  readonly onWrite: () => void
}

function Result({ answer: { rows, added, changed, problems, secrets }, isDryRun, fileName, onWrite }: ResultProps) {
  const name = fileName.replace(/\.\w+$/u, '')
  if (problems.length > 0) {
    return (
      <section className="card device-import" role="status">
        <h2>有 {problems.length} 处不对，一台也没有登记</h2>
        <div><Button onClick={() => saveSheet(`${name}-问题.csv`, [['行', '列', '问题'], ...problems.map(({ row, column, message }) => [String(row), column, message])])}>下载问题表</Button></div>
        <Table rowKey={({ row, column, message }) => `${row} ${column} ${message}`} size="small" dataSource={problems} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[{ title: '行', dataIndex: 'row', width: 70, align: 'right' }, { title: '列', dataIndex: 'column', width: 120 }, { title: '问题', dataIndex: 'message' }]} />
      </section>
    )
  }
  if (isDryRun) {
    return (
      <section className="card device-import" role="status">
        <h2>{rows} 行都对</h2>
        <p>要登记 {added} 台，更新 {changed} 台。还没有写入。</p>
        <div><Button type="primary" disabled={rows === 0} onClick={onWrite}>登记</Button></div>
      </section>
    )
  }
  return (
    <section className="card device-import" role="status">
      <h2>● 已登记 {added} 台，更新 {changed} 台</h2>
      {secrets.length > 0 ? (
        <>
          <Alert type="warning" showIcon title="新设备的密钥只在这一次给出，离开这一页就再也看不到。" description="请现在下载，交给装设备的人；丢了只能逐台换新的。" />
          <div><Button type="primary" onClick={() => saveSheet(`${name}-密钥.csv`, [['设备编号', '密钥'], ...secrets.map(({ id, secret }) => [id, secret])])}>下载 {secrets.length} 个密钥</Button></div>
        </>
      ) : null}
      <p><Link to="/devices">去看设备</Link></p>
    </section>
  )
}
