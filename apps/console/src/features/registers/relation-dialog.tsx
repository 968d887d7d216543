import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { addRelation } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import { relationKind, REGISTERS } from '@yihu/domain'
import type { FactSource, RelationEnd } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { SOURCE_OPTIONS } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { today } from '../../app/time.ts'
import { AreaField } from '../areas/area-field.tsx'
import { EntryFind } from './entry-find.tsx'
import type { Found } from './entry-find.tsx'
import { useRegistersChanged } from './register-forms.ts'
import { endsOf, nameOfWay, rolesOf, waysFrom } from './relation-ways.ts'
import type { RelationWay } from './relation-ways.ts'

interface Typed {
  readonly way: string
  readonly end: RelationEnd
  readonly other?: Found
  readonly area?: string
  readonly role: string
  readonly since?: string
  readonly source: FactSource
}

interface AddRelationProps {
  readonly card: PoolCard
  /** The button, and the kind it begins with; any kind without it. */
  readonly label: string
  readonly way?: string
}

/** Ties the entry of a card to another one, or to an area. */
export function AddRelation({ card, label, way }: AddRelationProps) {
  const [isOpen, setOpen] = useState(false)
  if (!card.mayEdit) return null
  return <><Button size="small" onClick={() => setOpen(true)}>{label}</Button>{isOpen ? <RelationDialog card={card} title={label} {...(way === undefined ? {} : { first: way })} onClose={() => setOpen(false)} /> : null}</>
}

/** What a form begins with once the kind is known. */
function startOf(way: RelationWay | undefined) {
  const [role, ...others] = way ? rolesOf(way) : []
  return { end: way ? endsOf(way)[0] : undefined, role: others.length === 0 ? role?.value : undefined }
}

interface RelationDialogProps {
  readonly card: PoolCard
  readonly title: string
  readonly first?: string
  readonly onClose: () => void
}

function RelationDialog({ card, title, first, onClose }: RelationDialogProps) {
  const [form] = Form.useForm<Typed>()
  const changed = useRegistersChanged()
  const ways = waysFrom(card.register)
  const named = Form.useWatch('way', form) ?? first
  const way = ways.find((one) => nameOfWay(one) === named)
  const ends = way ? endsOf(way) : []
  const end = Form.useWatch('end', form) ?? ends[0]
  const add = useMutation({
    mutationFn: ({ end: typed, other, area, role, since, source }: Typed) => {
      if (!way) throw new Error('the form asks for a kind')
      const mine = { register: card.register, id: card.id }
      const theirs = { register: typed === 'area' ? card.register : typed, id: other?.id ?? '' }
      const [from, to] = way.isOutward ? [mine, typed === 'area' ? { area: area ?? '' } : theirs] : [theirs, mine]
      return api.call(addRelation, { body: { kind: way.kind, role, fromRegister: from.register, fromId: from.id, to, source, ...(since ? { since } : {}) } })
    },
    onSuccess: onClose,
    onError: (error) => showRefused(form, error),
    onSettled: changed,
  })
  const restart = (next: RelationWay | undefined) => {
    const { end: start, role } = startOf(next)
    form.resetFields(['other', 'area'])
    form.setFields([{ name: 'end', value: start }, { name: 'role', value: role, errors: [] }])
  }
  const option = (one: (typeof ways)[number]) => ({ value: nameOfWay(one), label: relationKind(one.kind).label })
  const groups = [
    { label: `${card.title}是……`, options: ways.filter(({ isOutward }) => isOutward).map(option) }, { label: `对${card.title}来说，对方是……`, options: ways.filter(({ isOutward }) => !isOutward).map(option) },
  ].filter(({ options }) => options.length > 0)
  return (
    <Modal open title={`${title}：${card.title}`} okText="加上" cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: add.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {add.isError ? <Alert type="error" showIcon role="alert" title={textOf(add.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ source: 'visit', way: first, ...startOf(way) }} onFinish={(typed) => add.mutate(typed)}>
        <Form.Item name="way" label="什么关系" rules={[{ required: true, message: '请选择什么关系' }]}><Select options={groups} onChange={(next: string) => restart(ways.find((one) => nameOfWay(one) === next))} /></Form.Item>
        {way && end ? (
          <>
            <Form.Item name="end" label="对方是" hidden={ends.length < 2}><Radio.Group options={ends.map((one) => ({ value: one, label: one === 'area' ? '区域' : REGISTERS[one] }))} onChange={() => form.resetFields(['other', 'area'])} /></Form.Item>
            {end === 'area' ? <Form.Item name="area" label="哪个区域" rules={[{ required: true, message: '请选择区域' }]}><AreaField /></Form.Item>
              : <Form.Item key={end} name="other" label={`哪个${REGISTERS[end]}`} rules={[{ required: true, message: `请查找并选择${REGISTERS[end]}` }]}><EntryFind register={end} except={card.id} area={card.areaPath} /></Form.Item>}
            <Form.Item name="role" label={way.isOutward ? `${card.title}的身份` : '对方的身份'} rules={[{ required: true, message: '请选择身份' }]}><Select showSearch={{ optionFilterProp: 'label' }} options={rolesOf(way)} /></Form.Item>
          </>
        ) : null}
        <Form.Item name="since" label="从哪天起（可不填）"><Input type="date" max={today()} /></Form.Item>
        <Form.Item name="source" label="从哪里知道的"><Select options={SOURCE_OPTIONS} /></Form.Item>
      </Form>
    </Modal>
  )
}
