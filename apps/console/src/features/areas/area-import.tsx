import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Progress, Select } from 'antd'
import { useId, useRef, useState } from 'react'
import { AREA_LEVELS, Crs, importAreas } from '@yihu/contracts'
import type { AreaLevel } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { Problems } from './problems.tsx'
import type { Problem } from './problems.tsx'

interface AreaImportProps {
  readonly onFound: (problems: readonly Problem[]) => void
  readonly onShow: (problem: Problem) => void
}

/** Boundaries from a GeoJSON file: checked first, written only after a look at what is wrong. */
export function AreaImport({ onFound, onShow }: AreaImportProps) {
  const [level, setLevel] = useState<AreaLevel>('grid')
  const [crs, setCrs] = useState<(typeof Crs.options)[number]>('WGS-84')
  const [reason, setReason] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const ids = { file: useId(), level: useId(), crs: useId(), reason: useId() }
  const { message } = App.useApp()
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: ({ sent, dryRun }: { sent: File; dryRun: 'true' | 'false' }) =>
      api.upload(importAreas, { file: sent, query: { level, crs, dryRun, ...(reason ? { reason } : {}) }, onProgress: setShare }),
    onSuccess: async (answer) => {
      onFound(answer.problems)
      if (!answer.written) return
      message.success(`已导入：新增 ${answer.added}，改变 ${answer.changed}`)
      await Promise.all([['areas'], ['area'], ['base-map']].map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
  const answer = run.data
  return (
    <>
      <h2>导入边界</h2>
      <Form layout="vertical" requiredMark={false} disabled={run.isPending}>
        <Form.Item label="GeoJSON 文件" htmlFor={ids.file}>
          <input ref={box} id={ids.file} className="unseen" type="file" accept=".geojson,.json" onChange={(event) => { setFile(event.target.files?.[0] ?? null); run.reset() }} />
          <Button onClick={() => box.current?.click()}>{file ? '换一个文件' : '选择文件'}</Button> {file?.name}
        </Form.Item>
        <Form.Item label="层级" htmlFor={ids.level}>
          <Select id={ids.level} value={level} onChange={setLevel} options={Object.entries(AREA_LEVELS).map(([value, label]) => ({ value: value as AreaLevel, label }))} // entries of a literal table
          />
        </Form.Item>
        <Form.Item label="坐标系" htmlFor={ids.crs}><Select id={ids.crs} value={crs} onChange={setCrs} options={Crs.options.map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item label="变更依据" htmlFor={ids.reason}><Input id={ids.reason} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} placeholder="可不填，例如：2026 年网格调整" /></Form.Item>
        <Button disabled={!file} loading={run.isPending} onClick={() => file && run.mutate({ sent: file, dryRun: 'true' })}>先检查</Button>
      </Form>
      {run.isPending ? <Progress percent={Math.round(share * 100)} size="small" aria-label="上传进度" /> : null}
      {run.isError ? <Alert type="error" showIcon role="alert" title={textOf(run.error)} /> : null}
      {answer ? (
        <div className="area-answer">
          <p>{answer.written ? '已写入' : '检查结果（还没有写入）'}：新增 {answer.added}，改变 {answer.changed}，不变 {answer.unchanged}。</p>
          <Problems problems={answer.problems} onShow={onShow} />
          {answer.written || !file ? null : (
            <Button type="primary" danger={answer.problems.length > 0} onClick={() => run.mutate({ sent: file, dryRun: 'false' })}>
              {answer.problems.length > 0 ? `有 ${answer.problems.length} 处问题，仍要导入` : '导入'}
            </Button>
          )}
        </div>
      ) : null}
    </>
  )
}
