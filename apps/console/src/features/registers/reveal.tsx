import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Popover, Radio } from 'antd'
import { useState } from 'react'
import { REVEAL_PURPOSES, revealPerson } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'

interface Values {
  readonly fields: string[]
  readonly purpose: keyof typeof REVEAL_PURPOSES
  readonly note?: string
}

interface RevealProps {
  readonly card: PoolCard
  readonly isShown: boolean
  readonly onShown: (values: Readonly<Record<string, string | null>>) => void
}

/** Asks what somebody wants to see and what for; the look is on record, also for the person. */
export function Reveal({ card, isShown, onShown }: RevealProps) {
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  useKeys({ r: () => setOpen(true) })
  const show = useMutation({
    mutationFn: (body: Values) => api.call(revealPerson, { params: { id: card.id }, body }),
    onSuccess: ({ values }) => {
      setOpen(false)
      onShown(values)
      void queries.invalidateQueries({ queryKey: ['pool', 'person', card.id, 'accesses'] })
    },
  })
  const fields = card.fields.filter(({ isPersonal }) => isPersonal)
  return (
    <>
      {isShown ? <span className="soft">已显示，记入审计和“谁看过”</span> : null}
      <Popover trigger="click" open={isOpen} onOpenChange={setOpen} placement="bottomRight" title="看什么，为什么要看" content={(
        <Form<Values> className="purpose" layout="vertical" requiredMark={false} initialValues={{ fields: ['name', 'phone'].filter((name) => fields.some(({ field }) => field === name)) }}
          onFinish={({ note, ...values }) => show.mutate({ ...values, ...(note ? { note } : {}) })}>
          <Form.Item name="fields" rules={[{ required: true, type: 'array', min: 1, message: '请选择要看的项目' }]}><Checkbox.Group options={fields.map(({ field, label }) => ({ value: field, label }))} /></Form.Item>
          <Form.Item name="purpose" rules={[{ required: true, message: '请选择用途' }]}>
            <Radio.Group className="choices" options={Object.entries(REVEAL_PURPOSES).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="note" label="说明（可不填）"><Input maxLength={100} /></Form.Item>
          {show.isError ? <Alert type="error" showIcon title={textOf(show.error)} /> : null}
          <p className="soft">谁、何时、为什么看的，会记入审计，本人可以知道。</p>
          <Button type="primary" htmlType="submit" loading={show.isPending}>查看</Button>
        </Form>
      )}>
        <Button>看个人信息 <kbd>R</kbd></Button>
      </Popover>
    </>
  )
}
