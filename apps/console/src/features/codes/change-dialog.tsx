import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal } from 'antd'
import { changeCode } from '@yihu/contracts'
import type { CodeRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

/** What is to be done with a code. */
export interface Asked {
  readonly code: CodeRow
  readonly change: 'revoke' | 'reissue'
}

const WORDS = {
  revoke: { do: '停用', effect: '停用后谁扫都报不了位置，会告诉居民码已停用；以后可以换发新版再用。' },
  reissue: { do: '换发', effect: '换发后旧码马上作废，要打印新标签贴上去。' },
} as const

/** Why a code goes out of force or is issued anew. */
export function ChangeDialog({ code: { id, name, version }, change, onClose }: Asked & { readonly onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const send = useMutation({
    mutationFn: ({ reason }: { reason: string }) => api.call(changeCode, { params: { id }, body: { change, version, reason } }),
    onSuccess: ({ version: now }) => {
      void message.success(change === 'revoke' ? `“${name}”的码已停用` : `“${name}”换发了第 ${now} 版，请打印新标签`)
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['codes'] }),
  })
  const words = WORDS[change]
  return (
    <Modal title={`${words.do}“${name}”的智慧码`} open onCancel={onClose} onOk={() => form.submit()} okText={words.do} okButtonProps={{ danger: change === 'revoke' }} cancelText="取消" confirmLoading={send.isPending}>
      <p className="soft">{words.effect}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => send.mutate(values)}>
        <Form.Item name="reason" label="原因" rules={[{ required: true, whitespace: true, message: '请写明原因' }]}><Input maxLength={100} placeholder="例如：牌子被撕掉了" /></Form.Item>
        {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      </Form>
    </Modal>
  )
}
