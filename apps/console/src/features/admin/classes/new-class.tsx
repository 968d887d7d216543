import { Button, Form, Input, Popover } from 'antd'
import { useState } from 'react'

/** Asks for the code of a class that is to be: B parts, S events, A appeals. */
export function NewClass({ onCode }: { readonly onCode: (code: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  const begin = ({ code }: { code: string }) => {
    setOpen(false)
    onCode(code.trim().toUpperCase())
  }
  const form = (
    <Form layout="inline" onFinish={begin} requiredMark={false}>
      <Form.Item name="code" label="代码" rules={[{ required: true, transform: (value: string) => value.trim().toUpperCase(), pattern: /^[BS]\d{2}(\d{2})?$|^A(\d{2}){1,3}$/u, message: 'B、S 或 A 加数字，例如 S0512' }]}>
        <Input autoFocus maxLength={7} placeholder="S0512" style={{ width: 120 }} />
      </Form.Item>
      <Button type="primary" htmlType="submit">填写</Button>
    </Form>
  )
  return (
    <Popover open={isOpen} onOpenChange={setOpen} trigger="click" title="B 部件、S 事件、A 诉求；前几位是上级的代码" content={form} placement="bottomRight" destroyOnHidden>
      <Button type="primary">新增分类</Button>
    </Popover>
  )
}
