import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select } from 'antd'
import { CODE_KINDS, issueCodes } from '@yihu/contracts'
import type { CodeKind } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { AreaPicker } from '../areas/area-picker.tsx'

interface Values {
  readonly kind: CodeKind
  readonly area: string
  readonly name?: string
  readonly address?: string
}

const KINDS = (Object.entries(CODE_KINDS) as [CodeKind, string][]).map(([value, label]) => ({ value, label: value === 'point' ? `${label}（一次一个）` : value === 'sheet' ? `${label}（一个区域一张）` : `${label}（成批）` })) // entries of a literal table

/** Codes for all places of a kind in an area that have none yet, or for one service point. */
export function IssueDialog({ area, onClose }: { readonly area: string | undefined; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const kind = Form.useWatch('kind', form) ?? 'building'
  const issue = useMutation({
    mutationFn: (body: Values) => api.call(issueCodes, { body }),
    onSuccess: ({ issued, kept }) => {
      void message.success(issued > 0 ? `签发了 ${issued} 个${kept > 0 ? `，${kept} 个早已有码` : ''}` : `这里的 ${kept} 个都已有码`)
      void queries.invalidateQueries({ queryKey: ['codes'] })
      onClose()
    },
    onError: (error) => showRefused(form, error),
  })
  return (
    <Modal title="签发智慧码" open onCancel={onClose} onOk={() => form.submit()} okText="签发" cancelText="取消" confirmLoading={issue.isPending}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ kind: 'building', area }} onFinish={(values) => issue.mutate(values)}>
        <Form.Item name="kind" label="给什么" rules={[{ required: true, message: '请选择类别' }]}><Select options={KINDS} /></Form.Item>
        <Form.Item name="area" label="哪个区域" rules={[{ required: true, message: '请选择区域' }]}><AreaChoice /></Form.Item>
        {kind === 'point' ? (
          <>
            <Form.Item name="name" label="服务点名称" rules={[{ required: true, message: '请填写服务点名称' }]}><Input maxLength={40} placeholder="例如：桑家社区便民服务站" /></Form.Item>
            <Form.Item name="address" label="地址"><Input maxLength={100} placeholder="可不填" /></Form.Item>
          </>
        ) : <p className="soft">只给还没有码的签；已有的不动，要换请在列表里“换发”。</p>}
        {issue.isError ? <Alert type="error" showIcon role="alert" title={textOf(issue.error)} /> : null}
      </Form>
    </Modal>
  )
}

/** The picker as a field of a form. */
function AreaChoice({ value, onChange }: { readonly value?: string; readonly onChange?: (path: string | undefined) => void }) {
  return <AreaPicker value={value} onChange={(path) => onChange?.(path)} none="请选择" />
}
