import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Form, Input, Modal, Radio } from 'antd'
import { EXPORT_FORMATS, EXPORT_LIMIT, PLACED_REGISTERS, requestExport } from '@yihu/contracts'
import type { CallOf, ExportFormat } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { exportsQuery } from './export-queries.ts'
import './exports.css'

interface Values {
  readonly format: ExportFormat
  readonly isMasked: boolean
  readonly purpose: string
}

export interface ExportDialogProps {
  /** What is asked of the server: cases or a register, as they are narrowed, or a sheet to fill. */
  readonly asked: Pick<CallOf<typeof requestExport>['body'], 'query' | 'register' | 'template' | 'figure'>
  /** The same in words. */
  readonly what: string
  /** May ask for people's data in clear. */
  readonly mayClear: boolean
  readonly onClose: () => void
}

const FORMATS = (Object.entries(EXPORT_FORMATS) as [ExportFormat, string][]).map(([value, label]) => ({ value, label })) // entries of a literal table

/** What is taken out, as what, and what for; people's data only with a colleague's consent. */
export function ExportDialog({ asked, what, mayClear, onClose }: ExportDialogProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const isMasked = Form.useWatch('isMasked', form) ?? true
  // A sensitive register leaves only when a second person agrees, covered too.
  const isSensitive = asked.register?.of === 'sensitive'
  const formats = FORMATS.filter(({ value }) => value !== 'geojson' || PLACED_REGISTERS.has(asked.register?.of ?? ''))
  const ask = useMutation({
    mutationFn: (values: Values) => api.call(requestExport, { body: { ...asked, ...values } }),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: exportsQuery.queryKey })
      onClose()
      await navigate({ to: '/exports' })
    },
  })
  return (
    <Modal title="导出这个列表" open onCancel={onClose} okText={isMasked && !isSensitive ? '开始导出' : '提交申请'} cancelText="取消" confirmLoading={ask.isPending} onOk={() => form.submit()}>
      <p className="export-what"><span className="soft">范围：</span>{what}</p>
      <p className="soft">一次最多 {EXPORT_LIMIT.toLocaleString('zh-CN')} 件；超过时会告诉您，请按月份或社区分几次导出。</p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ format: 'xlsx', isMasked: true, purpose: '' }} onFinish={(values) => ask.mutate(values)}>
        <Form.Item name="format" label="格式"><Radio.Group options={formats} /></Form.Item>
        <Form.Item name="isMasked" label="个人信息">
          <Radio.Group className="choices">
            <Radio value>{isSensitive ? '遮盖姓名和情况：也要另一位同事批准' : '遮盖姓名、电话、证件号和门牌（马上生成）'}</Radio>
            <Radio value={false} disabled={!mayClear}>不遮盖：要另一位同事批准，批准后 24 小时内下载</Radio>
          </Radio.Group>
        </Form.Item>
        <Form.Item name="purpose" label="用途" rules={[{ required: true, whitespace: true, message: '请写明用途' }]} extra="写进文件第一行和审计记录，例如：11 月办件分析">
          <Input maxLength={200} autoFocus onPressEnter={() => form.submit()} />
        </Form.Item>
        {isMasked ? null : <Alert type="warning" showIcon title={`含个人信息的文件只能用于写明的用途，用完请删除。${asked.query || asked.figure ? '要求保密的报事人始终不会导出。' : '登记的每个人都可以知道自己被导出过。'}`} />}
        {ask.isError ? <Alert type="error" showIcon role="alert" title={textOf(ask.error)} /> : null}
      </Form>
    </Modal>
  )
}
