import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Progress, Select } from 'antd'
import { useMemo, useState } from 'react'
import { dropRaster, importRaster, listRasters, RASTER_FILE_MB } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import type { Raster } from '../../map/ground-views.ts'

const rastersQuery = queryOptions({ queryKey: ['rasters'], queryFn: ({ signal }) => api.call(listRasters, { signal }), staleTime: 60_000 })
const OWN = 'own'

/** What lies below everything, with whose it is and of which day. */
export interface ChosenBase {
  readonly raster: Raster | null
  readonly words: string
}

type Offered = AnswerOf<typeof listRasters>

/** The base that an address names; our own when it names none that is there. */
export function useBase(id: string | undefined): ChosenBase {
  const { data } = useQuery(rastersQuery)
  return useMemo(() => chosen(data, id), [data, id])
}

function chosen(offered: Offered | undefined, id: string | undefined): ChosenBase {
  const raster = offered?.rasters.find((one) => one.id === id)
  if (raster) return { words: `${raster.name}（${raster.source}，${raster.asOf}）`, raster: { id: raster.id, tiles: [`${globalThis.location.origin}/api/v1/rasters/${raster.id}/{z}/{x}/{y}`], minZoom: raster.minZoom, maxZoom: raster.maxZoom, isShifted: false, bounds: raster.bounds } }
  const outer = offered?.outer.find((one) => one.id === id)
  if (outer) return { words: outer.source, raster: { id: outer.id, tiles: outer.tiles, minZoom: 1, maxZoom: outer.maxZoom, isShifted: outer.crs === 'GCJ-02', bounds: null } }
  return { words: '自有矢量底图', raster: null }
}

/** Which base; whoever keeps the areas brings pictures in. */
export function BaseChoice({ value, onChange }: { readonly value: string | undefined; readonly onChange: (id: string | undefined) => void }) {
  const can = useCan()
  const { data } = useQuery(rastersQuery)
  const [isOpen, setOpen] = useState(false)
  const options = [{ value: OWN, label: '自有矢量底图' }, ...(data?.rasters ?? []).map(({ id, name, asOf }) => ({ value: id, label: `${name} ${asOf}` })), ...(data?.outer ?? []).map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <div className="one-map-base">
      <label htmlFor="one-map-base">底图</label>
      <Select id="one-map-base" size="small" value={options.some((one) => one.value === value) ? value : OWN} options={options} onChange={(next: string | undefined) => onChange(next === OWN ? undefined : next)} popupMatchSelectWidth={false} />
      {can('area.edit') ? <Button size="small" onClick={() => setOpen(true)}>影像</Button> : null}
      {isOpen ? <Rasters rasters={data?.rasters ?? []} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

function Rasters({ rasters, onClose }: { readonly rasters: Offered['rasters']; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const drop = useMutation({ mutationFn: (id: string) => api.call(dropRaster, { params: { id } }), onSuccess: () => queries.invalidateQueries({ queryKey: rastersQuery.queryKey }) })
  return (
    <Modal title="影像底图" open onCancel={onClose} footer={null}>
      {rasters.length === 0 ? <p className="soft">还没有导入过影像。导入以后，每个登录的人都能选它作底图。</p> : (
        <ul className="one-map-rasters">
          {rasters.map(({ id, name, source, asOf, tiles, bytes, minZoom, maxZoom, addedBy }) => (
            <li key={id}>
              {name} <span className="soft">{source}，{asOf}，{minZoom}–{maxZoom} 级，{tiles} 块，{(bytes / 1_048_576).toFixed(1)} MB，{addedBy}导入</span>
              <Popconfirm title={`删除“${name}”？`} description="删了要重新导入文件。" okText="删除" cancelText="留着" onConfirm={() => drop.mutate(id)}><Button size="small" type="text" aria-label={`删除${name}`}>删除</Button></Popconfirm>
            </li>
          ))}
        </ul>
      )}
      {drop.isError ? <Alert type="error" showIcon role="alert" title={textOf(drop.error)} /> : null}
      <RasterForm />
    </Modal>
  )
}

function RasterForm() {
  const [form] = Form.useForm<{ name: string; source: string; asOf: string }>()
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState(0)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: ({ about, picked }: { readonly about: { name: string; source: string; asOf: string }; readonly picked: File }) => api.upload(importRaster, { file: picked, query: about, onProgress: setShare }),
    onSuccess: ({ name, tiles }) => {
      void queries.invalidateQueries({ queryKey: rastersQuery.queryKey })
      form.resetFields()
      setFile(null)
      void message.success(`${name}：${tiles} 块瓦片，可以选作底图了`)
    },
  })
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(about) => { if (file) send.mutate({ about, picked: file }) }}>
      <h3>导入一张</h3>
      <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}><Input maxLength={40} placeholder="雪宫街道正射影像" autoComplete="off" /></Form.Item>
      <Form.Item name="source" label="来源" rules={[{ required: true, message: '请填写来源' }]}><Input maxLength={60} placeholder="区自然资源局，无人机航拍" autoComplete="off" /></Form.Item>
      <Form.Item name="asOf" label="哪天拍的" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" /></Form.Item>
      <p><label>文件 <input type="file" accept=".mbtiles,.zip" onChange={({ target }) => setFile(target.files?.[0] ?? null)} /></label><span className="soft">MBTiles，或装着 级/列/行.png 的压缩包，最大 {RASTER_FILE_MB} MB；网络墨卡托，图片是 PNG、JPEG 或 WebP。</span></p>
      {send.isPending ? <Progress percent={Math.round(share * 100)} aria-label="上传" /> : null}
      {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      <Button type="primary" htmlType="submit" disabled={file === null} loading={send.isPending}>导入</Button>
    </Form>
  )
}
