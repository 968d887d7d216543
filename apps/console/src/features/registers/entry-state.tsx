import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Dropdown, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { changePoolEntry } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import type { FactSource } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { SOURCE_OPTIONS } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { today } from '../../app/time.ts'
import { statesAfter, useRegistersChanged } from './register-forms.ts'
import type { EntryState } from './register-forms.ts'

/** 迁出、死亡、注销、拆除 … and back again, each with its day and its reason. */
export function ChangeState({ card }: { readonly card: PoolCard }) {
  const [next, setNext] = useState<EntryState | null>(null)
  const acts = statesAfter(card.register, card.state)
  return (
    <>
      {acts.length === 1 ? acts.map((one) => <Button key={one.value} size="small" onClick={() => setNext(one)}>{one.act}</Button>) : (
        <Dropdown trigger={['click']} menu={{ items: acts.map(({ value, act }) => ({ key: value, label: act })), onClick: ({ key }) => setNext(acts.find(({ value }) => value === key) ?? null) }}>
          <Button size="small">{acts.map(({ act }) => act).join('、')} ▾</Button>
        </Dropdown>
      )}
      {next ? <StateDialog card={card} next={next} onClose={() => setNext(null)} /> : null}
    </>
  )
}

interface Typed {
  readonly asOf: string
  readonly source: FactSource
  readonly reason: string
}

function StateDialog({ card, next: { value, act }, onClose }: { readonly card: PoolCard; readonly next: EntryState; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const changed = useRegistersChanged()
  const change = useMutation({
    mutationFn: (typed: Typed) => api.call(changePoolEntry, { params: { register: card.register, id: card.id }, body: { version: card.version, values: {}, state: value, verification: 'verified', ...typed } }),
    onSuccess: onClose,
    onError: (error) => showRefused(form, error),
    onSettled: changed,
  })
  const open = card.relations.filter(({ isCurrent }) => isCurrent).length
  return (
    <Modal open title={`${act}：${card.title}`} okText={act} cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: change.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <p className="soft">{value === 'active' ? '恢复后重新出现在列表里，也重新计数。' : `之后不再列入在册，也不计数；登记过的都留着，可以恢复。${open > 0 ? `现有的 ${open} 个关系不会跟着结束，请在卡片上逐个核实。` : ''}`}</p>
      {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ asOf: today(), source: 'visit' }} onFinish={(typed) => change.mutate(typed)}>
        <Form.Item name="asOf" label="从哪天起" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" max={today()} /></Form.Item>
        <Form.Item name="reason" label="原因或依据" rules={[{ required: true, whitespace: true, message: '请写原因或依据' }]}><Input maxLength={200} autoFocus /></Form.Item>
        <Form.Item name="source" label="从哪里知道的"><Select options={SOURCE_OPTIONS} /></Form.Item>
      </Form>
    </Modal>
  )
}
