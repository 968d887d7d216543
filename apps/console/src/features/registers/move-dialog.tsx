import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { movePerson } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import { CODE_TABLES, HEAD_OF_HOUSEHOLD, RELATION_KINDS } from '@yihu/domain'
import type { FactSource } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { optionsOf, SOURCE_OPTIONS } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { today } from '../../app/time.ts'
import { EntryFind } from './entry-find.tsx'
import type { Found } from './entry-find.tsx'
import { useRegistersChanged } from './register-forms.ts'

const HOUSEHOLDS = { none: '不在户里', new: '新立一户', join: '进这套房的一户' } as const

interface Typed {
  readonly house: Found
  readonly on: string
  readonly role: string
  readonly into: keyof typeof HOUSEHOLDS
  readonly household?: Found
  readonly kin?: string
  readonly source: FactSource
  readonly reason?: string
}

/** «迁居»: the old home and household end with a day, the new ones begin; who had left comes back by it too. */
export function MovePerson({ card }: { readonly card: PoolCard }) {
  const [isOpen, setOpen] = useState(false)
  if (card.register !== 'person' || card.state === 'dead') return null
  return <><Button size="small" onClick={() => setOpen(true)}>{card.state === 'left' ? '迁回' : '迁居'}</Button>{isOpen ? <MoveDialog card={card} onClose={() => setOpen(false)} /> : null}</>
}

const RENAMED = { houseId: 'house', 'household.kin': 'kin', 'household.id': 'household' }

function MoveDialog({ card, onClose }: { readonly card: PoolCard; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const changed = useRegistersChanged()
  const into = Form.useWatch('into', form)
  const house = Form.useWatch('house', form)
  const move = useMutation({
    mutationFn: ({ house: home, household, kin = '', into: how, reason, ...typed }: Typed) => api.call(movePerson, {
      params: { id: card.id },
      body: { ...typed, version: card.version, houseId: home.id, ...(how === 'none' ? {} : { household: { kin, ...(how === 'join' && household ? { id: household.id } : {}) } }), ...(reason ? { reason } : {}) },
    }),
    onSuccess: onClose,
    onError: (error) => showRefused(form, error, RENAMED),
    onSettled: changed,
  })
  return (
    <Modal open title={`迁居：${card.title}`} okText="迁居" cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: move.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <p className="soft">原来的住处和户从那天起结束，留在“已结束的关系”里；人归到新的楼栋。</p>
      {move.isError ? <Alert type="error" showIcon role="alert" title={textOf(move.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ on: today(), role: 'owner', into: 'none', source: 'visit' }} onFinish={(typed) => move.mutate(typed)} onValuesChange={(now) => { if ('house' in now) form.setFieldValue('household', undefined) }}>
        <Form.Item name="house" label="搬到哪套房" rules={[{ required: true, message: '请查找并选择房屋' }]}><EntryFind register="house" /></Form.Item>
        <Form.Item name="on" label="从哪天起" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" max={today()} /></Form.Item>
        <Form.Item name="role" label="怎样住在这里"><Select options={optionsOf(RELATION_KINDS.resides.roles)} /></Form.Item>
        <Form.Item name="into" label="户"><Radio.Group options={optionsOf(HOUSEHOLDS)} onChange={({ target }) => form.setFieldValue('kin', target.value === 'new' ? HEAD_OF_HOUSEHOLD : undefined)} /></Form.Item>
        {into === 'join' && house ? <Form.Item name="household" label="哪一户" rules={[{ required: true, message: '请选择户' }]}><EntryFind register="household" house={house.id} /></Form.Item> : null}
        {into === 'join' || into === 'new' ? <Form.Item name="kin" label="与户主关系" rules={[{ required: true, message: '请选择与户主关系' }]}><Select showSearch={{ optionFilterProp: 'label' }} options={optionsOf(CODE_TABLES.kin)} /></Form.Item> : null}
        <Form.Item name="source" label="从哪里知道的"><Select options={SOURCE_OPTIONS} /></Form.Item>
        <Form.Item name="reason" label="原因（可不填）"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  )
}
