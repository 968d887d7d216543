import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Popover, Radio } from 'antd'
import { useState } from 'react'
import { REVEAL_PURPOSES, revealPerson } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

type Purpose = keyof typeof REVEAL_PURPOSES

/** The telephone of somebody to be called back, for a purpose that is put on record. */
export function Phone({ id, label }: { readonly id: string; readonly label: string }) {
  const [isOpen, setOpen] = useState(false)
  const show = useMutation({ mutationFn: (purpose: Purpose) => api.call(revealPerson, { params: { id }, body: { fields: ['phone'], purpose, note: '回访' } }), onSuccess: () => setOpen(false) })
  if (show.data) return show.data.values['phone'] ? <a href={`tel:${show.data.values['phone']}`}>{show.data.values['phone']}</a> : <span className="soft">没有登记电话</span>
  return (
    <Popover trigger="click" open={isOpen} onOpenChange={setOpen} placement="bottomRight" title="为什么要看电话" content={(
      <Form<{ purpose: Purpose }> className="purpose" layout="vertical" requiredMark={false} onFinish={({ purpose }) => show.mutate(purpose)}>
        <Form.Item name="purpose" rules={[{ required: true, message: '请选择用途' }]}><Radio.Group className="choices" options={Object.entries(REVEAL_PURPOSES).map(([value, text]) => ({ value, label: text }))} /></Form.Item>
        {show.isError ? <Alert type="error" showIcon title={textOf(show.error)} /> : null}
        <p className="soft">谁、何时、为什么看的，会记入审计，本人可以知道。</p>
        <Button type="primary" htmlType="submit" loading={show.isPending}>看电话</Button>
      </Form>
    )}>
      <Button size="small" aria-label={`看电话：${label}`}>看电话</Button>
    </Popover>
  )
}
