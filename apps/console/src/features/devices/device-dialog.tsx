import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, Modal, Select, Switch } from 'antd'
import { useState } from 'react'
import { createDevice, saveDevice } from '@yihu/contracts'
import type { BodyOf, DeviceDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { SecretShown } from '../../app/secret-shown.tsx'
import type { LonLat } from '../../map/base-map.tsx'
import { UnitSelect } from '../case/moves/unit-select.tsx'
import { PlacePicker } from '../intake/place-picker.tsx'
import { AreaField } from '../areas/area-field.tsx'
import { productsQuery } from './device-queries.ts'
import { linesOf, namesIn } from './camera-names.ts'
import { SECRET_HINT } from './secret-hint.ts'

interface Values {
  readonly id?: string
  readonly name: string
  readonly productId: string
  readonly areaPath?: string
  readonly address?: string
  readonly unitId?: string
  readonly keeper?: string
  readonly names?: string
  readonly isInUse?: boolean
}

interface DeviceDialogProps {
  /** Left out: a new one. */
  readonly device?: DeviceDetail
  readonly onClose: () => void
  readonly onDone: (id: string) => void
}

/** Registers or changes a device; a new one's secret is shown at the end, this once. */
export function DeviceDialog({ device, onClose, onDone }: DeviceDialogProps) {
  const [form] = Form.useForm<Values>()
  const [point, setPoint] = useState<LonLat | null>(device?.point ?? null)
  const queries = useQueryClient()
  const products = useQuery(productsQuery)
  const send = useMutation({
    mutationFn: async (values: Values) => {
      const body = bodyOf(values, point)
      if (!device) return api.call(createDevice, { body: { ...body, ...(values.id ? { id: values.id } : {}) } })
      return { device: await api.call(saveDevice, { params: { id: device.id }, body: { ...body, version: device.version, state: values.isInUse === false ? 'stopped' : 'active' } }), secret: null }
    },
    onSuccess: ({ device: fresh, secret }) => {
      queries.setQueryData(['device', fresh.id], fresh)
      void queries.invalidateQueries({ queryKey: ['devices'] })
      if (secret === null) onDone(fresh.id)
    },
    onError: (error) => showRefused(form, error),
  })
  const made = send.data?.secret ? send.data : null
  if (made) return <SecretShown title={`“${made.device.name}”已登记`} secret={made.secret ?? ''} hint={SECRET_HINT} onClose={() => { onClose(); onDone(made.device.id) }}><p>设备编号：<code>{made.device.id}</code></p></SecretShown>
  return (
    <Modal title={device ? `修改“${device.name}”` : '登记设备'} open width={760} onCancel={onClose} onOk={() => form.submit()} okText={device ? '保存' : '登记'} cancelText="取消" confirmLoading={send.isPending}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={startOf(device)} onFinish={(values) => send.mutate(values)} className="device-form">
        <div>
          {device ? null : <Form.Item name="id" label="设备编号" extra="铭牌上的编号；不填由系统编一个"><Input maxLength={64} placeholder="例如 WM-0001" /></Form.Item>}
          <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}><Input maxLength={60} placeholder="例如：桑家小区 12 号楼水表" /></Form.Item>
          <Form.Item name="productId" label="产品" rules={[{ required: true, message: '请选择产品' }]}><Select showSearch={{ optionFilterProp: 'label' }} loading={products.isPending} options={(products.data?.products ?? []).map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
          <Form.Item name="address" label="地址"><Input maxLength={200} /></Form.Item>
          <Form.Item name="unitId" label="责任单位"><UnitSelect /></Form.Item>
          <Form.Item name="keeper" label="负责人"><Input maxLength={40} /></Form.Item>
          <Form.Item name="names" label="摄像机用语对照" extra="只有摄像机要填：它说的 = 场景里叫什么，一行一条；* 是没写区域的" rules={[{ validator: (_, text: string | undefined) => (namesIn(text ?? '') ? Promise.resolve() : Promise.reject(new Error('一行一条，写成 2 = 消防通道'))) }]}><Input.TextArea rows={2} maxLength={2000} placeholder="2 = 消防通道" /></Form.Item>
        </div>
        <div>
          <PlacePicker point={point} near={null} onPick={setPoint} onAddress={(address) => form.setFieldsValue({ address })} />
          <Form.Item name="areaPath" label="区域" extra="有地图位置就不用选"><AreaField none="按地图位置" /></Form.Item>
          {device ? <Form.Item name="isInUse" label="在用"><Switch checkedChildren="在用" unCheckedChildren="停用" /></Form.Item> : null}
        </div>
        {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      </Form>
    </Modal>
  )
}

function startOf(device: DeviceDetail | undefined): Partial<Values> {
  if (!device) return {}
  const { name, productId, address, unit, keeper, areaPath, point, health, names } = device
  return {
    name, productId, isInUse: health !== 'stopped', names: linesOf(names), ...(address ? { address } : {}), ...(unit ? { unitId: unit.id } : {}), ...(keeper ? { keeper } : {}),
    // A device with a point belongs where the point lies.
    ...(point ? {} : { areaPath }),
  }
}

function bodyOf({ name, productId, areaPath, address, unitId, keeper, names }: Values, point: LonLat | null): BodyOf<typeof createDevice> {
  return {
    name, productId, crs: 'WGS-84', ...(areaPath ? { areaPath } : {}), ...(point ? { lon: point.lon, lat: point.lat } : {}),
    ...(address ? { address } : {}), ...(unitId ? { unitId } : {}), ...(keeper ? { keeper } : {}), names: namesIn(names ?? '') ?? {},
  }
}
