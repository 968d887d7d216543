import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { answerSanction, TOLD_WAYS, tellSanction } from '@yihu/contracts'
import type { SanctionRow, ToldWay } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { optionsOf } from '../../app/options.ts'
import { When } from '../../app/when.tsx'
import { CHECKS_KEY } from './checks-queries.ts'

interface UnitProps {
  readonly row: SanctionRow
}

/** Whether the unit was told, and how; until then the letter and the ways to it. */
export function UnitTold({ row }: UnitProps) {
  const [isAsked, setAsked] = useState(false)
  if (row.told) return <p className="soft">已告知：{TOLD_WAYS[row.told.how]}，{row.told.by} <When at={row.told.at} /></p>
  if (row.withdrawn) return null
  return (
    <>
      <p><span className="tone-amber">还没有告知单位</span> <Button size="small" aria-label={`告知${row.organisation.name}`} onClick={() => setAsked(true)}>告知单位</Button></p>
      {isAsked ? <TellDialog row={row} onClose={() => setAsked(false)} /> : null}
    </>
  )
}

function TellDialog({ row: { id, letter, organisation }, onClose }: UnitProps & { readonly onClose: () => void }) {
  const [form] = Form.useForm<{ how: ToldWay }>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const tell = useMutation({
    mutationFn: (body: { how: ToldWay }) => api.call(tellSanction, { params: { id }, body }),
    onSuccess: async ({ words }) => {
      void message.success(words === null ? '已记为告知' : `演示的街道不真发短信，短信是：${words}`)
      await queries.invalidateQueries({ queryKey: [CHECKS_KEY] })
      onClose()
    },
  })
  const ways = Object.fromEntries(Object.entries(TOLD_WAYS).filter(([way]) => way !== 'text' || organisation.hasPhone))
  return (
    <Modal open title={`告知${organisation.name}`} okText="记为已告知" cancelText="取消" okButtonProps={{ loading: tell.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <section aria-label="告知书">
        <p className="checks-letter">{letter}</p>
        <Button size="small" onClick={() => void navigator.clipboard.writeText(letter).then(() => message.success('已复制'), () => message.error('没有复制成，请选中文字复制'))}>复制告知书</Button>
      </section>
      <Form form={form} layout="vertical" onFinish={(typed) => tell.mutate(typed)}>
        <Form.Item name="how" label="怎样告知" extra={organisation.hasPhone ? '选短信，现在就发到台账里这个单位的电话' : '台账里没有这个单位的电话，发不了短信'} rules={[{ required: true, message: '请选择怎样告知' }]}><Radio.Group options={optionsOf(ways)} /></Form.Item>
      </Form>
      {tell.isError ? <Alert type="error" showIcon role="alert" title={textOf(tell.error)} /> : null}
    </Modal>
  )
}

/** What the unit answered, or that it has not. */
export function UnitAnswer({ row }: UnitProps) {
  const [isAsked, setAsked] = useState(false)
  if (row.answer) return <p>单位 {row.answer.on} 答复：{row.answer.text} <span className="soft">{row.answer.by} <When at={row.answer.at} /> 登记</span></p>
  if (row.withdrawn) return null
  return (
    <>
      <p>{row.isUnanswered ? <span className="tone-red">过了期限还没有答复 </span> : null}<Button size="small" aria-label={`登记${row.organisation.name}的答复`} onClick={() => setAsked(true)}>登记单位的答复</Button></p>
      {isAsked ? <AnswerDialog row={row} onClose={() => setAsked(false)} /> : null}
    </>
  )
}

function AnswerDialog({ row: { id, organisation }, onClose }: UnitProps & { readonly onClose: () => void }) {
  const [form] = Form.useForm<{ on: string; text: string }>()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (body: { on: string; text: string }) => api.call(answerSanction, { params: { id }, body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [CHECKS_KEY] })
      onClose()
    },
  })
  const today = localDate(Date.now())
  return (
    <Modal open title={`${organisation.name}的答复`} okText="记下" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" initialValues={{ on: today, text: '' }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="on" label="哪一天答复的" rules={[{ required: true, message: '请填写日期' }]}><Input type="date" max={today} /></Form.Item>
        <Form.Item name="text" label="答复" extra="改了什么、由谁负责，或认为不该由它负责的理由；只记一次" rules={[{ required: true, whitespace: true, message: '请填写答复' }]}><Input.TextArea maxLength={1000} autoSize={{ minRows: 3, maxRows: 8 }} /></Form.Item>
      </Form>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
    </Modal>
  )
}
