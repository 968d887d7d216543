import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { sayToCare } from '@yihu/contracts'
import type { BodyOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { AreaField } from '../areas/area-field.tsx'

/** Says something about the weather at once, by the callers of those who have agreed. */
export function Weather() {
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<BodyOf<typeof sayToCare>>()
  const { message } = App.useApp()
  const say = useMutation({
    mutationFn: (body: BodyOf<typeof sayToCare>) => api.call(sayToCare, { body }),
    onSuccess: ({ devices }) => {
      setOpen(false)
      void message.success(devices > 0 ? `${devices} 台呼叫器正在播` : '这个区域没有同意语音提醒的呼叫器')
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>天气提醒</Button>
      {isOpen ? (
        <Modal title="天气提醒" open onCancel={() => setOpen(false)} onOk={() => form.submit()} okText="马上播" cancelText="取消" confirmLoading={say.isPending}>
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(body) => say.mutate(body)}>
            <Form.Item name="areaPath" label="播给哪个区域" rules={[{ required: true, message: '请选择区域' }]}><AreaField none="选社区或网格" /></Form.Item>
            <Form.Item name="text" label="要说的话" rules={[{ required: true, message: '请写要说的话' }]}><Input.TextArea autoFocus rows={2} maxLength={100} placeholder="明天降温，少出门，水管要防冻" /></Form.Item>
            {say.isError ? <Alert type="error" showIcon role="alert" title={textOf(say.error)} /> : null}
          </Form>
        </Modal>
      ) : null}
    </>
  )
}
