import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Table } from 'antd'
import { useState } from 'react'
import { saveHall } from '@yihu/contracts'
import type { HallForm, HallRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { hallsQuery } from './deliberation-queries.ts'
import '../case/case.css'

/** 一厅一品: the hall of each community, its name and what it is known for. */
export function HallsDialog({ onClose }: { readonly onClose: () => void }) {
  const found = useQuery(hallsQuery)
  const [edited, setEdited] = useState<HallRow | null>(null)
  return (
    <Modal open width={800} title="一厅一品" footer={<Button onClick={onClose}>关闭</Button>} onCancel={onClose}>
      {edited ? <HallEditor key={edited.path} row={edited} onClose={() => setEdited(null)} /> : <Halls found={found} onEdit={setEdited} />}
    </Modal>
  )
}

interface HallsProps {
  readonly found: UseQueryResult<{ halls: HallRow[] }>
  readonly onEdit: (row: HallRow) => void
}

function Halls({ found, onEdit }: HallsProps) {
  const can = useCan()
  return (
    <>
      {found.isError ? <Alert type="error" showIcon role="alert" title={textOf(found.error)} /> : null}
      <Table<HallRow> rowKey="path" size="small" loading={found.isPending} pagination={false} scroll={{ x: 640 }} dataSource={found.data?.halls ?? []} columns={[
        { title: '社区', width: 130, render: (_, { areaName }) => areaName },
        { title: '议事厅', width: 130, render: (_, { form }) => form?.name ?? <span className="soft">还没有写</span> },
        { title: '特色', render: (_, { form }) => form?.speciality },
        { title: '地点', width: 150, render: (_, { form }) => form?.place },
        { title: '操作', width: 80, render: (_, row) => (can('deliberation.write') ? <Button size="small" aria-label={`修改${row.areaName}的议事厅`} onClick={() => onEdit(row)}>修改</Button> : null) },
      ]} />
    </>
  )
}

function HallEditor({ row, onClose }: { readonly row: HallRow; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: (hall: HallForm) => api.call(saveHall, { params: { path: row.path }, body: { version: row.version, hall } }),
    onSuccess: async () => {
      void message.success('已保存，居民马上看得到')
      await queries.invalidateQueries({ queryKey: hallsQuery.queryKey })
      onClose()
    },
  })
  const needed = (name: string) => [{ required: true, whitespace: true, message: `请填写${name}` }]
  return (
    <Form layout="vertical" requiredMark={false} initialValues={row.form ?? {}} onFinish={(hall: HallForm) => save.mutate(hall)}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form.Item name="name" label={`${row.areaName}的议事厅叫什么`} rules={needed('名称')}><Input maxLength={20} placeholder="例如：和颜悦色" /></Form.Item>
      <Form.Item name="speciality" label="特色" rules={needed('特色')}><Input maxLength={100} /></Form.Item>
      <Form.Item name="place" label="地点" rules={needed('地点')}><Input maxLength={100} /></Form.Item>
      <div className="move-foot del-foot"><Button type="primary" htmlType="submit" loading={save.isPending}>保存</Button><Button onClick={onClose}>先不改</Button></div>
    </Form>
  )
}
