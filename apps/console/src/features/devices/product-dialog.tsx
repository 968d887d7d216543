import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, InputNumber, Modal } from 'antd'
import { saveProduct } from '@yihu/contracts'
import type { ProductRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { readWords, wordsText } from './point-words.ts'

interface PointValues {
  readonly name: string
  readonly title: string
  readonly unit?: string
  readonly min?: number | null
  readonly max?: number | null
  readonly period?: number | null
  readonly words?: string
}

interface Values {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly vendor?: string
  readonly codec?: string
  readonly points: PointValues[]
}

/** A product and its measuring points; null begins a new one. */
export function ProductDialog({ product, onClose }: { readonly product: ProductRow | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: ({ id, points, ...rest }: Values) => api.call(saveProduct, {
      params: { id }, body: {
        ...rest, version: product?.version ?? 0,
        points: points.map(({ unit = '', min = null, max = null, period = null, words = '', ...point }) => ({ ...point, unit, min, max, period, words: readWords(words) ?? {} })),
      },
    }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['products'] })
      void queries.invalidateQueries({ queryKey: ['devices'] })
      onClose()
    },
    onError: (error) => showRefused(form, error),
  })
  return (
    <Modal title={product ? `修改“${product.name}”` : '新建产品'} open width={860} onCancel={onClose} onOk={() => form.submit()} okText="保存" cancelText="取消" confirmLoading={send.isPending}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={startOf(product)} onFinish={(values) => send.mutate(values)}>
        <div className="device-form">
          <Form.Item name="id" label="产品编号" extra="小写字母、数字、短横；以后不能改" rules={[{ required: true, message: '请填写产品编号' }]}><Input maxLength={40} disabled={product !== null} placeholder="例如 water-meter" /></Form.Item>
          <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}><Input maxLength={60} placeholder="例如：远传水表" /></Form.Item>
          <Form.Item name="kind" label="类别" rules={[{ required: true, message: '请填写类别' }]}><Input maxLength={40} placeholder="例如：水表" /></Form.Item>
          <Form.Item name="vendor" label="厂家"><Input maxLength={60} /></Form.Item>
        </div>
        <h3>测点</h3>
        <Form.List name="points">
          {(fields, { add, remove }) => (
            <div className="device-points">
              {fields.map(({ key, name }) => <Point key={key} name={name} onRemove={fields.length > 1 ? () => remove(name) : null} />)}
              <div><Button onClick={() => add({})}>加一个测点</Button></div>
            </div>
          )}
        </Form.List>
        {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      </Form>
    </Modal>
  )
}

function Point({ name, onRemove }: { readonly name: number; readonly onRemove: (() => void) | null }) {
  return (
    <div className="device-point">
      <Form.Item name={[name, 'name']} label="测点名" rules={[{ required: true, message: '请填写' }]}><Input maxLength={40} placeholder="litres" /></Form.Item>
      <Form.Item name={[name, 'title']} label="叫什么" rules={[{ required: true, message: '请填写' }]}><Input maxLength={40} placeholder="累计用水" /></Form.Item>
      <Form.Item name={[name, 'unit']} label="单位"><Input maxLength={20} placeholder="升" /></Form.Item>
      <Form.Item name={[name, 'min']} label="量程下限"><InputNumber /></Form.Item>
      <Form.Item name={[name, 'max']} label="量程上限"><InputNumber /></Form.Item>
      <Form.Item name={[name, 'period']} label="周期（秒）" tooltip="不填：有事才报"><InputNumber min={1} precision={0} /></Form.Item>
      {onRemove ? <Button aria-label={`去掉第 ${name + 1} 个测点`} onClick={onRemove}>去掉</Button> : <span />}
      <Form.Item className="device-point-words" name={[name, 'words']} label="开关量的词（可不填）" rules={[{ validator: (_rule, text: string | undefined) => (readWords(text ?? '') ? Promise.resolve() : Promise.reject(new Error('写成“打开=1 关闭=0”这样'))) }]}><Input placeholder="打开=1 关闭=0" /></Form.Item>
    </div>
  )
}

function startOf(product: ProductRow | null): Partial<Values> {
  if (!product) return { points: [{ name: '', title: '' }] }
  const { id, name, kind, vendor, codec, points } = product
  return { id, name, kind, ...(vendor ? { vendor } : {}), ...(codec ? { codec } : {}), points: points.map((point) => ({ ...point, words: wordsText(point.words) })) }
}
