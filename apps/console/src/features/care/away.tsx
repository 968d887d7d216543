import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, DatePicker, Form, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { endCareAway, setCareAway } from '@yihu/contracts'
import type { CareDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { serverNow } from '../../app/server-time.ts'
import { When } from '../../app/when.tsx'

/** Whether somebody is away; meanwhile silence rings nothing, the call button always does. */
export function Away({ person: { id, away, mayEdit }, saidBy }: { readonly person: CareDetail; readonly saidBy: string | null }) {
  const [isOpen, setOpen] = useState(false)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const settle = { onError: (error: Error) => void message.error(textOf(error)), onSettled: () => queries.invalidateQueries({ queryKey: ['care'] }) }
  const back = useMutation({ mutationFn: () => api.call(endCareAway, { params: { id } }), ...settle })
  const set = useMutation({
    mutationFn: ({ until, by }: { readonly until: Dayjs; readonly by: string }) => api.call(setCareAway, { params: { id }, body: { until: until.toISOString(), saidBy: by } }),
    onSuccess: () => setOpen(false), ...settle,
  })
  return (
    <section className="card care-away" aria-label="外出">
      <p>{away ? <><strong className="tone-amber">‖ 外出</strong> <When at={away.from} /> 到 <When at={away.until} />，{saidBy ?? away.saidBy}说的。看护设备不响，求助键照响。</> : '● 在家。出门几天请登记，免得误报。'}</p>
      {mayEdit ? (away ? <Button loading={back.isPending} onClick={() => back.mutate()}>回来了</Button> : <Button onClick={() => setOpen(true)}>登记外出</Button>) : null}
      {isOpen ? (
        <Modal title="登记外出" open onCancel={() => setOpen(false)} footer={null}>
          <Form layout="vertical" requiredMark={false} initialValues={{ until: dayjs(serverNow()).add(3, 'day') }} onFinish={(values: { until: Dayjs; by: string }) => set.mutate(values)}>
            <Form.Item name="until" label="到什么时候" rules={[{ required: true, message: '请选择到什么时候' }]}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" /></Form.Item>
            <Form.Item name="by" label="是谁说的" rules={[{ required: true, message: '请写是谁说的' }]}><Input maxLength={40} placeholder="例如：女儿" /></Form.Item>
            <Button type="primary" htmlType="submit" loading={set.isPending}>登记外出</Button>
          </Form>
        </Modal>
      ) : null}
    </section>
  )
}
