import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select, Switch } from 'antd'
import { saveUnit, UNIT_KINDS } from '@yihu/contracts'
import type { UnitKind, UnitRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { AreaSelect } from './areas-select.tsx'

interface Values {
  readonly id: string
  readonly name: string
  readonly kind: UnitKind
  readonly areaPath?: string | null
  readonly isActive?: boolean
}

/** A new unit, or another name, kind, area for one; a unit is retired, never removed, because old cases name it. */
export function UnitDialog({ unit, onClose }: { readonly unit: UnitRow | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ id, name, kind, areaPath = null, isActive = true }: Values) => api.call(saveUnit, { params: { id }, body: { name, kind, areaPath, isActive } }),
    onSuccess: ({ name }) => {
      message.success(`${name} 已保存`)
      void queries.invalidateQueries({ queryKey: ['units'] })
      onClose()
    },
    onError: (error) => showRefused(form, error),
  })
  return (
    <Modal title={unit ? `修改 ${unit.name}` : '新建单位'} open onCancel={onClose} okText="保存" cancelText="取消" confirmLoading={save.isPending} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark="optional" onFinish={(values) => save.mutate(values)} initialValues={unit ?? { isActive: true, areaPath: null }}>
        <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="id" label="编码" extra="规则和案件用它指这个单位，建好后不再改" rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,63}$/u, message: '小写字母、数字和短横，最多 64 位' }]}><Input disabled={unit !== null} autoComplete="off" /></Form.Item>
        <Form.Item name="kind" label="类别" rules={[{ required: true, message: '请选择类别' }]}><Select options={Object.entries(UNIT_KINDS).map(([value, label]) => ({ value, label }))} /></Form.Item>
        <Form.Item name="areaPath" label="所属区域" extra="社区、物业按区域接案；区级部门一般选区县或街道"><AreaSelect /></Form.Item>
        {unit ? <Form.Item name="isActive" label="接收案件" valuePropName="checked"><Switch checkedChildren="接收" unCheckedChildren="停用" /></Form.Item> : null}
        {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      </Form>
    </Modal>
  )
}
